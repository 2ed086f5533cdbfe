package io.sath.bot.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;

/// A recording of single trades, `timestamp(s),price,amount` below a header, read from inside the
/// program. Only the resolution of a minute is promised: stretches without a trade make no candle.
final class TradeTape implements Tape {
    private final Instrument instrument;
    private final Supplier<InputStream> source;
    private final long from;
    private final long to;

    TradeTape(Instrument instrument, Supplier<InputStream> source, Instant from, Instant to) {
        this.instrument = instrument;
        this.source = source;
        this.from = from.toEpochMilli();
        this.to = to.toEpochMilli();
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public Timeframe resolution() {
        return Timeframe.M1;
    }

    @Override
    public Instant from() {
        return Instant.ofEpochMilli(from);
    }

    @Override
    public Instant to() {
        return Instant.ofEpochMilli(to);
    }

    @Override
    public PrintReader prints(Instant start) {
        return new Prints(new Lines(source.get()), start.toEpochMilli(), to);
    }

    private static final class Prints implements PrintReader {
        private final Lines lines;
        private final long start;
        private final long end;
        private long at;
        private BigDecimal price = BigDecimal.ZERO;
        private BigDecimal quantity = BigDecimal.ZERO;

        Prints(Lines lines, long start, long end) {
            this.lines = lines;
            this.start = start;
            this.end = end;
        }

        @Override
        public boolean next() {
            try {
                while (lines.next()) {
                    if (lines.number() == 1 || lines.isBlank()) {
                        continue;
                    }
                    at = number(0).longValueExact() * 1000;
                    if (at >= end) {
                        return false;
                    }
                    if (at >= start) {
                        price = number(1);
                        quantity = number(2);
                        return true;
                    }
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private BigDecimal number(int field) {
            BigDecimal value = lines.fields() == 3 ? lines.decimal(field, 0) : null;
            if (value == null) {
                throw new UnusableMarketData(
                        "the program's own trades are damaged at line %d: install the bot again."
                                .formatted(lines.number()));
            }
            return value;
        }

        @Override
        public long atMillis() {
            return at;
        }

        @Override
        public BigDecimal price() {
            return price;
        }

        @Override
        public BigDecimal quantity() {
            return quantity;
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
