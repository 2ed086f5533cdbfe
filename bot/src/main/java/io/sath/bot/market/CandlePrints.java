package io.sath.bot.market;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Tells candles as prints: open, the extreme nearer to the open, the other one, close.
abstract class CandlePrints implements PrintReader {
    private final long from;
    private final long interval;
    private @Nullable CandleRow row;
    private int step = 3;
    private long at;
    private BigDecimal price = BigDecimal.ZERO;
    private BigDecimal quantity = BigDecimal.ZERO;

    CandlePrints(long from, Timeframe interval) {
        this.from = from;
        this.interval = interval.millis();
    }

    /// The next candle of the source, or null at its end.
    abstract @Nullable CandleRow nextRow();

    @Override
    public final boolean next() {
        do {
            if (!step()) {
                return false;
            }
        } while (at < from);
        return true;
    }

    private boolean step() {
        CandleRow current = row;
        if (current == null || step == 3) {
            current = nextRow();
            while (current != null && current.atMillis() + interval <= from) {
                current = nextRow();
            }
            row = current;
            step = -1;
            if (current == null) {
                return false;
            }
        }
        step++;
        at =
                step == 3
                        ? current.atMillis() + interval - 1
                        : current.atMillis() + step * interval / 4;
        price =
                switch (step) {
                    case 0 -> current.open();
                    case 1 -> highFirst(current) ? current.high() : current.low();
                    case 2 -> highFirst(current) ? current.low() : current.high();
                    default -> current.close();
                };
        quantity = step == 3 ? current.volume() : BigDecimal.ZERO;
        return true;
    }

    private static boolean highFirst(CandleRow row) {
        return row.high().subtract(row.open()).compareTo(row.open().subtract(row.low())) < 0;
    }

    @Override
    public final long atMillis() {
        return at;
    }

    @Override
    public final BigDecimal price() {
        return price;
    }

    @Override
    public final BigDecimal quantity() {
        return quantity;
    }
}
