package io.sath.platform.ui;

import java.util.Locale;

/** What the colour of a part says; the word and the icon in it say it too. */
public enum Tone {
    /** Healthy. */
    OK,
    /** Something moves towards where it should be. */
    BUSY,
    /** Wants attention. */
    WARN,
    /** Failed. */
    ERR,
    /** Failed, and tries again. */
    RETRY,
    /** Neither good nor bad. */
    QUIET;

    /** The CSS class that carries it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
