package io.sath.bot.wire;

import java.util.Locale;

/** What an order does to the exposure: an entry raises it, an exit lowers it. */
public enum Effect {
    ENTRY,
    EXIT;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
