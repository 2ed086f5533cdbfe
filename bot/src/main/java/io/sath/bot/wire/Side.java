package io.sath.bot.wire;

import java.util.Locale;

/** Which way an order or a fill trades. */
public enum Side {
    BUY,
    SELL;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
