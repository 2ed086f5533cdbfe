package io.sath.platform.orchestration;

import io.sath.platform.orchestration.Rollouts.Ring;
import io.sath.platform.orchestration.ServiceRows.ServiceRow;
import io.sath.platform.shared.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides whether a rollout goes on, waits, or goes back. Pure.
 *
 * <p>The bots that moved are judged by their trouble on the new build against what the build before
 * would have had in the same time: more than twice as much, and more than {@code tolerated}, is a
 * rise. A bot that crash-loops on the new build is one by itself.
 *
 * @param soak how long a ring is watched, from when it began to move
 * @param tolerated how much trouble is too little to judge by
 */
record RolloutPolicy(Duration soak, int tolerated) {
    private static final int RISE = 2;

    /**
     * How bots fared on a build.
     *
     * @param errors lines of level error, with ends by themselves
     */
    record Fared(int bots, long millis, long errors, long silences, int givenUp) {
        /** All that is known of a build. */
        static Fared on(String version, List<ServiceRow> rows) {
            List<ServiceRow> its =
                    rows.stream().filter(row -> row.version().equals(version)).toList();
            return new Fared(
                    its.size(),
                    its.stream().mapToLong(ServiceRow::millis).sum(),
                    its.stream().mapToLong(row -> row.errors() + row.deaths()).sum(),
                    its.stream().mapToLong(ServiceRow::silences).sum(),
                    (int) its.stream().filter(ServiceRow::givenUp).count());
        }
    }

    sealed interface Verdict {
        /** Nothing to do yet. */
        record Wait() implements Verdict {}

        record Advance(Ring to) implements Verdict {}

        record Done() implements Verdict {}

        record Back(Text reason) implements Verdict {}
    }

    /**
     * @param moving bots of the ring that run and have not moved yet
     */
    Verdict decide(
            Ring ring, Instant ringSince, int moving, Fared before, Fared after, Instant now) {
        if (after.givenUp() > 0) {
            return new Verdict.Back(
                    Text.of("orchestration.rollout.crash-looping", after.givenUp()));
        }
        long errors = expected(before.errors(), before, after);
        if (rises(after.errors(), errors)) {
            return new Verdict.Back(
                    Text.of("orchestration.rollout.errors", after.errors(), errors));
        }
        long silences = expected(before.silences(), before, after);
        if (rises(after.silences(), silences)) {
            return new Verdict.Back(
                    Text.of("orchestration.rollout.silences", after.silences(), silences));
        }
        if (moving > 0 || now.isBefore(ringSince.plus(soak))) {
            return new Verdict.Wait();
        }
        return ring.next().<Verdict>map(Verdict.Advance::new).orElseGet(Verdict.Done::new);
    }

    private boolean rises(long seen, long expected) {
        return seen > Math.max(tolerated, RISE * expected);
    }

    /** What the build before would have had in the new one's time, rounded up. */
    private static long expected(long had, Fared before, Fared after) {
        if (before.millis() == 0) {
            return 0;
        }
        return Math.ceilDiv(
                Math.multiplyExact(had, after.millis() / 1000),
                Math.max(1, before.millis() / 1000));
    }
}
