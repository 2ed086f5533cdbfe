package io.sath.bot.market;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one candle file, `open_time(ms),open,high,low,close,volume`, with or without a
/// header, plain or gzip, and checks every one of them. More fields than these are ignored.
final class CandleFile implements AutoCloseable {
    private static final long EARLIEST = Instant.parse("2009-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    private static final String[] NAMES = {"open_time", "open", "high", "low", "close", "volume"};

    private final String name;
    private final Lines lines;
    private int priceScale;
    private long former = Long.MIN_VALUE;
    private long interval;

    private CandleFile(String name, InputStream in, int priceScale) {
        this.name = name;
        this.priceScale = priceScale;
        this.lines = new Lines(in);
    }

    /// Opens the file.
    ///
    /// @param priceScale how many decimals prices are known to have
    static CandleFile open(Path file, int priceScale) {
        String name = String.valueOf(file.getFileName());
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 14);
            return new CandleFile(
                    name, name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 14) : in, priceScale);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// The next row, or null at the end.
    @Nullable CandleRow next() {
        try {
            while (lines.next()) {
                if (lines.isBlank() || (lines.number() == 1 && isHeader())) {
                    continue;
                }
                return row();
            }
            return null;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /// The distance of the rows; known after the second.
    @Nullable Timeframe interval() {
        return interval == 0 ? null : Timeframe.ofMillis(interval).orElseThrow();
    }

    private boolean isHeader() {
        for (int i = 0; i < lines.fields(); i++) {
            String text = lines.text(i).strip().replace("\uFEFF", "");
            if (text.isEmpty() || !(Character.isLetter(text.charAt(0)) || text.charAt(0) == '"')) {
                return false;
            }
        }
        return true;
    }

    private CandleRow row() {
        if (lines.fields() < NAMES.length) {
            throw bad(
                    "has %d fields; a row is open_time,open,high,low,close,volume"
                            .formatted(lines.fields()));
        }
        long at = time();
        BigDecimal open = price(1);
        BigDecimal high = price(2);
        BigDecimal low = price(3);
        BigDecimal close = price(4);
        BigDecimal volume = number(5, 0);
        positive(1, open);
        positive(3, low);
        if (high.compareTo(open) < 0 || high.compareTo(close) < 0 || high.compareTo(low) < 0) {
            throw bad(
                    "high %s is below another price of the row; it must be the largest of the four"
                            .formatted(shortened(lines.text(2))));
        }
        if (low.compareTo(open) > 0 || low.compareTo(close) > 0) {
            throw bad(
                    "low %s is above another price of the row; it must be the smallest of the four"
                            .formatted(shortened(lines.text(3))));
        }
        return new CandleRow(at, open, high, low, close, volume);
    }

    private long time() {
        BigDecimal time = number(0, 0);
        long at = time.scale() == 0 && time.precision() <= 18 ? time.longValueExact() : 0;
        if (at < EARLIEST || at >= LATEST) {
            throw bad(
                    "open_time %s is no time from 2009 to 2099; write milliseconds since 1970, such as 1743699900000"
                            .formatted(time.toPlainString()));
        }
        if (former != Long.MIN_VALUE) {
            distance(at);
        }
        former = at;
        return at;
    }

    private void distance(long at) {
        long distance = at - former;
        if (distance <= 0) {
            throw bad(
                    "open_time %s is not after the row before it (%s); rows go upward, each time once"
                            .formatted(Instant.ofEpochMilli(at), Instant.ofEpochMilli(former)));
        }
        if (interval == 0) {
            if (Timeframe.ofMillis(distance).isEmpty()) {
                throw bad(
                        "the first two rows are %s s apart; candles are of 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h or 1d"
                                .formatted(
                                        BigDecimal.valueOf(distance, 3)
                                                .stripTrailingZeros()
                                                .toPlainString()));
            }
            interval = distance;
        }
        if (at % interval != 0 || former % interval != 0) {
            throw bad(
                    "open_time %s is no opening of a candle of %s, the distance of the first two rows"
                            .formatted(
                                    Instant.ofEpochMilli(at % interval != 0 ? at : former),
                                    interval()));
        }
    }

    /// The most decimals that a price had so far.
    int priceScale() {
        return priceScale;
    }

    private BigDecimal price(int field) {
        BigDecimal value = number(field, priceScale);
        priceScale = Math.max(priceScale, value.scale());
        return value;
    }

    private BigDecimal number(int field, int scale) {
        BigDecimal value = lines.decimal(field, scale);
        if (value == null) {
            throw bad(
                    "%s is \"%s\"; it must be a plain number that is not negative, such as 81794.8"
                            .formatted(NAMES[field], shortened(lines.text(field))));
        }
        return value;
    }

    private void positive(int field, BigDecimal value) {
        if (value.signum() == 0) {
            throw bad("%s is 0; a price is above 0".formatted(NAMES[field]));
        }
    }

    private static String shortened(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
    }

    private UnusableMarketData bad(String problem) {
        return new UnusableMarketData(
                String.format(Locale.ROOT, "%s, line %d: %s.", name, lines.number(), problem));
    }

    private static UnusableMarketData unreadable(String name, IOException e) {
        return new UnusableMarketData(
                "%s cannot be read (%s); give a whole .csv or .csv.gz file that the bot may read."
                        .formatted(name, e.getMessage()),
                e);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }
}
