package io.sath.bot.wire;

import java.util.Locale;

/**
 * How an order asks to be executed; {@code OCO} is a stop and a target of which one cancels the
 * other.
 */
public enum OrderKind {
    MARKET,
    LIMIT,
    STOP,
    TAKE_PROFIT,
    OCO;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
