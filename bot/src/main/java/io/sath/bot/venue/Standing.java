package io.sath.bot.venue;

import io.sath.bot.wire.Out;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the books hold when a run begins.
 *
 * @param orders orders without an end, as last known
 */
public record Standing(List<Out.Order> orders, List<Held> held) {
    public Standing {
        orders = List.copyOf(orders);
        held = List.copyOf(held);
    }

    /** Nothing: the beginning of a ledger or of a backtest. */
    public static final Standing NOTHING = new Standing(List.of(), List.of());

    /**
     * A position.
     *
     * @param quantity signed, base currency
     * @param entry average price
     * @param since the first fill by the venue's clock; null where it came from an opening
     */
    public record Held(
            String symbol, BigDecimal quantity, BigDecimal entry, @Nullable Instant since) {}
}
