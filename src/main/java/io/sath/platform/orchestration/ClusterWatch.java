package io.sath.platform.orchestration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster answers, as the whole fleet sees it: while it is away nobody asks it about
 * single bots, and it is asked about all of them at growing, jittered times.
 *
 * <pre>
 *   there ──asked about all: no answer; or no answer to 5 calls in a row──► away
 *     ▲                                                                     │  │ no answer: the next
 *     └──────────────────────────── any answer ─────────────────────────────┘◄─┘ try later, ≤ 10 s
 * </pre>
 */
final class ClusterWatch {
    private static final int IN_A_ROW = 5;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LAST = Duration.ofSeconds(10);
    private static final int JITTER_PERCENT = 20;

    private final Clock clock;
    private final Random random;
    private @Nullable Away away;
    private int failed;

    /**
     * @param since when it was first found to be away
     * @param reason what was seen last
     * @param tries how often it was asked since
     */
    record Away(Instant since, String reason, int tries, Instant nextTryAt) {}

    ClusterWatch(Clock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    /** Null while it is there. */
    synchronized @Nullable Away away() {
        return away;
    }

    /** Whether it is time to ask it about all bots again; true while it is there. */
    synchronized boolean mayAsk() {
        return away == null || !clock.instant().isBefore(away.nextTryAt());
    }

    /** It answered; true where it had been away. */
    synchronized boolean answered() {
        boolean back = away != null;
        away = null;
        failed = 0;
        return back;
    }

    /** One call found no answer. */
    synchronized void failed(String reason) {
        failed++;
        if (away == null && failed >= IN_A_ROW) {
            gone(reason);
        }
    }

    /** Asked about all bots, it did not answer. */
    synchronized void gone(String reason) {
        Instant now = clock.instant();
        int tries = away == null ? 1 : away.tries() + 1;
        Duration wait = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
        if (wait.compareTo(LAST) > 0) {
            wait = LAST;
        }
        int percent = 100 - random.nextInt(JITTER_PERCENT + 1);
        away =
                new Away(
                        away == null ? now : away.since(),
                        reason,
                        tries,
                        now.plusMillis(wait.toMillis() * percent / 100));
    }
}
