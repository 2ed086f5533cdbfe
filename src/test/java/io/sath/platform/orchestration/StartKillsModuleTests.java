package io.sath.platform.orchestration;

import io.sath.platform.bots.BotStatus;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.SeamedScheduler.Seam;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Killed starts on a cluster in memory, one for each: a hundred in a few seconds. */
@PlatformTest
class StartKillsModuleTests extends StartKills {
    private final Map<Owned, FakeScheduler.Cluster> clusters = new HashMap<>();

    StartKillsModuleTests() {
        super("E1 kills in a start", 10);
    }

    private record InMemory(SeamedScheduler scheduler) implements Way {
        @Override
        public void at(Seam happens) {
            scheduler.at(happens);
        }

        /** Calls are not under way here: the error that is thrown ends them. */
        @Override
        public void cut() {}

        @Override
        public void close() {}
    }

    @Override
    Way way(Owned owned) {
        FakeScheduler.Cluster cluster =
                clusters.computeIfAbsent(owned, bot -> new FakeScheduler.Cluster(false));
        return new InMemory(new SeamedScheduler(new FakeScheduler(cluster, Clock.systemUTC())));
    }

    @Override
    Parts parts(Way way, String name) {
        return TestParts.of(parts, way.scheduler()).name(name).build();
    }

    @Override
    int begun(Owned owned) {
        return Objects.requireNonNull(clusters.get(owned)).instances();
    }

    @Override
    @Nullable String wrong(Owned owned, BotStatus status) {
        WorkloadScheduler cluster = way(owned).scheduler();
        boolean runs = cluster.observe(owned.bot()) instanceof Observed.Running;
        return runs && begun(owned) == 1 && status.state() == BotStatus.State.STARTING
                ? null
                : begun(owned) + " runs, " + runs + ", " + status.state();
    }

    @Override
    void end(Owned owned, Reconciler last) {
        clusters.remove(owned);
    }
}
