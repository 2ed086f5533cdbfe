package io.sath.platform.logs;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text of bots fit for storing and showing: one line, no control or terminal characters,
 * nothing that looks like a secret.
 */
final class LogText {
    /** Characters kept of one line. */
    static final int MAX_LENGTH = 16_384;

    static final String REDACTED = "[redacted]";

    private static final Pattern TERMINAL =
            Pattern.compile(
                    "\\u001B\\[[0-?]*[ -/]*[@-~]|\\u001B\\][^\\u0007\\u001B]*(?:\\u0007|\\u001B\\\\)?"
                            + "|\\u001B[@-_]?|\\u009B[0-?]*[ -/]*[@-~]");

    /** A name that says that its value is a secret, and the value. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)((?:api[_-]?key|api[_-]?secret|secret[_-]?key|access[_-]?key|client[_-]?secret"
                            + "|private[_-]?key|wallet[_-]?key|passphrase|password|passwd|secret|signature"
                            + "|(?:access|refresh|id|auth|session|bearer)[_-]?token|token|authorization"
                            + "|x-mbx-apikey)\"?\\s*[=:]\\s*\"?)((?:bearer\\s+|basic\\s+)?[^\\s\"',;&}]{4,})");

    private static final Pattern BEARER =
            Pattern.compile("(?i)\\b(bearer\\s+)[A-Za-z0-9._~+/=-]{8,}");

    /** Forms that are secrets wherever they stand: JWTs, vendors' keys, wallet keys, PEM. */
    private static final Pattern FORMS =
            Pattern.compile(
                    "eyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]*"
                            + "|\\b(?:sk|rk|pk|whsec|sath)[_-][A-Za-z0-9_-]{16,}"
                            + "|\\bAIza[A-Za-z0-9_-]{30,}|\\bhv[sb]\\.[A-Za-z0-9_-]{20,}"
                            + "|\\b(?:0x)?[0-9a-fA-F]{64}\\b|\\b[A-Za-z0-9]{64}\\b"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)");

    private static final List<String> HINTS =
            List.of("key", "secret", "pass", "token", "auth", "signature", "bearer");

    private LogText() {}

    static String clean(String raw) {
        String text = raw.length() > MAX_LENGTH ? raw.substring(0, MAX_LENGTH) : raw;
        return redacted(printable(text));
    }

    private static String printable(String text) {
        if (isPrintable(text)) {
            return text;
        }
        String plain = TERMINAL.matcher(text).replaceAll("");
        StringBuilder line = new StringBuilder(plain.length());
        plain.codePoints()
                .forEach(c -> {
                    if (c == '\n'
                            || c == '\r'
                            || c == '\t'
                            || c == 0x2028
                            || c == 0x2029
                            || c == 0x85) {
                        line.append(' ');
                    } else if (isShown(c)) {
                        line.appendCodePoint(c);
                    }
                });
        return line.toString();
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7F && !(c >= 0xA1 && c <= 0x17F))) {
                return false;
            }
        }
        return true;
    }

    /** Everything but controls, half surrogates, and the marks that turn the direction of text. */
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
            case Character.FORMAT -> c == 0x200D;
            default -> true;
        };
    }

    private static String redacted(String text) {
        String out = text;
        if (hints(text)) {
            out = NAMED.matcher(out).replaceAll("$1" + REDACTED);
            out = BEARER.matcher(out).replaceAll("$1" + REDACTED);
        }
        Matcher forms = FORMS.matcher(out);
        return forms.find() ? forms.reset().replaceAll(Matcher.quoteReplacement(REDACTED)) : out;
    }

    /** A cheap look whether any name of a secret could stand there. */
    private static boolean hints(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return HINTS.stream().anyMatch(small::contains);
    }
}
