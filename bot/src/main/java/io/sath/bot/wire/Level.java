package io.sath.bot.wire;

import java.util.Locale;

/** How much a log line matters. */
public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
