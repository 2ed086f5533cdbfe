package io.sath.platform.bots;

import org.jspecify.annotations.Nullable;

/** Why a bot may open nothing, whatever its strategies say: a soft stop, the tenant, the plan. */
final class EntryRule {
    static final String SOFT_STOP = "soft-stop";
    static final String TENANT = "tenant-not-active";
    static final String PLAN = "plan-limit";

    private EntryRule() {}

    /** The code of the reason; null: entries may pass. */
    static @Nullable String against(boolean exitOnly, BotConfig config, Limits limits) {
        if (!limits.active()) {
            return TENANT;
        }
        if (PlanCheck.firstOver(config, limits).isPresent()) {
            return PLAN;
        }
        return exitOnly ? SOFT_STOP : null;
    }
}
