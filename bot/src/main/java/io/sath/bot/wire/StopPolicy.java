package io.sath.bot.wire;

import java.util.Locale;

/**
 * What an ordered stop does with open orders and positions: leave both, cancel the orders, or sell
 * all.
 */
public enum StopPolicy {
    LEAVE,
    CANCEL,
    FLATTEN;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
