package io.sath.platform.orchestration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Decides whether and when a bot that died is started again. Pure: the same history gives the same
 * answer.
 *
 * <pre>
 *              died, at most `attempts` times within `interval`
 *   running ────────────────────────────────► waiting ──delay──► running
 *      │                                  (delay, twice, four times … up to maxDelay; ± 25 %)
 *      └──died once more within `interval`──► crash-looping ──a person acts──► running
 * </pre>
 *
 * @param attempts how many deaths within {@code interval} are answered with a new start
 */
record RestartPolicy(int attempts, Duration interval, Duration delay, Duration maxDelay) {
    static final RestartPolicy STANDARD =
            new RestartPolicy(
                    5, Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private static final int JITTER_PERCENT = 25;

    sealed interface Verdict {
        /** Start it at {@code at}, which may have passed. */
        record Restart(Instant at) implements Verdict {}

        /** It died too often: {@code deaths} times within {@code interval}. */
        record CrashLooping(int deaths, Duration interval) implements Verdict {}
    }

    /**
     * @param deaths when it died since a person last acted, oldest first, at least one
     * @param seed tells bots apart, so that a thousand that died together do not start together
     */
    Verdict decide(List<Instant> deaths, long seed) {
        Instant last = deaths.getLast();
        int recent = recent(deaths, last);
        if (recent > attempts) {
            return new Verdict.CrashLooping(recent, interval);
        }
        Duration wait = delay.multipliedBy(1L << Math.min(recent - 1, 20));
        if (wait.compareTo(maxDelay) > 0) {
            wait = maxDelay;
        }
        Random random = new Random(seed * 31 + last.toEpochMilli());
        int percent = 100 - JITTER_PERCENT + random.nextInt(2 * JITTER_PERCENT + 1);
        return new Verdict.Restart(last.plusMillis(wait.toMillis() * percent / 100));
    }

    private int recent(List<Instant> deaths, Instant last) {
        Instant since = last.minus(interval);
        return (int) deaths.stream().filter(death -> death.isAfter(since)).count();
    }
}
