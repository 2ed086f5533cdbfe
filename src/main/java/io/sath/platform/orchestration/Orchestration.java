package io.sath.platform.orchestration;

import io.sath.platform.audit.Audit;
import io.sath.platform.bots.BotProgram;
import io.sath.platform.bots.BotWantedChanged;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.Notices;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.output.Reading;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Keeps the bots running while the platform runs.
 *
 * <pre>
 *   started ──TERM, kill──► ended: the bots go on
 *      └──INT (Ctrl-C)──► the bots are asked to leave, then ended
 * </pre>
 */
@Component
class Orchestration implements SmartLifecycle, Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestration.class);

    /** The duty that leads the fleet, and the fleet's name in its tables. */
    static final String FLEET = "fleet";

    /** The channel on which an operator's order is told of. */
    static final String ORDERS = "fleet_orders";

    private final FleetReplica replica;
    private final boolean clustered;
    private final OrchestrationSettings settings;
    private final BotProgram program;
    private final boolean scheduling;

    Orchestration(
            Parts parts,
            OrchestrationSettings settings,
            Leadership leadership,
            Notices notices,
            BotProgram program,
            @Value("${sath.scheduling:true}") boolean scheduling) {
        this.replica = new FleetReplica(parts, leadership, notices, settings.sweep());
        this.clustered = parts.scheduler().clustered();
        this.settings = settings;
        this.program = program;
        this.scheduling = scheduling;
    }

    /** Puts together what reconciles. */
    @Configuration(proxyBeanMethods = false)
    static class Assembly {
        @Bean
        Parts fleetParts(
                WorkloadScheduler scheduler,
                Fleet fleet,
                RunRows rows,
                FleetRows fleetRows,
                RolloutRows rolloutRows,
                ServiceRows services,
                TenantScope scope,
                LedgerView ledgers,
                List<RecordSink> sinks,
                KeyGate keys,
                Audit audit,
                BotJar jar,
                OrchestrationSettings settings,
                RolloutSettings rollout,
                Clock clock) {
            return new Parts(
                    FLEET,
                    ManagementFactory.getRuntimeMXBean().getName(),
                    scheduler,
                    fleet,
                    rows,
                    fleetRows,
                    rolloutRows,
                    services,
                    scope,
                    ledgers,
                    sinks,
                    keys,
                    audit,
                    jar::build,
                    rollout,
                    settings.concurrency(),
                    settings.starting(),
                    settings.patience(),
                    settings.stopGrace(),
                    clock);
        }
    }

    @Override
    public boolean isAutoStartup() {
        return scheduling;
    }

    @Override
    public void start() {
        replica.start();
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

    /** The change is in the database before this is heard of. */
    @TransactionalEventListener(fallbackExecution = true)
    void on(BotWantedChanged changed) {
        // On a thread of its own: this one is still in the transaction that just ended.
        Thread.startVirtualThread(() -> replica.wantedChanged(changed.tenantId()));
    }

    /**
     * A person's Ctrl-C: the bots of this machine end too. They stay wanted, and the next start
     * starts them. Those of a cluster go on.
     */
    private void leave() {
        if (!clustered) {
            replica.leave(settings.stopGrace());
        }
    }

    @Override
    public boolean here() {
        return !scheduling || replica.works(); // where nobody leads, it is read where it comes in
    }

    @Override
    public void stop() {
        replica.close();
    }

    @Override
    public boolean isRunning() {
        return replica.isRunning();
    }
}
