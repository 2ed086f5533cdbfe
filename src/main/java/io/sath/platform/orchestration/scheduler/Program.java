package io.sath.platform.orchestration.scheduler;

import java.util.regex.Pattern;

/**
 * A build of the bot program, by its content.
 *
 * @param sha256 of the jar, in small hexadecimal digits: what a scheduler checks a download by
 */
public record Program(String sha256) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT = 16;

    public Program {
        if (!FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
    }

    /** What it is called: the first 16 digits. Its file is {@code bot-<version>.jar}. */
    public String version() {
        return sha256.substring(0, SHORT);
    }
}
