package io.sath.bot.strategy;

import io.sath.bot.market.Candle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBar;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/// The bounded series that indicators look at, in binary floating point: signals are estimates, and
/// money never passes here.
final class Bars {
    private static final int MOST_DECIMALS = 12;

    private final BarSeries series;
    private Instant last = Instant.MIN;
    private int decimals;

    /// @param memory how many candles the longest indicator looks back
    Bars(int memory) {
        series =
                new BaseBarSeriesBuilder()
                        .withNumFactory(org.ta4j.core.num.DoubleNumFactory.getInstance())
                        .withMaxBarCount(memory)
                        .build();
    }

    BarSeries series() {
        return series;
    }

    /// Takes the next candle; false, changing nothing, when it is not after the last one.
    boolean add(Candle candle) {
        if (!candle.at().isAfter(last)) {
            return false;
        }
        last = candle.at();
        decimals = Math.min(MOST_DECIMALS, Math.max(decimals, candle.close().scale() + 2));
        series.addBar(
                new BaseBar(
                        candle.interval().duration(),
                        candle.at(),
                        candle.closesAt(),
                        num(candle.open()),
                        num(candle.high()),
                        num(candle.low()),
                        num(candle.close()),
                        num(candle.volume()),
                        DoubleNum.valueOf(0),
                        0));
        return true;
    }

    /// The index of the last candle.
    int index() {
        return series.getEndIndex();
    }

    /// How many candles were ever taken.
    int seen() {
        return series.getEndIndex() + 1;
    }

    /// A computed price as a decimal with two places more than prices have.
    BigDecimal price(double value) {
        return decimal(value, decimals);
    }

    String text(double price) {
        return price(price).toPlainString();
    }

    static BigDecimal decimal(double value, int places) {
        double scaled = value * POWERS[places];
        return Math.abs(scaled) < 9e15
                ? BigDecimal.valueOf(Math.round(scaled), places)
                : new BigDecimal(value).setScale(places, RoundingMode.HALF_UP);
    }

    private static final double[] POWERS = new double[MOST_DECIMALS + 1];

    static {
        for (int i = 0; i <= MOST_DECIMALS; i++) {
            POWERS[i] = Math.pow(10, i);
        }
    }

    private static Num num(BigDecimal value) {
        return DoubleNum.valueOf(value.doubleValue());
    }
}
