package io.sath.platform.secrets;

import java.util.Locale;

/** How requests are signed with a key. */
public enum KeyAlgorithm {
    HMAC,
    ED25519;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that stands for it in JSON and in the database. */
    public String word() {
        return word;
    }
}
