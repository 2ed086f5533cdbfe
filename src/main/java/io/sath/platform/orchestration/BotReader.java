package io.sath.platform.orchestration;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Output.Chunk;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one bot's output on a thread of its own: decodes, drops what was read before, counts what
 * is missing, hands batches to every sink, and moves the stored place on after all have taken them.
 *
 * <p>A sink that fails gets the batch again, with growing delays; the output waits meanwhile, where
 * the scheduler keeps it.
 */
final class BotReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BotReader.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LAST_DELAY = Duration.ofSeconds(30);

    /** Who wants to know what was read. */
    interface Listener {
        /** These records are with every sink; the next read begins at {@code place}. */
        void read(List<BotRecord> records, Told told, String place, RunSequences sequences);

        /** There was nothing more to read as of {@code since}. */
        void drained(Instant since);
    }

    private final TenantId tenant;
    private final BotId bot;
    private final WorkloadScheduler scheduler;
    private final List<RecordSink> sinks;
    private final Clock clock;
    private final Listener listener;
    private final RunSequences sequences;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private Told told;
    private String place;
    private volatile @Nullable Output output;

    BotReader(
            RunRows.Row from,
            WorkloadScheduler scheduler,
            List<RecordSink> sinks,
            Clock clock,
            Listener listener) {
        this.tenant = from.tenant();
        this.bot = from.bot();
        this.scheduler = scheduler;
        this.sinks = List.copyOf(sinks);
        this.clock = clock;
        this.listener = listener;
        this.sequences = new RunSequences(from.runs());
        this.told = from.told();
        this.place = from.place();
    }

    @Override
    public void run() {
        try {
            Duration delay = FIRST_DELAY;
            while (!closing()) {
                try (Output opened = scheduler.output(bot, place)) {
                    output = opened;
                    follow(opened);
                    delay = FIRST_DELAY;
                } catch (SchedulerUnavailable e) {
                    LOG.warn("bot {}: {}; again in {}", bot, e.getMessage(), delay);
                    delay = pause(delay);
                } catch (RuntimeException e) {
                    LOG.warn("bot {}: its output cannot be read", bot, e);
                    delay = pause(delay);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void follow(Output from) throws InterruptedException {
        while (!closing()) {
            Instant began = clock.instant();
            Chunk chunk = from.next(WAIT);
            if (chunk.lines().isEmpty()) {
                if (chunk.place().equals(place)) {
                    from.stored(place);
                }
                listener.drained(began);
            } else if (take(chunk)) {
                from.stored(place);
            }
        }
    }

    /** False where the reader was closed before all of it was taken. */
    private boolean take(Chunk chunk) throws InterruptedException {
        Instant now = clock.instant();
        List<BotRecord> batch = new ArrayList<>();
        List<BotRecord> all = new ArrayList<>();
        if (chunk.lost() > 0) {
            batch.add(
                    new BotRecord.Lost(now, chunk.lost(), "bytes were gone before they were read"));
        }
        for (Output.Line line : chunk.lines()) {
            BotRecord record = RecordDecoder.decode(line, now);
            if (record instanceof BotRecord.Spoken spoken) {
                long missing = sequences.take(spoken.run(), spoken.seq());
                if (missing < 0) {
                    continue;
                }
                if (missing > 0) {
                    batch.add(new BotRecord.Lost(now, missing, "lines of the bot are missing"));
                }
            }
            if (record instanceof BotRecord.Hello || batch.size() >= RecordSink.MAX_BATCH) {
                if (!deliver(batch)) {
                    return false;
                }
                all.addAll(batch);
                batch = new ArrayList<>();
            }
            told = told.hearing(record, now);
            batch.add(record);
        }
        if (!deliver(batch)) {
            return false;
        }
        all.addAll(batch);
        place = chunk.place();
        Duration delay = FIRST_DELAY;
        while (true) {
            try {
                listener.read(all, told, place, sequences);
                return true;
            } catch (RuntimeException e) {
                LOG.warn("bot {}: what was read could not be noted; again soon", bot, e);
                delay = pause(delay);
                if (closing()) {
                    return false;
                }
            }
        }
    }

    private boolean deliver(List<BotRecord> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return true;
        }
        Source source = told.source(tenant, bot);
        for (RecordSink sink : sinks) {
            Duration delay = FIRST_DELAY;
            while (true) {
                try {
                    sink.accept(source, List.copyOf(batch));
                    break;
                } catch (RuntimeException e) {
                    LOG.warn(
                            "bot {}: {} did not take {} records; again soon",
                            bot,
                            sink.getClass().getSimpleName(),
                            batch.size(),
                            e);
                    delay = pause(delay);
                    if (closing()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean closing() {
        return closing.getCount() == 0;
    }

    private Duration pause(Duration delay) throws InterruptedException {
        long millis = delay.toMillis();
        // Jittered: all bots of a fleet lose their streams at the same moment.
        boolean unused =
                closing.await(
                        ThreadLocalRandom.current().nextLong(millis / 2, millis + 1),
                        TimeUnit.MILLISECONDS);
        Duration longer = delay.multipliedBy(2);
        return unused || longer.compareTo(LAST_DELAY) > 0 ? LAST_DELAY : longer;
    }

    /** Ends the reading, and waits until it has ended, at most {@code wait}. */
    void close(Duration wait) throws InterruptedException {
        closing.countDown();
        Output open = output;
        if (open != null) {
            open.close();
        }
        if (!ended.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("bot {}: its reader does not end", bot);
        }
    }
}
