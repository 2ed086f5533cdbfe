package io.sath.platform.orchestration;

import io.sath.platform.database.Mandate;
import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is to be looked at: bots side by side, at most so many at once, each by one thread
 * at a time; one that failed after a growing, jittered delay. All of it under a mandate.
 */
final class Turns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(30);

    private final Mandate mandate;
    private final Semaphore slots;
    private final Consumer<BotId> look;
    private final Map<BotId, Integer> failures = new ConcurrentHashMap<>();
    private final Set<BotId> queued = ConcurrentHashMap.newKeySet();
    private final Set<BotId> working = ConcurrentHashMap.newKeySet();
    private final Set<BotId> again = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("bot-looks").factory());

    Turns(Mandate mandate, int concurrency, Consumer<BotId> look) {
        this.mandate = mandate;
        this.slots = new Semaphore(concurrency);
        this.look = look;
    }

    /** A look soon; one that is asked for while another is under way comes after it. */
    void soon(BotId bot) {
        if (queued.add(bot)) {
            submit(() -> {
                queued.remove(bot);
                again.add(bot);
                var _ =
                        inTurn(
                                bot,
                                () -> {
                                    again.remove(bot);
                                    look.accept(bot);
                                });
            });
        }
    }

    void later(BotId bot, Duration delay) {
        try {
            var _ =
                    later.schedule(
                            () -> soon(bot), Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("bot {}: no further look, this leadership is over", bot);
        }
    }

    /** Work on one bot, unless it is worked on already; {@code done} in any case. */
    void now(BotId bot, Runnable work, Runnable done) {
        submit(() -> {
            try {
                var _ = inTurn(bot, work);
            } finally {
                done.run();
            }
        });
    }

    /** It went well. */
    void passed(BotId bot) {
        failures.remove(bot);
    }

    /** It failed, and is looked at again; answers when. */
    Duration failed(BotId bot) {
        int failed = failures.merge(bot, 1, Integer::sum);
        Duration delay = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failed - 1, 10));
        if (delay.compareTo(LAST_BACK_OFF) > 0) {
            delay = LAST_BACK_OFF;
        }
        int percent = 75 + Math.floorMod(bot.value().hashCode() + failed, 51);
        delay = delay.multipliedBy(percent).dividedBy(100);
        later(bot, delay);
        return delay;
    }

    /** False where it is worked on already. */
    private boolean inTurn(BotId bot, Runnable work) {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        try {
            if (!working.add(bot)) {
                return false;
            }
            try {
                work.run();
            } finally {
                working.remove(bot);
                if (again.remove(bot)) {
                    soon(bot);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("A look at bot {} failed", bot, e);
        } finally {
            slots.release();
        }
        return true;
    }

    private void submit(Runnable work) {
        try {
            var _ = workers.submit(() -> mandate.run(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("No further look, this leadership is over");
        }
    }

    /** What is under way goes on to its end. */
    @Override
    public void close() {
        later.shutdownNow();
        workers.shutdown();
    }
}
