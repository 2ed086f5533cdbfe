package io.sath.bot.market;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Builds candles of one timeframe from prints. A stretch without a print makes no candle.
public final class CandleBuilder {
    private static final long NONE = Long.MIN_VALUE;

    private final Timeframe timeframe;
    private long opening = NONE;
    private BigDecimal open = BigDecimal.ZERO;
    private BigDecimal high = BigDecimal.ZERO;
    private BigDecimal low = BigDecimal.ZERO;
    private BigDecimal close = BigDecimal.ZERO;
    private BigDecimal volume = BigDecimal.ZERO;

    public CandleBuilder(Timeframe timeframe) {
        this.timeframe = timeframe;
    }

    /// Takes the next print; the candle that it shows to be over, or null.
    public @Nullable Candle add(long atMillis, BigDecimal price, BigDecimal quantity) {
        Candle closed = closeBy(atMillis);
        if (opening == NONE) {
            opening = timeframe.openingOf(atMillis);
            open = price;
            high = price;
            low = price;
            volume = quantity;
        } else {
            if (price.compareTo(high) > 0) {
                high = price;
            } else if (price.compareTo(low) < 0) {
                low = price;
            }
            if (quantity.signum() != 0) {
                volume = volume.add(quantity);
            }
        }
        close = price;
        return closed;
    }

    /// The candle that is over by this instant, or null; a clock may close it before any print
    /// does.
    public @Nullable Candle closeBy(long atMillis) {
        if (opening == NONE || atMillis < opening + timeframe.millis()) {
            return null;
        }
        Candle closed =
                new Candle(
                        Instant.ofEpochMilli(opening), timeframe, open, high, low, close, volume);
        opening = NONE;
        return closed;
    }
}
