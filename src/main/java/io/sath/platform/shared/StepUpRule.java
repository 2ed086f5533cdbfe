package io.sath.platform.shared;

import java.time.Duration;
import java.time.Instant;

/** What is worth a fresh log-in: keys, live trading, the end of an account. */
public final class StepUpRule {
    /** How old the log-in may be. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    private StepUpRule() {}

    /** Whether the caller proved who they are recently enough. */
    public static boolean isFresh(Caller caller, Instant now) {
        return !caller.authenticatedAt().plus(FRESH).isBefore(now);
    }

    /** Throws the {@link Problem} step-up-required unless the log-in is fresh. */
    public static void check(Caller caller, Instant now) {
        if (!isFresh(caller, now)) {
            throw Problem.of(
                    ProblemCode.STEP_UP_REQUIRED, Text.of("problem.step-up-required.detail"));
        }
    }
}
