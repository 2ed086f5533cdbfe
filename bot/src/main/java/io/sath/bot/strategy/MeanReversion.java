package io.sath.bot.strategy;

import io.sath.bot.market.Candle;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;

/// Bets on a return to the mean: buys when the close lies below the lower Bollinger band while the
/// relative strength index is oversold, sells when the close is back at the middle band or the
/// index is overbought. The suggested stop lies a multiple of the average true range below the
/// close.
final class MeanReversion implements Strategy {
    static final StrategyType TYPE =
            new StrategyType(
                    "mean-reversion",
                    List.of(
                            new Parameter.Whole("rsi", 2, 200, 14),
                            new Parameter.Decimal(
                                    "oversold",
                                    BigDecimal.ONE,
                                    BigDecimal.valueOf(50),
                                    BigDecimal.valueOf(30)),
                            new Parameter.Decimal(
                                    "overbought",
                                    BigDecimal.valueOf(50),
                                    BigDecimal.valueOf(99),
                                    BigDecimal.valueOf(70)),
                            new Parameter.Whole("band", 2, 500, 20),
                            new Parameter.Decimal(
                                    "deviations",
                                    new BigDecimal("0.1"),
                                    BigDecimal.TEN,
                                    BigDecimal.TWO),
                            new Parameter.Whole("atr", 2, 500, 14),
                            new Parameter.Decimal(
                                    "atrStop",
                                    BigDecimal.ZERO,
                                    BigDecimal.valueOf(50),
                                    BigDecimal.valueOf(3))),
                    values ->
                            values.decimal("oversold") < values.decimal("overbought")
                                    ? null
                                    : new StrategyType.Problem(
                                            "oversold",
                                            "must be below overbought (%s), not %s"
                                                    .formatted(
                                                            values.text("overbought"),
                                                            values.text("oversold"))),
                    MeanReversion::new);

    private final Bars bars;
    private final RSIIndicator strength;
    private final SMAIndicator middle;
    private final StandardDeviationIndicator deviation;
    private final ATRIndicator range;
    private final String oversoldText;
    private final String overboughtText;
    private final double oversold;
    private final double overbought;
    private final double deviations;
    private final double rangeMultiple;
    private final int warmUp;

    private MeanReversion(Parameters values) {
        int strengthLength = values.whole("rsi");
        int bandLength = values.whole("band");
        int rangeLength = values.whole("atr");
        oversoldText = values.text("oversold");
        overboughtText = values.text("overbought");
        oversold = values.decimal("oversold");
        overbought = values.decimal("overbought");
        deviations = values.decimal("deviations");
        rangeMultiple = values.decimal("atrStop");
        warmUp = 1 + Math.max(bandLength, Math.max(strengthLength, rangeLength));
        bars = new Bars(warmUp + 2);
        ClosePriceIndicator close = new ClosePriceIndicator(bars.series());
        strength = new RSIIndicator(close, strengthLength);
        middle = new SMAIndicator(close, bandLength);
        deviation = new StandardDeviationIndicator(close, bandLength);
        range = new ATRIndicator(bars.series(), rangeLength);
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
        double rsi = strength.getValue(index).doubleValue();
        double mean = middle.getValue(index).doubleValue();
        double lower = mean - deviations * deviation.getValue(index).doubleValue();
        double rangeNow = range.getValue(index).doubleValue();
        if (bars.seen() < warmUp || Double.isNaN(rsi + mean + lower)) {
            return Reasons.warmingUp(bars.seen(), warmUp);
        }
        double close = candle.close().doubleValue();
        if (close < lower && rsi < oversold) {
            return new Opinion.Enter(
                    List.of(reason("oversold-below-band", candle, rsi, lower, mean)),
                    stop(close, rangeNow));
        }
        if (close >= mean) {
            return new Opinion.Exit(List.of(reason("back-at-mean", candle, rsi, lower, mean)));
        }
        if (rsi > overbought) {
            return new Opinion.Exit(List.of(reason("overbought", candle, rsi, lower, mean)));
        }
        return new Opinion.Hold(List.of(reason("not-oversold", candle, rsi, lower, mean)));
    }

    private Reason reason(String code, Candle candle, double rsi, double lower, double mean) {
        return Reason.of(
                code,
                "rsi",
                Bars.decimal(rsi, 2).toPlainString(),
                "oversold",
                oversoldText,
                "overbought",
                overboughtText,
                "close",
                candle.close().toPlainString(),
                "lowerBand",
                bars.text(lower),
                "middleBand",
                bars.text(mean));
    }

    private @Nullable BigDecimal stop(double close, double rangeNow) {
        double stop = close - rangeMultiple * rangeNow;
        return rangeMultiple > 0 && rangeNow > 0 && stop > 0 ? bars.price(stop) : null;
    }
}
