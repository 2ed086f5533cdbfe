package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.orchestration.BotControl.Means;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what runs equal what is wanted, level-triggered: it compares states, and a hint only says
 * where to compare first.
 *
 * <p>A full sweep is the truth. Bots are worked on side by side, each by one thread at a time, at
 * most so many at once; one that fails is looked at again after a growing, jittered delay and holds
 * up no other.
 */
final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACK_OFF = Duration.ofMinutes(1);

    private final Means means;
    private final Semaphore slots;
    private final Map<BotId, BotControl> controls = new ConcurrentHashMap<>();
    private final Map<BotId, Integer> failures = new ConcurrentHashMap<>();
    private final Set<BotId> queued = ConcurrentHashMap.newKeySet();
    private final Set<BotId> orphans = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("bot-looks").factory());
    private volatile boolean closed;

    Reconciler(Means means, int concurrency) {
        this.means = means;
        this.slots = new Semaphore(concurrency);
    }

    /** Takes up what a former platform left. Once, before all else. */
    void recover() {
        means.scheduler().onChange(this::hint);
        means.scheduler().recover();
        Map<BotId, Observed> known = means.scheduler().observe();
        Map<BotId, RunRows.Row> rows = new HashMap<>(means.rows().all());
        for (Wanted wanted : means.fleet().wanted()) {
            RunRows.Row row = rows.get(wanted.bot());
            if (row != null && (known.containsKey(wanted.bot()) || wanted.on())) {
                control(wanted, row);
            }
        }
    }

    /** Looks at one bot soon. */
    void hint(BotId bot) {
        if (!closed && queued.add(bot)) {
            var _ =
                    workers.submit(() -> {
                        queued.remove(bot);
                        withSlot(() -> lookAt(bot));
                    });
        }
    }

    /** Looks at the tenant's bot soon, also where it was never seen before. */
    void hint(Wanted wanted) {
        control(wanted, null);
        hint(wanted.bot());
    }

    /** Looks at one bot at once, on this thread. */
    void lookNow(Wanted wanted) {
        reconcile(control(wanted, null), wanted);
    }

    private void lookAt(BotId bot) {
        BotControl control = controls.get(bot);
        if (control == null) {
            return;
        }
        Optional<Wanted> wanted = means.fleet().wanted(control.tenant());
        wanted.ifPresent(now -> reconcile(control, now));
    }

    /** Compares everything that is wanted with everything that runs; returns when all is done. */
    void sweep() {
        List<Wanted> wanted = means.fleet().wanted();
        Map<BotId, Observed> observed = means.scheduler().observe();
        CountDownLatch left = new CountDownLatch(wanted.size());
        for (Wanted one : wanted) {
            boolean idle = !one.on() && !observed.containsKey(one.bot()) && one.stop() == null;
            if (idle && !controls.containsKey(one.bot())) {
                left.countDown();
                continue;
            }
            BotControl control = control(one, null);
            var _ =
                    workers.submit(() -> {
                        try {
                            withSlot(() -> reconcile(control, one));
                        } finally {
                            left.countDown();
                        }
                    });
        }
        reportOrphans(wanted, observed);
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs without a row that wants it: told once, touched by nobody but an operator. */
    private void reportOrphans(List<Wanted> wanted, Map<BotId, Observed> observed) {
        Set<BotId> ours = ConcurrentHashMap.newKeySet();
        wanted.forEach(one -> ours.add(one.bot()));
        for (Map.Entry<BotId, Observed> one : observed.entrySet()) {
            if (!ours.contains(one.getKey())
                    && one.getValue() instanceof Observed.Running
                    && orphans.add(one.getKey())) {
                LOG.error(
                        "bot {} runs, and no row wants it: an operator has to decide",
                        one.getKey());
            }
        }
    }

    private void reconcile(BotControl control, Wanted wanted) {
        if (closed) {
            return;
        }
        BotId bot = wanted.bot();
        try {
            control.reconcile(wanted);
            failures.remove(bot);
            Instant next = control.nextLook();
            if (next != null) {
                lookLater(bot, Duration.between(means.clock().instant(), next));
            }
        } catch (RuntimeException e) {
            int failed = failures.merge(bot, 1, Integer::sum);
            Duration delay = backOff(failed, bot);
            if (e instanceof SchedulerUnavailable) {
                LOG.warn("bot {}: {}; again in {}", bot, e.getMessage(), delay);
            } else {
                LOG.warn("bot {}: could not be reconciled; again in {}", bot, delay, e);
            }
            lookLater(bot, delay);
        }
    }

    private static Duration backOff(int failed, BotId bot) {
        Duration delay = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failed - 1, 10));
        if (delay.compareTo(LAST_BACK_OFF) > 0) {
            delay = LAST_BACK_OFF;
        }
        int percent = 75 + Math.floorMod(bot.value().hashCode() + failed, 51);
        return delay.multipliedBy(percent).dividedBy(100);
    }

    private void lookLater(BotId bot, Duration delay) {
        if (!closed) {
            var _ =
                    later.schedule(
                            () -> hint(bot), Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    private void withSlot(Runnable work) {
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("A look at a bot failed", e);
        } finally {
            slots.release();
        }
    }

    private BotControl control(Wanted wanted, RunRows.@Nullable Row row) {
        return controls.computeIfAbsent(
                wanted.bot(),
                bot ->
                        new BotControl(
                                row == null ? means.rows().get(wanted.tenant(), bot) : row,
                                means,
                                () -> hint(bot)));
    }

    /** Asks every running bot to leave everything as it is and end; waits at most {@code wait}. */
    void leaveAll(Duration wait) {
        closed = true;
        Instant until = means.clock().instant().plus(wait);
        Set<BotId> running = running();
        LOG.info("{} bots are asked to end; nothing is sold", running.size());
        CountDownLatch ended = new CountDownLatch(1);
        means.scheduler()
                .onChange(bot -> {
                    if (running().isEmpty()) {
                        ended.countDown();
                    }
                });
        running.forEach(bot -> means.scheduler().stop(bot, wait));
        try {
            while (!running().isEmpty() && means.clock().instant().isBefore(until)) {
                if (ended.await(200, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{} bots still run", running().size());
    }

    private Set<BotId> running() {
        Set<BotId> running = ConcurrentHashMap.newKeySet();
        means.scheduler()
                .observe()
                .forEach((bot, observed) -> {
                    if (observed instanceof Observed.Running) {
                        running.add(bot);
                    }
                });
        return running;
    }

    /** Ends the reading and the looking; the bots go on. */
    @Override
    public void close() {
        closed = true;
        later.shutdownNow();
        controls.values().stream()
                .map(control -> Thread.startVirtualThread(control::close))
                .toList()
                .forEach(Reconciler::join);
        workers.shutdown();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
