package io.sath.bot.market;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/// One closed candle of one symbol: `at` is its opening instant (UTC), prices are in the quote
/// currency, `volume` is in the base currency.
public record Candle(
        Instant at,
        Timeframe interval,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume) {

    /// The first instant that no longer belongs to the candle.
    public Instant closesAt() {
        return at.plus(interval.duration());
    }

    /// The same candle on another clock.
    public Candle shiftedBy(Duration shift) {
        return shift.isZero()
                ? this
                : new Candle(at.plus(shift), interval, open, high, low, close, volume);
    }
}
