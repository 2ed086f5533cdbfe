package io.sath.platform.orchestration.output;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;

/**
 * Whose records these are, as the reader of the output knows it, and what the run's {@code hello}
 * said of its market.
 *
 * @param venue {@code replay}, {@code binance} …; as {@code mode} and {@code quote} empty for lines
 *     that come before any {@code hello}
 * @param mode {@code paper} or {@code live}
 * @param quote the currency of all money in the records
 */
public record Source(TenantId tenantId, BotId botId, String venue, String mode, String quote) {
    /** Whether its trades use up the month's quota: those of replayed markets do not. */
    public boolean countsToQuota() {
        return !venue.isEmpty() && !venue.equals("replay");
    }
}
