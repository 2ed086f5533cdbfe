package io.sath.platform.orchestration.scheduler.fake;

import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.WorkloadSchedulerContract;
import java.time.Clock;

class FakeSchedulerTests extends WorkloadSchedulerContract {
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(true);

    @Override
    protected WorkloadScheduler scheduler() {
        return new FakeScheduler(cluster, Clock.systemUTC());
    }

    @Override
    protected WorkloadScheduler another() {
        return new FakeScheduler(cluster, Clock.systemUTC());
    }
}
