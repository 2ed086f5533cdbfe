package io.sath.platform.orchestration;

import io.sath.platform.database.Leadership;
import io.sath.platform.database.Mandate;
import io.sath.platform.database.Notices;
import io.sath.platform.database.Relay;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This replica's part in keeping the bots running: one replica leads, takes up what runs, and
 * sweeps; the others hand it their hints.
 *
 * <pre>
 *   waiting ──leads──► working (recover, then sweep every 30 s and at hints) ──lost──► waiting
 * </pre>
 */
final class FleetReplica implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetReplica.class);
    private static final String WANTED = "bots_wanted";
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(5);

    private final Parts parts;
    private final Leadership leadership;
    private final Notices notices;
    private final Duration sweep;
    private final AtomicBoolean sweepSoon = new AtomicBoolean();
    private @Nullable ScheduledExecutorService ticks;
    private @Nullable Relay wantedChanges;
    private Notices.@Nullable Subscription orders;
    private volatile @Nullable Working working;
    private volatile Instant nextSweep = Instant.MIN;

    private record Working(Reconciler reconciler, long epoch) {}

    FleetReplica(Parts parts, Leadership leadership, Notices notices, Duration sweep) {
        this.parts = parts;
        this.leadership = leadership;
        this.notices = notices;
        this.sweep = sweep;
    }

    synchronized void start() {
        wantedChanges = new Relay(notices, WANTED, this::hint);
        orders =
                notices.subscribe(
                        Orchestration.ORDERS,
                        new Notices.Listener() {
                            @Override
                            public void heard(String payload) {
                                sweepSoon.set(true);
                            }

                            @Override
                            public void began() {
                                sweepSoon.set(true);
                            }
                        });
        ScheduledExecutorService fresh =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("fleet").factory());
        ticks = fresh;
        var _ = fresh.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            Working present = lead();
            if (present == null) {
                return;
            }
            Instant now = parts.clock().instant();
            Instant nextTry = present.reconciler().nextTryAt();
            boolean due = !now.isBefore(nextTry == null ? nextSweep : nextTry);
            if (sweepSoon.getAndSet(false) || due) {
                nextSweep = now.plus(sweep);
                present.reconciler().sweep();
            }
        } catch (Mandate.Lost e) {
            LOG.warn("{}", e.getMessage());
            rest();
        } catch (RuntimeException e) {
            nextSweep = parts.clock().instant().plus(AFTER_FAULT);
            LOG.warn("The fleet could not be swept; again soon", e);
        }
    }

    private @Nullable Working lead() {
        OptionalLong epoch = leadership.tryLead(parts.name());
        Working present = working;
        if (present != null && (epoch.isEmpty() || epoch.getAsLong() != present.epoch())) {
            LOG.warn("This replica leads the fleet no longer in epoch {}", present.epoch());
            rest();
            present = null;
        }
        if (present == null && epoch.isPresent()) {
            Mandate mandate = leadership.mandate(parts.name(), epoch.getAsLong());
            present = new Working(parts.reconciler(mandate), epoch.getAsLong());
            working = present;
            nextSweep = Instant.MIN;
        }
        return present;
    }

    /** What is wanted of the tenant's bot changed, and is in the database. */
    void wantedChanged(TenantId tenant) {
        hint(tenant.toString());
        Relay others = wantedChanges;
        if (others != null) {
            others.tell(tenant.toString());
        }
    }

    private void hint(String tenant) {
        Working present = working;
        if (present != null) {
            Thread.startVirtualThread(() -> {
                boolean early =
                        parts.fleet()
                                .wanted(new TenantId(UUID.fromString(tenant)))
                                .filter(wanted -> !present.reconciler().hint(wanted))
                                .isPresent();
                if (early) {
                    sweepSoon.set(true);
                }
            });
        }
    }

    /** Whether what bots say arrives at this replica. */
    boolean works() {
        return epoch() > 0;
    }

    /** The epoch in which it leads; 0: it does not. */
    long epoch() {
        Working present = working;
        return present == null ? 0 : present.epoch();
    }

    /** Whether this replica leads and finds no cluster. */
    boolean isAway() {
        Working present = working;
        return present != null && present.reconciler().nextTryAt() != null;
    }

    /** Asks the bots to leave everything as it is and end, if this replica leads them. */
    void leave(Duration grace) {
        Working present = working;
        stopTicks();
        if (present != null) {
            present.reconciler().leaveAll(grace);
        }
    }

    /** Ends this replica's part; the bots go on, and another replica takes over. */
    @Override
    public void close() {
        stopTicks();
        rest();
        leadership.resign(parts.name());
    }

    private void rest() {
        Working present = working;
        working = null;
        if (present != null) {
            present.reconciler().close();
        }
    }

    private synchronized void stopTicks() {
        if (wantedChanges != null) {
            wantedChanges.close();
        }
        if (orders != null) {
            orders.close();
        }
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

    synchronized boolean isRunning() {
        return ticks != null || working != null;
    }
}
