package io.sath.bot.strategy;

import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.RecursiveCachedIndicator;
import org.ta4j.core.num.NaN;
import org.ta4j.core.num.Num;

/// An exponential moving average whose first value is the mean of the first n values, as TA-Lib has
/// it; ta4j's own begins with a single value.
final class MeanSeededEma extends RecursiveCachedIndicator<Num> {
    private static final long serialVersionUID = 1L;

    private final transient Indicator<Num> source;
    private final int length;
    private final double weight;

    MeanSeededEma(Indicator<Num> source, int length) {
        super(source);
        this.source = source;
        this.length = length;
        this.weight = 2.0 / (length + 1);
    }

    @Override
    protected Num calculate(int index) {
        if (index < length - 1) {
            return NaN.NaN;
        }
        if (index == length - 1) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += source.getValue(i).doubleValue();
            }
            return num(sum / length);
        }
        double former = getValue(index - 1).doubleValue();
        return num((source.getValue(index).doubleValue() - former) * weight + former);
    }

    private Num num(double value) {
        return getBarSeries().numFactory().numOf(value);
    }

    @Override
    public int getCountOfUnstableBars() {
        return length;
    }
}
