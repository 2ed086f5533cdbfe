package io.sath.platform.journal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formulas of the performance figures; answers are rounded to 6 places, half to even. */
final class Ratios {
    /** Crypto markets do not close: a year has this many days of trading. */
    static final int DAYS_A_YEAR = 365;

    private static final int PLACES = 6;
    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;

    private Ratios() {}

    /** {@code part / whole}, or null where there is no whole. */
    static @Nullable BigDecimal fraction(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? null
                : Amounts.plain(part.divide(whole, PLACES, RoundingMode.HALF_EVEN));
    }

    /**
     * The largest of {@code (peak − later) / peak} over a series of equity, where peak is the
     * highest value before. Source: M. Magdon-Ismail and A. Atiya, "Maximum drawdown", Risk 17
     * (10), 2004. Null for an empty series; 0 where it never fell.
     */
    static @Nullable BigDecimal maxDrawdown(List<BigDecimal> equity) {
        if (equity.isEmpty()) {
            return null;
        }
        BigDecimal peak = equity.getFirst();
        BigDecimal deepest = BigDecimal.ZERO;
        for (BigDecimal value : equity) {
            if (value.compareTo(peak) > 0) {
                peak = value;
            } else if (peak.signum() > 0) {
                deepest = deepest.max(peak.subtract(value).divide(peak, EXACT_ENOUGH));
            }
        }
        return Amounts.plain(deepest.setScale(PLACES, RoundingMode.HALF_EVEN));
    }

    /**
     * The mean of daily returns over their sample standard deviation, times the root of {@value
     * #DAYS_A_YEAR}; the rate of a riskless investment is taken as 0. A day's return is its last
     * equity over the last of the day before that has one. Source: W. F. Sharpe, "The Sharpe
     * ratio", The Journal of Portfolio Management 21 (1), 1994. Null below 2 returns, and where all
     * are alike.
     *
     * @param daily the last equity of each day, oldest first
     */
    static @Nullable BigDecimal sharpe(List<BigDecimal> daily) {
        int n = daily.size() - 1;
        if (n < 2) {
            return null;
        }
        double[] returns = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double before = daily.get(i).doubleValue();
            if (before <= 0) {
                return null;
            }
            returns[i] = daily.get(i + 1).doubleValue() / before - 1;
            sum += returns[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (n - 1));
        double ratio = mean / deviation * Math.sqrt(DAYS_A_YEAR);
        return Double.isFinite(ratio) && deviation > 1e-15
                ? Amounts.plain(BigDecimal.valueOf(ratio).setScale(PLACES, RoundingMode.HALF_EVEN))
                : null;
    }
}
