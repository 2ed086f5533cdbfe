package io.sath.platform.orchestration.scheduler.nomad;

import java.time.Instant;

/** Nomad's times: nanoseconds since 1970. */
final class Nanos {
    private static final long SECOND = 1_000_000_000L;

    private Nanos() {}

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
