package io.sath.bot.market;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The recording of one symbol in one or several candle files that follow each other. Every row is
/// checked once when the tape is made, so that a damaged file is refused before it is traded;
/// readers stream, whatever the size.
final class FileTape implements Tape {
    private static final BigDecimal MIN_NOTIONAL = new BigDecimal(5);

    private final Instrument instrument;
    private final Timeframe resolution;
    private final List<Part> parts;

    /// One file, checked.
    private record Part(
            Path file,
            Timeframe interval,
            long from,
            long to,
            int priceDecimals,
            BigDecimal last) {}

    private FileTape(Instrument instrument, Timeframe resolution, List<Part> parts) {
        this.instrument = instrument;
        this.resolution = resolution;
        this.parts = parts;
    }

    /// @throws UnusableMarketData when a row is bad or the files do not follow each other
    static FileTape of(String symbol, String quote, List<Path> files) {
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(checked(file));
        }
        parts.sort(Comparator.comparingLong(Part::from));
        int decimals = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            decimals = Math.max(decimals, part.priceDecimals);
            if (i > 0) {
                follows(symbol, parts.get(i - 1), part);
            }
        }
        Part last = parts.getLast();
        return new FileTape(
                new Instrument(
                        symbol,
                        quote,
                        BigDecimal.ONE.movePointLeft(decimals),
                        stepFor(last.last),
                        MIN_NOTIONAL),
                last.interval,
                List.copyOf(parts));
    }

    private static void follows(String symbol, Part former, Part part) {
        if (part.interval != former.interval) {
            throw new UnusableMarketData(
                    "%s has candles of %s in %s and of %s in %s; keep one timeframe for a symbol."
                            .formatted(
                                    symbol,
                                    former.interval,
                                    former.file.getFileName(),
                                    part.interval,
                                    part.file.getFileName()));
        }
        if (part.from < former.to) {
            throw new UnusableMarketData(
                    "%s begins at %s, before %s ends (%s); files of one symbol (%s) follow each other."
                            .formatted(
                                    part.file.getFileName(),
                                    Instant.ofEpochMilli(part.from),
                                    former.file.getFileName(),
                                    Instant.ofEpochMilli(former.to),
                                    symbol));
        }
    }

    private static Part checked(Path file) {
        try (CandleFile rows = CandleFile.open(file, 0)) {
            CandleRow first = rows.next();
            CandleRow last = first;
            for (CandleRow row = first; row != null; row = rows.next()) {
                last = row;
            }
            Timeframe interval = rows.interval();
            if (first == null || last == null || interval == null) {
                throw new UnusableMarketData(
                        "%s has fewer than two candles; a row is open_time,open,high,low,close,volume."
                                .formatted(file.getFileName()));
            }
            return new Part(
                    file,
                    interval,
                    first.atMillis(),
                    last.atMillis() + interval.millis(),
                    rows.priceScale(),
                    last.close());
        }
    }

    /// The largest power of ten that is worth at most 1 of the quote currency, as venues choose it:
    /// 0.00001 of bitcoin, 0.1 of ripple.
    static BigDecimal stepFor(BigDecimal price) {
        BigDecimal step = new BigDecimal(1000);
        while (step.multiply(price).compareTo(BigDecimal.ONE) > 0) {
            step = step.movePointLeft(1);
        }
        return new BigDecimal(step.stripTrailingZeros().toPlainString());
    }

    @Override
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public Timeframe resolution() {
        return resolution;
    }

    @Override
    public Instant from() {
        return Instant.ofEpochMilli(parts.getFirst().from);
    }

    @Override
    public Instant to() {
        return Instant.ofEpochMilli(parts.getLast().to);
    }

    @Override
    public PrintReader prints(Instant from) {
        long start = from.toEpochMilli();
        Deque<Path> files = new ArrayDeque<>();
        for (Part part : parts) {
            if (part.to > start) {
                files.add(part.file);
            }
        }
        return new Prints(start, resolution, instrument.tick().scale(), files);
    }

    private static final class Prints extends CandlePrints {
        private final int priceScale;
        private final Deque<Path> files;
        private @Nullable CandleFile rows;

        Prints(long from, Timeframe interval, int priceScale, Deque<Path> files) {
            super(from, interval);
            this.priceScale = priceScale;
            this.files = files;
        }

        @Override
        @Nullable CandleRow nextRow() {
            while (true) {
                CandleFile open = rows;
                if (open == null) {
                    Path file = files.poll();
                    if (file == null) {
                        return null;
                    }
                    open = CandleFile.open(file, priceScale);
                    rows = open;
                }
                CandleRow row = open.next();
                if (row != null) {
                    return row;
                }
                open.close();
                rows = null;
            }
        }

        @Override
        public void close() {
            if (rows != null) {
                rows.close();
                rows = null;
            }
            files.clear();
        }
    }
}
