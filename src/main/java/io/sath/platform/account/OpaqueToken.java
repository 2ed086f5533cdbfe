package io.sath.platform.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random word of 256 bits that only its holder knows; the platform keeps its SHA-256 alone.
 *
 * @param text 43 characters, fit for a URL
 */
record OpaqueToken(String text) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static OpaqueToken random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new OpaqueToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "OpaqueToken";
    }
}
