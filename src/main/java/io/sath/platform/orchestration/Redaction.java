package io.sath.platform.orchestration;

import java.util.regex.Pattern;

/**
 * Takes out of a text what looks like a secret, and what no database or page can hold.
 *
 * <p>A bot should never say one; a library's error message might.
 */
final class Redaction {
    private static final String HIDDEN = "•••";

    /** A named value: {@code apiSecret=…}, {@code "token": "…"}, {@code X-MBX-APIKEY: …}. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)((?:api[-_]?key|api[-_]?secret|secret(?:[-_]?key)?|private[-_]?key|pass(?:word|phrase)"
                            + "|signature|access[-_]?token|refresh[-_]?token|token|authorization|x-mbx-apikey)"
                            + "[\"']?\\s*[:=]\\s*[\"']?(?:bearer\\s+|basic\\s+)?)[^\\s\"'&,;}\\]]{6,}");

    /** Values that show what they are by themselves. */
    private static final Pattern KNOWN =
            Pattern.compile(
                    "\\b(?:sk-[A-Za-z0-9_-]{16,}|sath_[A-Za-z0-9_-]{16,}|AIza[A-Za-z0-9_-]{30,}"
                            + "|0x[0-9a-fA-F]{64}|eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]*"
                            + "|[A-Za-z0-9]{64})\\b|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?");

    private Redaction() {}

    static String of(String text) {
        String kept =
                KNOWN.matcher(NAMED.matcher(text).replaceAll("$1" + HIDDEN)).replaceAll(HIDDEN);
        return sound(kept);
    }

    /** Without NUL and lone surrogates, which neither UTF-8 nor PostgreSQL can hold. */
    static String sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                StringBuilder sound = new StringBuilder(text.length());
                text.codePoints()
                        .map(point -> point == 0 || isLone(point) ? 0xFFFD : point)
                        .forEach(sound::appendCodePoint);
                return sound.toString();
            }
        }
        return text;
    }

    private static boolean isLone(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
