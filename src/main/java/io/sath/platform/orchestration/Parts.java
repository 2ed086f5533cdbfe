package io.sath.platform.orchestration;

import io.sath.platform.audit.Audit;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Mandate;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What a reconciler is made of, whoever leads.
 *
 * @param name of the fleet: its duty, and its rows in the fleet's tables
 * @param replica the name of this replica, for operators
 * @param program the build that this replica came with
 * @param concurrency how many bots are worked on at once
 * @param patience how long one call of the scheduler may take
 */
record Parts(
        String name,
        String replica,
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
        Supplier<Program> program,
        RolloutSettings rollout,
        int concurrency,
        int starting,
        Duration patience,
        Duration stopGrace,
        Clock clock) {
    Parts {
        sinks = List.copyOf(sinks);
    }

    /** The reconciler of one leadership. */
    Reconciler reconciler(Mandate mandate) {
        ClusterWatch watch = new ClusterWatch(clock, new Random(mandate.epoch()));
        GuardedScheduler guarded = new GuardedScheduler(scheduler, mandate, watch, patience);
        Programs programs =
                new Programs(
                        name,
                        rolloutRows,
                        services,
                        rollout,
                        audit,
                        work -> fleetRows.under(mandate, work),
                        program,
                        clock);
        StartQueue starts = new StartQueue(starting);
        Means means =
                new Means(
                        guarded,
                        mandate,
                        fleet,
                        rows,
                        scope,
                        ledgers,
                        sinks,
                        new Planner(RestartPolicy.STANDARD),
                        programs,
                        services,
                        keys,
                        new SilenceRule(),
                        starts,
                        stopGrace,
                        clock);
        FleetKeeper keeper =
                new FleetKeeper(
                        name, mandate, guarded, fleet, fleetRows, programs, starts, stopGrace,
                        clock);
        return new Reconciler(means, keeper, watch, replica, concurrency);
    }
}
