package io.sath.platform.orchestration;

import io.sath.platform.bots.BotProgram;
import io.sath.platform.bots.BotWantedChanged;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Keeps the bots running while the platform runs: one replica leads, takes up what runs, and
 * sweeps.
 *
 * <pre>
 *   waiting ──leads──► working (recover, then sweep every 30 s and at hints) ──lost──► waiting
 *      │                  │
 *      │                  ├──TERM, kill──► ended: the bots go on
 *      └──────────────────┴──INT (Ctrl-C)──► the bots are asked to leave, then ended
 * </pre>
 */
@Component
class Orchestration implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestration.class);

    /** The duty that leads the fleet, and the fleet's name in its tables. */
    static final String FLEET = "fleet";

    /** The channel on which an operator's order is told of. */
    static final String ORDERS = "fleet_orders";

    private static final Duration TICK = Duration.ofSeconds(1);

    private final BotControl.Means means;
    private final OrchestrationSettings settings;
    private final Leadership leadership;
    private final BotProgram program;
    private final boolean scheduling;
    private final Clock clock;
    private @Nullable ScheduledExecutorService ticks;
    private volatile @Nullable Reconciler working;
    private volatile Instant nextSweep = Instant.MIN;

    Orchestration(
            WorkloadScheduler scheduler,
            Fleet fleet,
            RunRows rows,
            TenantScope scope,
            LedgerView ledgers,
            List<RecordSink> sinks,
            BotJar jar,
            BotProgram program,
            KeyGate keys,
            OrchestrationSettings settings,
            Leadership leadership,
            @Value("${sath.scheduling:true}") boolean scheduling,
            Clock clock) {
        this.means =
                new BotControl.Means(
                        scheduler,
                        fleet,
                        rows,
                        scope,
                        ledgers,
                        sinks,
                        new Planner(RestartPolicy.STANDARD),
                        jar::build,
                        keys,
                        settings.stopGrace(),
                        clock);
        this.settings = settings;
        this.leadership = leadership;
        this.program = program;
        this.scheduling = scheduling;
        this.clock = clock;
    }

    @Override
    public boolean isAutoStartup() {
        return scheduling;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService fresh =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("fleet").factory());
        ticks = fresh;
        var _ = fresh.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        Thread.startVirtualThread(this::askProgram);
        Departure.onInterrupt(this::leave);
    }

    /** The first person who saves a configuration need not wait for it. */
    private void askProgram() {
        try {
            program.catalogue();
        } catch (RuntimeException e) {
            LOG.warn("The bot program's symbols are not known yet: {}", e.toString());
        }
    }

    private void tick() {
        try {
            boolean leads = leadership.tryLead(FLEET).isPresent();
            Reconciler present = working;
            if (!leads) {
                if (present != null) {
                    LOG.warn("Another replica leads the fleet now");
                    present.close();
                    working = null;
                }
                return;
            }
            if (present == null) {
                present = new Reconciler(means, settings.concurrency());
                present.recover();
                working = present;
                nextSweep = clock.instant();
            }
            if (!clock.instant().isBefore(nextSweep)) {
                nextSweep = clock.instant().plus(settings.sweep());
                present.sweep();
            }
        } catch (RuntimeException e) {
            LOG.warn("The fleet could not be swept; again soon", e);
        }
    }

    /** The change is in the database before this is heard of. */
    @TransactionalEventListener(fallbackExecution = true)
    void on(BotWantedChanged changed) {
        Reconciler present = working;
        if (present != null) {
            // On a thread of its own: this one is still in the transaction that just ended.
            Thread.startVirtualThread(
                    () -> means.fleet().wanted(changed.tenantId()).ifPresent(present::hint));
        }
    }

    /** A person's Ctrl-C: the bots end too. They stay wanted, and the next start starts them. */
    private void leave() {
        Reconciler present = working;
        stopTicks();
        if (present != null) {
            present.leaveAll(settings.stopGrace());
        }
    }

    @Override
    public void stop() {
        stopTicks();
        Reconciler present = working;
        working = null;
        if (present != null) {
            present.close();
        }
        leadership.resign(FLEET);
    }

    private synchronized void stopTicks() {
        ScheduledExecutorService present = ticks;
        ticks = null;
        if (present != null) {
            present.shutdown();
            try {
                if (!present.awaitTermination(10, TimeUnit.SECONDS)) {
                    present.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return ticks != null || working != null;
    }
}
