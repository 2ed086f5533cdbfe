package io.sath.bot.wire;

import java.util.Locale;

/**
 * Where an order stands; each change is a record.
 *
 * <pre>
 * intended ─► open ─► partly ─► filled
 *     │         └────────┴────► cancelled | expired
 *     ├─► rejected
 *     └─► unknown ─► any of the above, once the venue has answered
 * </pre>
 */
public enum OrderStatus {
    INTENDED,
    OPEN,
    PARTLY,
    FILLED,
    CANCELLED,
    REJECTED,
    EXPIRED,
    UNKNOWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }

    /** Whether nothing more can come of the order. */
    public boolean isFinal() {
        return switch (this) {
            case FILLED, CANCELLED, REJECTED, EXPIRED -> true;
            case INTENDED, OPEN, PARTLY, UNKNOWN -> false;
        };
    }
}
