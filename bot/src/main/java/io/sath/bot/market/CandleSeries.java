package io.sath.bot.market;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Candles of one symbol held in memory as whole numbers with a common scale: 48 bytes each.
public final class CandleSeries implements Tape {
    private static final int PRICES = 4;

    private final Instrument instrument;
    private final Timeframe interval;
    private final int priceScale;
    private final int volumeScale;
    private final long[] times;
    private final long[][] columns;

    private CandleSeries(Builder from) {
        this.instrument = from.instrument;
        this.interval = from.interval;
        this.priceScale = from.priceScale;
        this.volumeScale = from.volumeScale;
        this.times = Arrays.copyOf(from.times, from.size);
        this.columns = new long[PRICES + 1][];
        for (int i = 0; i <= PRICES; i++) {
            columns[i] = Arrays.copyOf(from.columns[i], from.size);
        }
    }

    /// Candles whose prices have at most `priceScale` and volumes at most `volumeScale` decimals.
    public static Builder of(
            Instrument instrument, Timeframe interval, int priceScale, int volumeScale) {
        return new Builder(instrument, interval, priceScale, volumeScale);
    }

    public int size() {
        return times.length;
    }

    public Candle candle(int index) {
        return new Candle(
                Instant.ofEpochMilli(times[index]),
                interval,
                price(0, index),
                price(1, index),
                price(2, index),
                price(3, index),
                BigDecimal.valueOf(columns[PRICES][index], volumeScale));
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public Timeframe resolution() {
        return interval;
    }

    @Override
    public Instant from() {
        return Instant.ofEpochMilli(times[0]);
    }

    @Override
    public Instant to() {
        return Instant.ofEpochMilli(times[times.length - 1]).plus(interval.duration());
    }

    @Override
    public PrintReader prints(Instant from) {
        int found = Arrays.binarySearch(times, from.toEpochMilli());
        int start = found >= 0 ? found : Math.max(0, -found - 2);
        return new CandlePrints(from.toEpochMilli(), interval) {
            private int next = start;

            @Override
            @Nullable CandleRow nextRow() {
                return next < times.length ? row(next++) : null;
            }

            @Override
            public void close() {
                next = times.length;
            }
        };
    }

    private CandleRow row(int index) {
        return new CandleRow(
                times[index],
                price(0, index),
                price(1, index),
                price(2, index),
                price(3, index),
                BigDecimal.valueOf(columns[PRICES][index], volumeScale));
    }

    private BigDecimal price(int column, int index) {
        return BigDecimal.valueOf(columns[column][index], priceScale);
    }

    /// Collects candles in the order of their time.
    public static final class Builder {
        private final Instrument instrument;
        private final Timeframe interval;
        private final int priceScale;
        private final int volumeScale;
        private long[] times = new long[256];
        private final long[][] columns = new long[PRICES + 1][256];
        private int size;

        private Builder(
                Instrument instrument, Timeframe interval, int priceScale, int volumeScale) {
            this.instrument = instrument;
            this.interval = interval;
            this.priceScale = priceScale;
            this.volumeScale = volumeScale;
        }

        /// Adds the next candle.
        ///
        /// @throws ArithmeticException for a value with more decimals than the series has
        public Builder add(Candle candle) {
            long at = candle.at().toEpochMilli();
            if (size > 0 && at <= times[size - 1]) {
                throw new IllegalArgumentException(
                        "candle of " + candle.at() + " is not after the one before it");
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                for (int i = 0; i <= PRICES; i++) {
                    columns[i] = Arrays.copyOf(columns[i], size * 2);
                }
            }
            times[size] = at;
            columns[0][size] = scaled(candle.open(), priceScale);
            columns[1][size] = scaled(candle.high(), priceScale);
            columns[2][size] = scaled(candle.low(), priceScale);
            columns[3][size] = scaled(candle.close(), priceScale);
            columns[PRICES][size] = scaled(candle.volume(), volumeScale);
            size++;
            return this;
        }

        /// The same candles again, as if they went on after the last one.
        public Builder repeat(CandleSeries series) {
            Duration shift =
                    size == 0
                            ? Duration.ZERO
                            : Duration.ofMillis(
                                    times[size - 1] + interval.millis() - series.times[0]);
            for (int i = 0; i < series.size(); i++) {
                add(series.candle(i).shiftedBy(shift));
            }
            return this;
        }

        public int size() {
            return size;
        }

        public CandleSeries build() {
            if (size == 0) {
                throw new IllegalArgumentException("a series has at least one candle");
            }
            return new CandleSeries(this);
        }

        private static long scaled(BigDecimal value, int scale) {
            return value.setScale(scale).unscaledValue().longValueExact();
        }
    }
}
