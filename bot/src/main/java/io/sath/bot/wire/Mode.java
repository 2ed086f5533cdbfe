package io.sath.bot.wire;

import java.util.Locale;

/** Whether the money is real. */
public enum Mode {
    PAPER,
    LIVE;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
