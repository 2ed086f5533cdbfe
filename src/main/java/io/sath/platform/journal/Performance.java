package io.sath.platform.journal;

import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * How a tenant's bot has done, on the venue and in the mode of its newest books: replayed, paper
 * and real money never add up in one figure.
 */
@Service
public class Performance {
    private final FigureStore store;

    Performance(FigureStore store) {
        this.store = store;
    }

    /**
     * The figures. Unknown is null. Over all of the time, {@code realizedPnl + unrealizedPnl − fees
     * − aiCost} is what {@code equity} has gained since the books began, where quote and US dollar
     * are at par.
     *
     * @param currency of all money but {@code aiCost}, which is in USD; null before the first run
     * @param equity the account's worth, as the bot said last
     * @param realizedPnl of exits, before fees; in a range of time: of trades closed in it
     * @param unrealizedPnl of what is open now, before fees
     * @param fees of the trades that {@code realizedPnl} counts, and of open ones
     * @param aiCost since the bot's books began
     * @param winRate won trades over closed ones, a fraction
     * @param sharpe of daily returns, annualised; see {@link Ratios#sharpe}
     * @param maxDrawdown the deepest fall from a former peak of equity, a fraction; see {@link
     *     Ratios#maxDrawdown}
     * @param profitFactor what won trades brought over what lost ones cost, net of fees; null while
     *     nothing was lost
     * @param apiCalls to venues and AI providers, as the bot counts them
     * @param computeSeconds of a processor, by all runs
     * @param equityCurve oldest first, at most {@value #POINTS}
     */
    public record Figures(
            @Nullable String currency,
            @Nullable BigDecimal equity,
            @Nullable BigDecimal cash,
            BigDecimal realizedPnl,
            BigDecimal unrealizedPnl,
            BigDecimal fees,
            BigDecimal aiCost,
            TradeCounts trades,
            @Nullable BigDecimal winRate,
            @Nullable BigDecimal sharpe,
            @Nullable BigDecimal maxDrawdown,
            @Nullable BigDecimal profitFactor,
            long apiCalls,
            long computeSeconds,
            long storageBytes,
            List<EquityPoint> equityCurve) {
        public Figures {
            equityCurve = List.copyOf(equityCurve);
        }
    }

    /**
     * How many trades.
     *
     * @param total successful and failed
     * @param successful executed: open or closed
     * @param failed ended without a fill
     * @param won closed with a net gain
     * @param lost closed with a net loss; one that came out even is neither
     */
    public record TradeCounts(
            long total, long successful, long failed, long open, long won, long lost) {}

    /** The account's worth at a time (the bot's wall clock, UTC). */
    public record EquityPoint(Instant at, BigDecimal equity) {}

    public static final int POINTS = 500;

    /**
     * The figures of a range of time: trades closed (or, without being closed, opened) in it, and
     * equity said in it.
     *
     * @param from the earliest, or null
     * @param to the first that is out, or null
     */
    public Figures figures(TenantId tenant, @Nullable Instant from, @Nullable Instant to) {
        return store.figures(tenant, from, to);
    }
}
