package io.sath.platform.orchestration.scheduler.nomad;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spares a cluster that does not answer, and whoever would wait for it.
 *
 * <pre>
 *   closed ──{@value #TOLERATED} failures in a row──► open ──2, 4, 8 … 30 s──► half-open (one probe)
 *     ▲                                                ▲                         │
 *     └────────────────── the probe worked ────────────┼─────────────────────────┤
 *                                                      └── the probe failed ─────┘
 * </pre>
 */
final class Breaker {
    static final int TOLERATED = 5;
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int READS = 3;
    private static final long PAUSE_MILLIS = 200;

    /** What took longer than this is not asked again: a read takes no longer than two. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private int failures;
    private Duration pause = SHORTEST;
    private Instant openUntil = Instant.MIN;
    private boolean probing;

    Breaker(Clock clock) {
        this.clock = clock;
    }

    /** Makes the call, or refuses it at once while the cluster is spared. */
    <T> T call(Supplier<T> call) {
        enter();
        try {
            T answer = call.get();
            worked();
            return answer;
        } catch (NomadFailure.Unavailable | NomadFailure.NoLeader e) {
            failed();
            throw e;
        } catch (NomadFailure e) {
            // It answered, if with a no.
            worked();
            throw e;
        } catch (RuntimeException e) {
            left();
            throw e;
        }
    }

    /** A call that may be made again: at most three times, with jittered pauses. */
    <T> T read(Supplier<T> call) {
        long again = System.nanoTime() + TRY_AGAIN.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return call(call);
            } catch (NomadFailure.Unavailable | NomadFailure.NoLeader e) {
                boolean late = System.nanoTime() > again;
                if (attempt == READS || late || open() || !paused(attempt)) {
                    throw e;
                }
            }
        }
    }

    private boolean paused(int attempt) {
        long millis =
                ThreadLocalRandom.current()
                        .nextLong(PAUSE_MILLIS / 2, PAUSE_MILLIS * (attempt + 1L));
        try {
            return !closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends every pause between two tries. */
    void close() {
        closing.countDown();
    }

    /** Refuses at once while the cluster is spared; for what is no call with an end. */
    void check() {
        if (open()) {
            throw new NomadFailure.Unavailable("the cluster does not answer", false, null);
        }
    }

    private synchronized void enter() {
        if (failures < TOLERATED) {
            return;
        }
        if (probing || clock.instant().isBefore(openUntil)) {
            throw new NomadFailure.Unavailable(
                    "the cluster does not answer; it is asked again within "
                            + LONGEST.toSeconds()
                            + " s",
                    false,
                    null);
        }
        probing = true;
    }

    private synchronized void worked() {
        if (failures >= TOLERATED) {
            LOG.info("The cluster answers again");
        }
        failures = 0;
        pause = SHORTEST;
        probing = false;
    }

    private synchronized void failed() {
        failures++;
        if (failures < TOLERATED) {
            return;
        }
        if (failures == TOLERATED) {
            LOG.warn("The cluster does not answer; it is asked less often");
        } else if (probing) {
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        }
        probing = false;
        openUntil = clock.instant().plus(pause);
    }

    private synchronized void left() {
        probing = false;
    }

    synchronized boolean open() {
        return failures >= TOLERATED;
    }
}
