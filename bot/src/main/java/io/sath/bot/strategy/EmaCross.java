package io.sath.bot.strategy;

import io.sath.bot.market.Candle;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.averages.EMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.Num;

/// Follows a trend: buys when the fast exponential average of closes crosses above the slow one,
/// sells when it crosses below. The suggested stop lies a multiple of the average true range below
/// the close.
final class EmaCross implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "ema-cross",
                    List.of(
                            new Parameter.Whole("fast", 2, 500, 9),
                            new Parameter.Whole("slow", 3, 1000, 21),
                            new Parameter.Choice("seed", List.of("mean", "first"), "mean"),
                            new Parameter.Whole("atr", 2, 500, 14),
                            new Parameter.Decimal(
                                    "atrStop",
                                    BigDecimal.ZERO,
                                    BigDecimal.valueOf(50),
                                    BigDecimal.valueOf(3))),
                    values ->
                            values.whole("fast") < values.whole("slow")
                                    ? null
                                    : new StrategyType.Problem(
                                            "fast",
                                            "must be below slow (%d), not %d"
                                                    .formatted(
                                                            values.whole("slow"),
                                                            values.whole("fast"))),
                    EmaCross::new);

    private final int warmUp;
    private final Bars bars;
    private final Indicator<Num> fast;
    private final Indicator<Num> slow;
    private final @Nullable ATRIndicator range;
    private final double rangeMultiple;
    private double formerFast = Double.NaN;
    private double formerSlow = Double.NaN;

    private EmaCross(Parameters values) {
        int slowLength = values.whole("slow");
        int rangeLength = values.whole("atr");
        rangeMultiple = values.decimal("atrStop");
        warmUp = 1 + (rangeMultiple > 0 ? Math.max(slowLength, rangeLength) : slowLength);
        bars = new Bars(warmUp + 2);
        ClosePriceIndicator close = new ClosePriceIndicator(bars.series());
        boolean mean = values.text("seed").equals("mean");
        fast = average(close, values.whole("fast"), mean);
        slow = average(close, slowLength, mean);
        range = rangeMultiple > 0 ? new ATRIndicator(bars.series(), rangeLength) : null;
    }

    private static Indicator<Num> average(ClosePriceIndicator close, int length, boolean mean) {
        return mean ? new MeanSeededEma(close, length) : new EMAIndicator(close, length);
    }

    @Override
    public String name() {
        return TYPE.name();
    }

    @Override
    public int warmUp() {
        return warmUp;
    }

    @Override
    public Opinion onClose(Candle candle) {
        if (!bars.add(candle)) {
            return Reasons.outOfOrder(candle);
        }
        int index = bars.index();
        double fastNow = fast.getValue(index).doubleValue();
        double slowNow = slow.getValue(index).doubleValue();
        double rangeNow = range == null ? 0 : range.getValue(index).doubleValue();
        double fastThen = formerFast;
        double slowThen = formerSlow;
        formerFast = fastNow;
        formerSlow = slowNow;
        if (bars.seen() < warmUp || Double.isNaN(fastThen + slowThen + fastNow + slowNow)) {
            return Reasons.warmingUp(bars.seen(), warmUp);
        }
        if (fastNow > slowNow && fastThen <= slowThen) {
            return new Opinion.Enter(
                    List.of(crossed("crossed-above", candle, fastThen, slowThen)),
                    stop(candle, rangeNow));
        }
        if (fastNow < slowNow && fastThen >= slowThen) {
            return new Opinion.Exit(List.of(crossed("crossed-below", candle, fastThen, slowThen)));
        }
        return new Opinion.Hold(
                List.of(
                        Reason.of(
                                "no-cross",
                                "fast",
                                bars.text(fastNow),
                                "slow",
                                bars.text(slowNow))));
    }

    private Reason crossed(String code, Candle candle, double fastThen, double slowThen) {
        return Reason.of(
                code,
                "fast",
                bars.text(formerFast),
                "slow",
                bars.text(formerSlow),
                "fastBefore",
                bars.text(fastThen),
                "slowBefore",
                bars.text(slowThen),
                "close",
                candle.close().toPlainString());
    }

    private @Nullable BigDecimal stop(Candle candle, double rangeNow) {
        double stop = candle.close().doubleValue() - rangeMultiple * rangeNow;
        return rangeMultiple > 0 && rangeNow > 0 && stop > 0 ? bars.price(stop) : null;
    }
}
