package io.sath.platform.orchestration.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the scheduler sees of a workload. */
public sealed interface Observed {
    /** There is none. */
    record Absent() implements Observed {}

    /** It is accepted and does not run yet; {@code reason} where the cluster names one. */
    record Pending(Instant since, @Nullable String reason) implements Observed {}

    /**
     * It runs.
     *
     * @param instance one run of the workload; another run has another
     * @param settingsRev of the settings that are in place
     * @param ending it was asked to end
     */
    record Running(
            String instance,
            String specHash,
            long settingsRev,
            Instant startedAt,
            String node,
            boolean ending)
            implements Observed {}

    /**
     * It ran and ended.
     *
     * @param exitCode null where nobody could see it
     * @param again the cluster starts it again by itself; until it is stopped, nobody else may
     */
    record Ended(
            String instance, @Nullable Integer exitCode, Cause cause, Instant at, boolean again)
            implements Observed {
        /** One that nothing starts again but an order. */
        public Ended(String instance, @Nullable Integer exitCode, Cause cause, Instant at) {
            this(instance, exitCode, cause, at, false);
        }
    }

    /** Why a run ended, as far as the scheduler knows. */
    enum Cause {
        /** By itself. */
        ITSELF,
        /** It was asked to. */
        ASKED,
        /** It did not end when asked to and was killed. */
        KILLED,
        /** It took more memory than it may. */
        MEMORY,
        /** The program could not be started at all. */
        NOT_STARTED
    }
}
