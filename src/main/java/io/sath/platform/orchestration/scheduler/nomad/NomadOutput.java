package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a bot says, placement after placement: while one runs its output is followed, and once it
 * does not, what is left is read to the end, for a followed log of an ended task never ends.
 *
 * <p>A node passes on what is written up to half a second late: it looks every 250 ms and collects
 * for 200. While a run begins, what is there is asked for instead, since people wait for it.
 *
 * <p>The error output is looked at every {@value #ERRORS_EVERY_SECONDS} s, and at the end of a run.
 */
final class NomadOutput implements Output {
    private static final int MAX_LINES = 500;
    private static final int ERRORS_EVERY_SECONDS = 15;
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration RESTING = Duration.ofMillis(250);
    private static final Duration COMING = Duration.ofMillis(50);
    private static final Duration BEGINNING = Duration.ofSeconds(6);
    private static final Duration ASKED_EVERY = Duration.ofMillis(75);

    /** What an ended run said last may still be on its way to the file. */
    private static final Duration SETTLED = Duration.ofMillis(400);

    private final NomadHttp http;
    private final Supplier<BotSeen> bot;
    private final Semaphore hurries;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LogPlace from;
    private volatile @Nullable Reading reading;
    private String place;

    /** One placement under the reader's eye. */
    private static final class Reading {
        private final AllocationSeen of;
        private final LogReader stdout;
        private final LogReader stderr;
        private long errorsReadNanos = System.nanoTime();

        /** When it was first seen ended; 0: it was not. */
        private long overNanos;

        /** When it was first seen running; 0: it was not. */
        private long liveNanos;

        private final AtomicBoolean hurried = new AtomicBoolean();

        /** It has ended, and all it said was read. */
        private boolean done;

        Reading(NomadHttp http, AllocationSeen of, LogPlace from) {
            boolean known = from.allocation().equals(of.id());
            this.of = of;
            this.stdout =
                    new LogReader(
                            http,
                            of.allocationId(),
                            Stream.STDOUT,
                            known ? from.stdout() : LogPlace.Spot.START);
            this.stderr =
                    new LogReader(
                            http,
                            of.allocationId(),
                            Stream.STDERR,
                            known ? from.stderr() : LogPlace.Spot.START);
        }

        String place() {
            return new LogPlace(of.id(), of.createIndex(), stdout.spot(), stderr.spot()).toString();
        }

        void close() {
            stdout.close();
            stderr.close();
        }
    }

    /**
     * @param hurries how many of all bots' beginnings are asked after at once; others are followed
     */
    NomadOutput(NomadHttp http, Supplier<BotSeen> bot, Semaphore hurries, String place) {
        this.http = http;
        this.bot = bot;
        this.hurries = hurries;
        this.from = LogPlace.parse(place);
        this.place = place;
    }

    @Override
    public Chunk next(Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        try {
            while (true) {
                List<Line> lines = new ArrayList<>();
                Reading at = placement();
                Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
                if (at == null || at.done) {
                    closed.await(Math.min(left.toMillis(), POLL.toMillis()), TimeUnit.MILLISECONDS);
                } else {
                    read(at, left, lines);
                    place = at.place();
                }
                long lost = at == null ? 0 : at.stdout.takeLost() + at.stderr.takeLost();
                boolean over = System.nanoTime() >= until || closed.getCount() == 0;
                if (!lines.isEmpty() || lost > 0 || over) {
                    return new Chunk(lines, place, lost);
                }
            }
        } catch (NomadFailure e) {
            throw new SchedulerUnavailable("the output cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(Reading at, Duration left, List<Line> lines) throws InterruptedException {
        AllocationSeen now = bot.get().allocations().getOrDefault(at.of.id(), at.of);
        AllocationSeen.Task task = now.task();
        boolean over = now.terminal() || now.lost() || (task != null && task.dead());
        if (!over && now.live()) {
            if (begins(at)) {
                ask(at, left, lines);
            } else {
                at.stdout.follow(left.compareTo(POLL) < 0 ? left : POLL, lines);
                if (at.stdout.spot().fresh() && lines.isEmpty()) {
                    pauseUnlessFollowing(at);
                }
            }
            long silent = System.nanoTime() - at.errorsReadNanos;
            if (silent > TimeUnit.SECONDS.toNanos(ERRORS_EVERY_SECONDS)) {
                at.errorsReadNanos = System.nanoTime();
                at.stderr.rest(MAX_LINES, false, lines);
            }
            return;
        }
        calm(at);
        if (!over && now.neverRan()) {
            // Nothing of it to ask the node for; what is seen of it changes by the events.
            closed.await(Math.min(left.toMillis(), COMING.toMillis()), TimeUnit.MILLISECONDS);
            return;
        }
        if (over && at.overNanos == 0) {
            at.overNanos = System.nanoTime();
        }
        boolean last = over && System.nanoTime() - at.overNanos > SETTLED.toNanos();
        try {
            boolean all = at.stdout.rest(MAX_LINES, last, lines);
            all &= at.stderr.rest(MAX_LINES, last, lines);
            at.done = last && all && lines.isEmpty();
        } catch (NomadFailure.Unavailable e) {
            if (!now.lost()) {
                throw e;
            }
            // With its node went what it said.
            at.done = true;
        }
        if (!at.done && lines.isEmpty()) {
            // It rests between two starts, or has only just ended.
            closed.await(Math.min(left.toMillis(), RESTING.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether it began a moment ago, under this reader's eye, and may be asked after. */
    private boolean begins(Reading at) {
        if (at.liveNanos == 0) {
            at.liveNanos = System.nanoTime();
            at.hurried.set(at.stdout.spot().fresh() && hurries.tryAcquire());
        }
        if (System.nanoTime() - at.liveNanos > BEGINNING.toNanos()) {
            calm(at);
        }
        return at.hurried.get();
    }

    private void calm(Reading at) {
        if (at.hurried.getAndSet(false)) {
            hurries.release();
        }
    }

    private void ask(Reading at, Duration left, List<Line> lines) throws InterruptedException {
        var _ = at.stdout.rest(MAX_LINES, false, lines);
        if (lines.isEmpty()) {
            closed.await(Math.min(left.toMillis(), ASKED_EVERY.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    private void pauseUnlessFollowing(Reading at) throws InterruptedException {
        if (!at.stdout.open()) {
            closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The placement that is to be read: the next one once the present one is done. */
    private @Nullable Reading placement() {
        Reading at = reading;
        boolean gone = at != null && at.stdout.gone();
        if (at != null
                && at.done
                && bot.get().allocations().getOrDefault(at.of.id(), at.of).live()) {
            // Its node is back, and it with it.
            at.done = false;
            at.overNanos = 0;
        }
        if (at != null && !at.done && !gone) {
            return at;
        }
        for (AllocationSeen one : bot.get().placements(BotSeen.BOT)) {
            boolean later =
                    at != null
                            ? one.createIndex() > at.of.createIndex()
                            : one.createIndex() > from.createIndex()
                                    || one.id().equals(from.allocation());
            if (later) {
                if (at != null) {
                    calm(at);
                    at.close();
                }
                Reading next = new Reading(http, one, from);
                reading = next;
                if (closed.getCount() == 0) {
                    next.close();
                }
                return next;
            }
        }
        return at;
    }

    /** The cluster keeps what it keeps, whether it was stored or not. */
    @Override
    public void stored(String place) {}

    @Override
    public void close() {
        closed.countDown();
        Reading at = reading;
        if (at != null) {
            calm(at);
            at.close();
        }
    }
}
