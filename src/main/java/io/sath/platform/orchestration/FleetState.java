package io.sath.platform.orchestration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the leader of a fleet finds it, at one moment.
 *
 * @param replica the name of the leading replica
 * @param awaySince since when the cluster does not answer; null: it does
 * @param awayReason what it, or the way to it, said
 * @param nextTryAt when an absent cluster is asked again
 * @param sweptAt when the last full sweep ended; null: none yet
 * @param sweepMillis how long it took
 * @param busy bots that a step of it was still waiting for at its end
 * @param wanted how many bots are wanted on
 * @param running how many workloads run
 */
record FleetState(
        String replica,
        @Nullable Instant awaySince,
        @Nullable String awayReason,
        @Nullable Instant nextTryAt,
        @Nullable Instant sweptAt,
        long sweepMillis,
        int busy,
        int wanted,
        int running) {}
