package io.sath.platform.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant may do now: its plan's limits, with what operators set for it alone.
 *
 * @param catalogue the catalogue that is sold to it
 * @param plan the plan's code, for example {@code pro}
 * @param planName as people read it
 * @param paidUntil when it lapses; null where it does not
 */
public record Entitlement(
        String catalogue,
        String plan,
        String planName,
        PlanLimits limits,
        @Nullable Instant paidUntil) {}
