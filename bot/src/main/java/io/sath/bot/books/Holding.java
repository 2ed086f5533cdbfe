package io.sath.bot.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open position and the trade that it belongs to.
 *
 * @param quantity signed, base currency, never 0
 * @param cost what the open quantity cost at its entries, without fees; of the quantity's sign
 * @param fees what the open quantity's entries paid in fees and no exit has yet answered for
 * @param realized what the trade has realised so far, net of fees
 * @param since the first fill by the venue's clock; null where it came from an opening
 * @param strategy who opened it; null where it came from an opening
 * @param stopHint where its strategy wants the stop to be
 */
public record Holding(
        String symbol,
        String trade,
        BigDecimal quantity,
        BigDecimal cost,
        BigDecimal fees,
        BigDecimal realized,
        @Nullable Instant since,
        @Nullable String strategy,
        @Nullable BigDecimal stopHint) {

    private static final int PLACES = 10;

    /** The average price of the entries. */
    public BigDecimal entry() {
        return cost.divide(quantity, PLACES, RoundingMode.HALF_EVEN);
    }

    /** What the position would gain at this price, before fees. */
    public BigDecimal unrealized(BigDecimal mark) {
        return quantity.multiply(mark).subtract(cost);
    }
}
