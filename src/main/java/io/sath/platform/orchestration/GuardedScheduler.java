package io.sath.platform.orchestration;

import io.sath.platform.database.Mandate;
import io.sath.platform.orchestration.scheduler.Nodes;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The scheduler in the hand of the fleet's leader.
 *
 * <p>Every act asks right before whether the leader still is one; what was asked a moment too early
 * is harmless, since acts are idempotent. No call lasts longer than {@code patience}: one without
 * an answer is left behind and counts as {@link SchedulerUnavailable}. While the cluster is known
 * to be away, acts fail at once.
 */
final class GuardedScheduler implements WorkloadScheduler {
    private final WorkloadScheduler cluster;
    private final Mandate mandate;
    private final ClusterWatch watch;
    private final Duration patience;

    GuardedScheduler(
            WorkloadScheduler cluster, Mandate mandate, ClusterWatch watch, Duration patience) {
        this.cluster = cluster;
        this.mandate = mandate;
        this.watch = watch;
        this.patience = patience;
    }

    @Override
    public void apply(Workload workload) {
        act(() -> cluster.apply(workload));
    }

    @Override
    public void stop(BotId bot, Duration grace) {
        act(() -> cluster.stop(bot, grace));
    }

    @Override
    public void purge(BotId bot) {
        act(() -> cluster.purge(bot));
    }

    /** Not the leader's alone: it goes straight to the cluster. */
    @Override
    public Once runOnce(Workload once, Duration limit) throws InterruptedException {
        return cluster.runOnce(once, limit);
    }

    @Override
    public void recover() {
        ask(() -> {
            cluster.recover();
            return true;
        });
    }

    /** Asks also while the cluster is away: this is how its return is seen. */
    @Override
    public Map<BotId, Observed> observe() {
        return ask(cluster::observe);
    }

    private <T> T ask(Supplier<T> question) {
        try {
            T answer = inTime(question);
            watch.answered();
            return answer;
        } catch (SchedulerUnavailable e) {
            watch.gone(reason(e));
            throw e;
        }
    }

    @Override
    public Observed observe(BotId bot) {
        return counted(() -> cluster.observe(bot));
    }

    @Override
    public List<Observed.Ended> ends(BotId bot) {
        return counted(() -> cluster.ends(bot));
    }

    @Override
    public boolean clustered() {
        return cluster.clustered();
    }

    @Override
    public Output output(BotId bot, String place) {
        return cluster.output(bot, place);
    }

    @Override
    public void onChange(Consumer<BotId> hint) {
        cluster.onChange(hint);
    }

    @Override
    public Optional<Nodes> nodes() {
        return cluster.nodes().map(GuardedNodes::new);
    }

    private final class GuardedNodes implements Nodes {
        private final Nodes nodes;

        GuardedNodes(Nodes nodes) {
            this.nodes = nodes;
        }

        @Override
        public List<Node> list() {
            return counted(nodes::list);
        }

        @Override
        public void drain(String id, boolean on) {
            act(() -> nodes.drain(id, on));
        }
    }

    @Override
    public long epoch() {
        return counted(cluster::epoch);
    }

    @Override
    public void rememberEpoch(long epoch) {
        act(() -> cluster.rememberEpoch(epoch));
    }

    private void act(Runnable act) {
        counted(() -> {
            mandate.require();
            act.run();
            return true;
        });
    }

    private <T> T counted(Supplier<T> call) {
        ClusterWatch.Away away = watch.away();
        if (away != null) {
            throw new SchedulerUnavailable(
                    "the cluster is away: " + away.reason(), new TimeoutException());
        }
        try {
            T answer = inTime(call);
            watch.answered();
            return answer;
        } catch (SchedulerUnavailable e) {
            watch.failed(reason(e));
            throw e;
        }
    }

    private <T> T inTime(Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread.ofVirtual().name("cluster-call").start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new SchedulerUnavailable("no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new SchedulerUnavailable("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static String reason(SchedulerUnavailable e) {
        return String.valueOf(e.getMessage());
    }
}
