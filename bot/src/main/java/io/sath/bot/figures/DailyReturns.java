package io.sath.bot.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Mean and spread of daily returns by Welford's method, for the Sharpe ratio. A day is a UTC day
/// of the venue's clock; its return compares its last equity with the last of the day before, and
/// the first day's with where the run began.
final class DailyReturns {
    private static final double DAYS_OF_A_YEAR = 365;

    private long day = Long.MIN_VALUE;
    private double begun;
    private double last;
    private int days;
    private double mean;
    private double squares;

    void add(long epochDay, double equity) {
        if (day == Long.MIN_VALUE) {
            day = epochDay;
            begun = equity;
        } else if (epochDay != day) {
            take(last / begun - 1);
            begun = last;
            day = epochDay;
        }
        last = equity;
    }

    private void take(double dailyReturn) {
        days++;
        double distance = dailyReturn - mean;
        mean += distance / days;
        squares += distance * (dailyReturn - mean);
    }

    /// The annualised Sharpe ratio without a risk-free rate (Sharpe 1994, days that crypto trades:
    /// 365), the running day included; null with fewer than two days or without any spread.
    @Nullable BigDecimal sharpe() {
        if (day == Long.MIN_VALUE || begun <= 0) {
            return null;
        }
        int count = days + 1;
        double current = last / begun - 1;
        double distance = current - mean;
        double fullMean = mean + distance / count;
        double fullSquares = squares + distance * (current - fullMean);
        if (count < 2) {
            return null;
        }
        double deviation = Math.sqrt(fullSquares / (count - 1));
        double sharpe = fullMean / deviation * Math.sqrt(DAYS_OF_A_YEAR);
        return Double.isFinite(sharpe)
                ? new BigDecimal(sharpe).setScale(4, RoundingMode.HALF_EVEN)
                : null;
    }
}
