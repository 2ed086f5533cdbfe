package io.sath.bot.wire;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the platform orders: the content of the settings file, already checked for form.
 *
 * <p>Money is in {@code quote}; ratios are fractions. Whether a symbol, a strategy or a parameter
 * exists is not the wire's to know: the venue and the strategies say so.
 *
 * @param ai what the AI part is told, uninterpreted; null without AI
 * @param quota null: no limit
 * @param backtest the time that a backtest covers; null: all of the recording
 * @param stop the ordered stop, or null to go on
 */
public record Settings(
        long rev,
        Task task,
        String bot,
        String venue,
        Mode mode,
        String quote,
        List<String> symbols,
        List<String> timeframes,
        BigDecimal capital,
        BigDecimal maxPosition,
        int maxTradesPerDay,
        int pollSeconds,
        List<StrategySpec> strategies,
        Json.@Nullable Obj ai,
        Replay replay,
        Paper paper,
        Risk risk,
        Entries entries,
        @Nullable Quota quota,
        @Nullable StopPolicy stop,
        @Nullable Resend resend,
        @Nullable Opening opening,
        @Nullable Span backtest) {

    public Settings {
        symbols = List.copyOf(symbols);
        timeframes = List.copyOf(timeframes);
        strategies = List.copyOf(strategies);
    }

    /** A strategy to run, with its parameters as they came. */
    public record StrategySpec(String name, Map<String, String> params) {
        public StrategySpec {
            params = Map.copyOf(params);
        }
    }

    /**
     * How recorded data is replayed.
     *
     * @param data the name of a market set
     * @param speed how many times faster than the wall clock the market's runs
     * @param warmup how many candles the strategies see before the first decision
     */
    public record Replay(String data, BigDecimal speed, int warmup) {}

    /**
     * What the paper exchange charges: a commission a side and half the spread, both as fractions.
     */
    public record Paper(BigDecimal commission, BigDecimal halfSpread) {}

    /** The tenant's limits of loss; null: no such limit. */
    public record Risk(
            @Nullable BigDecimal stopLoss,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal trailingStop,
            @Nullable BigDecimal dailyLoss,
            @Nullable BigDecimal maxDrawdown,
            @Nullable Integer coolDownLosses,
            @Nullable Integer coolDownMinutes) {}

    /**
     * Whether the exposure may be raised.
     *
     * @param open false: exit-only
     * @param until entries end here, by the wall clock; null: no end
     */
    public record Entries(boolean open, @Nullable String reason, @Nullable Instant until) {}

    /**
     * The trades that the plan leaves.
     *
     * @param left trades left in {@code month} after the ledger record {@code asOf}; null: no limit
     * @param monthly trades in any other month; null: no limit
     */
    public record Quota(
            @Nullable Integer monthly, YearMonth month, @Nullable Integer left, long asOf) {}

    /**
     * The time that a backtest covers; null: from the beginning, to the end.
     *
     * @param to excluded
     */
    public record Span(@Nullable Instant from, @Nullable Instant to) {}

    /** The platform misses the records from {@code from} on. */
    public record Resend(String ledger, long from) {}

    /** With what a new store begins. */
    public record Opening(
            String ledger,
            long epoch,
            BigDecimal cash,
            List<OpeningPosition> positions,
            @Nullable Instant since) {
        public Opening {
            positions = List.copyOf(positions);
        }
    }

    /** A position that the platform's database knows. */
    public record OpeningPosition(
            String symbol, String trade, BigDecimal quantity, BigDecimal entry) {}
}
