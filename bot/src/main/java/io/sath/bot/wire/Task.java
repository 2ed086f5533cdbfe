package io.sath.bot.wire;

import java.util.Locale;

/** What a run is for. */
public enum Task {
    TRADE,
    REPORT,
    CHECK_KEY,
    BACKTEST;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
