package io.sath.platform.billing;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limits of a plan, each with its name in the API. */
public enum Limit {
    SYMBOLS("symbols"),
    CAPITAL("capital"),
    MODES("modes"),
    MULTI_TIMEFRAME("multiTimeframe"),
    AI_ENSEMBLE("aiEnsemble"),
    API_ACCESS("apiAccess"),
    SUPPORT("support"),
    LOG_DAYS("logDays"),
    TRADES_PER_MONTH("tradesPerMonth"),
    CALLS_PER_MINUTE("callsPerMinute"),
    STORAGE_BYTES("storageBytes"),
    BOT_MEMORY_MB("botMemoryMb"),
    BOT_CPU_PERCENT("botCpuPercent");

    private final String word;

    Limit(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The limit of a name; empty for any other text. */
    public static Optional<Limit> of(String word) {
        return Stream.of(values()).filter(limit -> limit.word.equals(word)).findFirst();
    }

    /** Whether {@code asked} is within {@code limits}: at most the number, or one of the words. */
    boolean allows(PlanLimits limits, String asked) {
        return switch (this) {
            case MODES -> limits.modes().contains(asked);
            case MULTI_TIMEFRAME -> limits.multiTimeframe() || asked.equals("false");
            case AI_ENSEMBLE -> limits.aiEnsemble() || asked.equals("false");
            case API_ACCESS -> limits.apiAccess() || asked.equals("false");
            case SUPPORT -> limits.support().equals(asked);
            case SYMBOLS,
                    CAPITAL,
                    LOG_DAYS,
                    TRADES_PER_MONTH,
                    CALLS_PER_MINUTE,
                    STORAGE_BYTES,
                    BOT_MEMORY_MB,
                    BOT_CPU_PERCENT -> {
                @Nullable BigDecimal most = number(limits);
                yield most == null || new BigDecimal(asked).compareTo(most) <= 0;
            }
        };
    }

    /** What {@code limits} say, as text; never asked where it is unlimited. */
    String value(PlanLimits limits) {
        return switch (this) {
            case MODES -> String.join(", ", limits.modes());
            case MULTI_TIMEFRAME -> String.valueOf(limits.multiTimeframe());
            case AI_ENSEMBLE -> String.valueOf(limits.aiEnsemble());
            case API_ACCESS -> String.valueOf(limits.apiAccess());
            case SUPPORT -> limits.support();
            case SYMBOLS,
                    CAPITAL,
                    LOG_DAYS,
                    TRADES_PER_MONTH,
                    CALLS_PER_MINUTE,
                    STORAGE_BYTES,
                    BOT_MEMORY_MB,
                    BOT_CPU_PERCENT -> {
                @Nullable BigDecimal most = number(limits);
                yield most == null ? "" : plain(most);
            }
        };
    }

    private @Nullable BigDecimal number(PlanLimits limits) {
        return switch (this) {
            case SYMBOLS -> limits.symbols() == null ? null : BigDecimal.valueOf(limits.symbols());
            case CAPITAL -> limits.capital();
            case LOG_DAYS -> BigDecimal.valueOf(limits.logDays());
            case TRADES_PER_MONTH ->
                    limits.tradesPerMonth() == null
                            ? null
                            : BigDecimal.valueOf(limits.tradesPerMonth());
            case CALLS_PER_MINUTE -> BigDecimal.valueOf(limits.callsPerMinute());
            case STORAGE_BYTES ->
                    limits.storageBytes() == null
                            ? null
                            : BigDecimal.valueOf(limits.storageBytes());
            case BOT_MEMORY_MB -> BigDecimal.valueOf(limits.botMemoryMb());
            case BOT_CPU_PERCENT -> BigDecimal.valueOf(limits.botCpuPercent());
            case MODES, MULTI_TIMEFRAME, AI_ENSEMBLE, API_ACCESS, SUPPORT -> null;
        };
    }

    /** A decimal as the API writes it: plain, without needless zeros. */
    public static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
