package io.sath.platform.orchestration;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a bot is asked to send its records again: when the platform has been behind what the
 * bot's own store holds for 15 s, and again each 60 s.
 */
final class GapRule {
    static final Duration PATIENCE = Duration.ofSeconds(15);
    static final Duration AGAIN = Duration.ofSeconds(60);

    private GapRule() {}

    /**
     * @param told the highest that the bot said it has
     * @param stored the highest that is stored without a gap
     * @param behindSince when the platform was first seen behind, since it last was not; null: it
     *     is not
     * @param askedAt when it was last asked for this ledger, null: never
     */
    static boolean ask(
            long told,
            long stored,
            @Nullable Instant behindSince,
            @Nullable Instant askedAt,
            Instant now) {
        return told > stored
                && behindSince != null
                && !now.isBefore(behindSince.plus(PATIENCE))
                && (askedAt == null || !now.isBefore(askedAt.plus(AGAIN)));
    }
}
