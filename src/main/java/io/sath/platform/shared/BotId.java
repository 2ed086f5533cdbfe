package io.sath.platform.shared;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The id of a tenant's bot on the cluster: 13 characters of {@code [0-9a-z]}.
 *
 * <p>It is a segment of job names ({@code bot-<id>}), order ids, directories and secret paths, so
 * nothing else is ever accepted.
 */
public record BotId(String value) implements java.io.Serializable {
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{13}");
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    public BotId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a bot's id is 13 characters of [0-9a-z]");
        }
    }

    /** A fresh random id (67 bits). */
    public static BotId random(SecureRandom random) {
        StringBuilder id = new StringBuilder(13);
        for (int i = 0; i < 13; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new BotId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
