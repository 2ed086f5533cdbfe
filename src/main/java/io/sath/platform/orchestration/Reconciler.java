package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.database.Mandate;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what runs equal what is wanted, level-triggered: it compares states, and a hint only says
 * where to compare first. For one leadership, all of it under that mandate.
 *
 * <p>A full sweep is the truth. Whether bots may be started and ended at all is decided first. Bots
 * are worked on side by side, each by one thread at a time, at most so many at once; one that fails
 * is looked at again after a growing, jittered delay, and one whose step hangs holds up no other
 * and no sweep. While the cluster is away nothing but its return is waited for.
 */
final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** How long a sweep waits for the bots' steps. */
    private static final Duration SWEEP_PATIENCE = Duration.ofSeconds(20);

    private final Means means;
    private final FleetKeeper keeper;
    private final ClusterWatch watch;
    private final String replica;
    private final Turns turns;
    private final Map<BotId, BotControl> controls = new ConcurrentHashMap<>();
    private boolean listens;
    private volatile boolean recovered;
    private @Nullable Instant sweptAt;
    private long sweepMillis;
    private volatile boolean acting;
    private volatile boolean closed;

    Reconciler(
            Means means, FleetKeeper keeper, ClusterWatch watch, String replica, int concurrency) {
        this.means = means;
        this.keeper = keeper;
        this.watch = watch;
        this.replica = replica;
        this.turns = new Turns(means.mandate(), concurrency, this::lookAt);
    }

    /**
     * Takes up what a former platform left. Once, before all else; a sweep does it where needed.
     */
    void recover() {
        means.mandate().run(this::takeUp);
    }

    private void takeUp() {
        means.scheduler().recover();
        if (!listens) {
            means.scheduler().onChange(this::hint);
            listens = true;
        }
        means.programs().arrive();
        List<Wanted> all = means.fleet().wanted();
        Map<BotId, Observed> known = means.scheduler().observe();
        acting = keeper.tend(all, known);
        Map<BotId, RunRows.Row> rows = new HashMap<>(means.rows().all());
        for (Wanted wanted : all) {
            RunRows.Row row = rows.get(wanted.bot());
            if (row != null && (known.containsKey(wanted.bot()) || wanted.on())) {
                control(wanted, row);
            }
        }
        recovered = true;
    }

    /** Looks at one bot soon. */
    void hint(BotId bot) {
        if (!closed) {
            turns.soon(bot);
        }
    }

    /**
     * Looks at the tenant's bot soon, also where it was never seen before.
     *
     * @return false where it is too early for that: a sweep will do
     */
    boolean hint(Wanted wanted) {
        if (!recovered) {
            return false;
        }
        control(wanted, null);
        hint(wanted.bot());
        return true;
    }

    /** Looks at one bot at once, on this thread. */
    void lookNow(Wanted wanted) {
        means.mandate().run(() -> reconcile(control(wanted, null), wanted));
    }

    private void lookAt(BotId bot) {
        BotControl control = controls.get(bot);
        if (control == null || watch.away() != null) {
            return; // the sweep after its return looks at all
        }
        try {
            means.fleet()
                    .wanted(control.tenant())
                    .ifPresentOrElse(
                            now -> reconcile(control, now), () -> means.starts().over(bot));
        } catch (Mandate.Lost e) {
            lost(e);
        }
    }

    /**
     * Compares everything that is wanted with everything that runs; returns when all is done but
     * what hangs. Not two at once.
     *
     * @return whether the cluster answered
     */
    boolean sweep() {
        return means.mandate().call(this::sweepUnderMandate);
    }

    private boolean sweepUnderMandate() {
        Instant began = means.clock().instant();
        List<Wanted> wanted = means.fleet().wanted();
        Map<BotId, Observed> observed;
        try {
            if (!recovered) {
                takeUp();
            }
            observed = means.scheduler().observe();
            acting = keeper.tend(wanted, observed);
        } catch (SchedulerUnavailable e) {
            LOG.warn("The cluster does not answer: {}", e.getMessage());
            tell(wanted, 0, 0);
            return false;
        }
        CountDownLatch left = new CountDownLatch(wanted.size());
        for (Wanted one : wanted) {
            boolean idle = !one.on() && !observed.containsKey(one.bot()) && one.stop() == null;
            if (idle && !controls.containsKey(one.bot())) {
                left.countDown();
                continue;
            }
            BotControl control = control(one, null);
            turns.now(one.bot(), () -> reconcile(control, one), left::countDown);
        }
        try {
            if (!left.await(SWEEP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} bots hold their step up; the sweep goes on", left.getCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sweptAt = means.clock().instant();
        sweepMillis = Duration.between(began, sweptAt).toMillis();
        tell(wanted, (int) left.getCount(), running(observed));
        return true;
    }

    private void tell(List<Wanted> wanted, int busy, int running) {
        ClusterWatch.Away away = watch.away();
        keeper.tell(
                new FleetState(
                        replica,
                        away == null ? null : away.since(),
                        away == null ? null : away.reason(),
                        away == null ? null : away.nextTryAt(),
                        sweptAt,
                        sweepMillis,
                        busy,
                        (int) wanted.stream().filter(Wanted::on).count(),
                        running));
    }

    private static int running(Map<BotId, Observed> observed) {
        return (int) observed.values().stream().filter(Observed.Running.class::isInstance).count();
    }

    /** When an absent cluster is asked again; null: it is there. */
    @Nullable Instant nextTryAt() {
        ClusterWatch.Away away = watch.away();
        return away == null ? null : away.nextTryAt();
    }

    private void reconcile(BotControl control, Wanted wanted) {
        if (closed) {
            return;
        }
        BotId bot = wanted.bot();
        try {
            control.reconcile(wanted, acting);
            turns.passed(bot);
            Instant next = control.nextLook();
            if (next != null) {
                turns.later(bot, Duration.between(means.clock().instant(), next));
            }
        } catch (Mandate.Lost e) {
            lost(e);
        } catch (RuntimeException e) {
            Duration delay = turns.failed(bot);
            if (e instanceof SchedulerUnavailable) {
                LOG.warn("bot {}: {}; again in {}", bot, e.getMessage(), delay);
            } else {
                LOG.warn("bot {}: could not be reconciled; again in {}", bot, delay, e);
            }
        }
    }

    private void lost(Mandate.Lost e) {
        if (!closed) {
            LOG.warn("{}: this replica changes nothing any more", e.getMessage());
        }
        closed = true;
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
        new Leave(means.scheduler(), means.clock()).all(wait);
    }

    /** Ends the reading and the looking; the bots go on. */
    @Override
    public void close() {
        closed = true;
        controls.values().stream()
                .map(control -> Thread.startVirtualThread(control::close))
                .toList()
                .forEach(Reconciler::join);
        turns.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
