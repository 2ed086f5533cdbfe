package io.sath.platform.bots;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may do with its bot now; null: unlimited.
 *
 * @param active whether the tenant may trade at all
 * @param capital in US dollars
 */
record Limits(
        boolean active,
        @Nullable Integer symbols,
        @Nullable BigDecimal capital,
        Set<BotConfig.Mode> modes,
        boolean multiTimeframe,
        @Nullable Long tradesPerMonth,
        int memoryMb,
        int cpuPercent,
        Remedy remedy) {
    Limits {
        modes = Set.copyOf(modes);
    }

    /** What lifts a limit, by the limit's name; null where nothing does. */
    interface Remedy {
        @Nullable String lifts(String limit);
    }
}
