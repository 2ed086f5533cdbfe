package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Mandate;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What every bot's control works with, for one leadership. */
record Means(
        WorkloadScheduler scheduler,
        Mandate mandate,
        Fleet fleet,
        RunRows rows,
        TenantScope scope,
        LedgerView ledgers,
        List<RecordSink> sinks,
        Planner planner,
        Programs programs,
        ServiceRows services,
        KeyGate keys,
        SilenceRule silence,
        StartQueue starts,
        Duration stopGrace,
        Clock clock) {
    Means {
        sinks = List.copyOf(sinks);
    }
}
