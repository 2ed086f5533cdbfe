package io.sath.bot.market;

import java.math.BigDecimal;
import java.time.Instant;

/// What happens in a market, in the order of its time.
public sealed interface MarketEvent {

    String symbol();

    /// The instant at which it becomes known.
    Instant at();

    /// A price at which was dealt. A candle recorded without its trades is told as four of them:
    /// open, then low and high (the nearer to the open first), then close with all the volume.
    record Print(String symbol, Instant at, BigDecimal price, BigDecimal quantity)
            implements MarketEvent {}

    /// A candle that is over. It follows the first print after it, so that whoever decides on it
    /// already knows the price at which it can act: the next candle's open.
    record Closed(String symbol, Instant at, Candle candle) implements MarketEvent {}
}
