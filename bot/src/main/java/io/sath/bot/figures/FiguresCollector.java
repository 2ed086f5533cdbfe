package io.sath.bot.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Collects figures while a run goes on, in a memory that does not grow with its length.
public final class FiguresCollector {
    private static final long MILLIS_OF_A_DAY = 86_400_000;
    private static final int RATIO_PLACES = 6;

    private final String currency;
    private final EquityCurve curve;
    private final DailyReturns returns = new DailyReturns();
    private BigDecimal peak = BigDecimal.ZERO;
    private BigDecimal lowSincePeak = BigDecimal.ZERO;
    private BigDecimal maxDrawdown = BigDecimal.ZERO;
    private BigDecimal gains = BigDecimal.ZERO;
    private BigDecimal losses = BigDecimal.ZERO;
    private BigDecimal fees = BigDecimal.ZERO;
    private BigDecimal equity = BigDecimal.ZERO;
    private int opened;
    private int failed;
    private int closed;
    private int won;
    private int lost;

    /// A collector of a run in this currency.
    ///
    /// @param mostPoints how long the equity curve may get
    public FiguresCollector(String currency, int mostPoints) {
        this.currency = currency;
        this.curve = new EquityCurve(mostPoints);
    }

    /// Equity was seen at an instant of the venue's clock; instants do not go back.
    public void marked(Instant at, BigDecimal seen) {
        equity = seen;
        curve.add(at, seen);
        returns.add(Math.floorDiv(at.toEpochMilli(), MILLIS_OF_A_DAY), seen.doubleValue());
        if (seen.compareTo(peak) > 0) {
            peak = seen;
            lowSincePeak = seen;
        } else if (seen.compareTo(lowSincePeak) < 0) {
            lowSincePeak = seen;
            maxDrawdown = maxDrawdown.max(ratio(peak.subtract(seen), peak));
        }
    }

    /// A commission was paid.
    public void paid(BigDecimal fee) {
        fees = fees.add(fee);
    }

    /// A trade had its first entry fill.
    public void opened() {
        opened++;
    }

    /// An entry ended without any fill.
    public void failed() {
        failed++;
    }

    /// A trade is flat again, with this result net of fees.
    public void closed(BigDecimal pnl) {
        closed++;
        if (pnl.signum() > 0) {
            won++;
            gains = gains.add(pnl);
        } else if (pnl.signum() < 0) {
            lost++;
            losses = losses.subtract(pnl);
        }
    }

    /// The figures up to now.
    public Figures figures(BigDecimal cash, BigDecimal unrealized) {
        return new Figures(
                currency,
                equity,
                cash,
                gains.subtract(losses),
                unrealized,
                fees,
                BigDecimal.ZERO,
                new Figures.Trades(opened + failed, opened, failed, opened - closed, won, lost),
                closed == 0 ? null : ratio(BigDecimal.valueOf(won), BigDecimal.valueOf(closed)),
                returns.sharpe(),
                maxDrawdown,
                quotient(gains, losses),
                curve.points());
    }

    private static @Nullable BigDecimal quotient(BigDecimal gains, BigDecimal losses) {
        return losses.signum() == 0 ? null : ratio(gains, losses);
    }

    private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : part.divide(whole, MathContext.DECIMAL64)
                        .setScale(RATIO_PLACES, RoundingMode.HALF_EVEN);
    }
}
