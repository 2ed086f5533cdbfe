package io.sath.platform.billing;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan allows; null: unlimited. The names are those of the API.
 *
 * @param symbols how many at once
 * @param capital in US dollars; other dollar currencies count at par
 * @param modes {@code paper}, {@code live}
 * @param support {@code community}, {@code email}, {@code email-chat}, {@code phone}, {@code
 *     priority}, {@code dedicated}
 * @param logDays how long log lines are kept
 * @param tradesPerMonth of a UTC calendar month
 * @param callsPerMinute API calls of the tenant
 * @param botMemoryMb what its bot may hold resident
 * @param botCpuPercent share of one core
 */
public record PlanLimits(
        @Nullable Integer symbols,
        @Nullable BigDecimal capital,
        List<String> modes,
        boolean multiTimeframe,
        boolean aiEnsemble,
        boolean apiAccess,
        String support,
        int logDays,
        @Nullable Long tradesPerMonth,
        int callsPerMinute,
        @Nullable Long storageBytes,
        int botMemoryMb,
        int botCpuPercent) {
    public PlanLimits {
        modes = List.copyOf(modes);
    }
}
