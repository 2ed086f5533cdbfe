package io.sath.bot.venue;

import io.sath.bot.market.Candle;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a venue tells, in the order of its clock; {@code at} is that clock. */
public sealed interface VenueEvent {

    Instant at();

    /**
     * A candle is over.
     *
     * @param live false: history, which strategies learn from and nobody acts on
     */
    record Closed(Instant at, String symbol, Candle candle, boolean live) implements VenueEvent {}

    /** The order rests at the venue. */
    record Accepted(Instant at, String order) implements VenueEvent {}

    /** The order was refused; the reason is a code. */
    record Rejected(Instant at, String order, String reason) implements VenueEvent {}

    /** The order has ended without being filled whole; the reason is a code. */
    record Cancelled(Instant at, String order, String reason) implements VenueEvent {}

    /** The order has ended because its time was over, or never reached the venue. */
    record Expired(Instant at, String order, String reason) implements VenueEvent {}

    /**
     * A part of the order, or all of it, was executed.
     *
     * @param reason why a resting order fired (a code), or null
     */
    record Executed(
            Instant at,
            String fill,
            String order,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            String feeAsset,
            boolean maker,
            @Nullable String reason)
            implements VenueEvent {}

    /**
     * The recording of the symbol ends here: orders are cancelled and the position is closed at the
     * last price, and strategies begin anew with what follows.
     */
    record Seam(Instant at, String symbol) implements VenueEvent {}

    /** All that happened before the run began is told: from now on the kernel may act. */
    record Ready(Instant at) implements VenueEvent {}
}
