package io.sath.platform.secrets;

import java.util.Locale;

/** What a key allows its holder to do. */
public enum KeyRight {
    READ,
    TRADE,
    WITHDRAW;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that stands for it in JSON and in the database. */
    public String word() {
        return word;
    }
}
