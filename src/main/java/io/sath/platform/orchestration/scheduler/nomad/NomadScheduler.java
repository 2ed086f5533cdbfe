package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Nodes;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.BotId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs each bot as a job of a Nomad cluster, which starts it again and moves it by itself.
 *
 * <p>What is seen comes from a whole list with every {@link #observe()}, from the cluster's events
 * in between, and from reading back what was done here. Another spec is registered over the former
 * one: the cluster then ends the old run before it starts the new one, on the same data. Writes are
 * sent once; whether one that broke off was carried out is read back.
 */
final class NomadScheduler implements WorkloadScheduler, AutoCloseable {
    /** Beside the bots' settings, where the platform may write. */
    private static final String EPOCH = "nomad/jobs/sath-platform/epoch";

    /** Of all bots that begin, so many are asked after at once. */
    private static final int HURRIES = 4;

    private final Breaker breaker;
    private final NomadHttp http;
    private final NomadSdk sdk;
    private final ClusterView view;
    private final Variables variables;
    private final ClusterReader reader;
    private final BotJobs jobs;
    private final CheckRun checks;
    private final EventFeed events;
    private final @Nullable Machines machines;
    private final Duration killTimeout;
    private final Semaphore hurries = new Semaphore(HURRIES);
    private final Map<BotId, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final ScheduledExecutorService kills =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("nomad-kills").factory());
    private boolean recovered;

    /**
     * @param toMachines how the machines may be seen and drained; null: they are not
     */
    NomadScheduler(
            NomadAccess access,
            @Nullable NomadAccess toMachines,
            NomadSettings settings,
            EventFeed.Patience patience,
            Clock clock) {
        this.breaker = new Breaker(clock);
        this.http = new NomadHttp(access, breaker);
        this.sdk = new NomadSdk(access, breaker);
        this.view = new ClusterView();
        this.variables = new Variables(http, access.namespace());
        this.reader = new ClusterReader(new NomadReads(http, sdk), view, variables, clock);
        JobSpec specs = new JobSpec(http, settings);
        this.jobs = new BotJobs(http, sdk, specs, view, reader);
        this.checks = new CheckRun(http, sdk, specs, variables, reader, view, clock);
        this.events = new EventFeed(http, view, reader::list, patience);
        this.machines =
                toMachines == null
                        ? null
                        : new Machines(new NomadHttp(toMachines, breaker), settings.coreMhz());
        this.killTimeout = settings.killTimeout();
        reader.onList(events::listed);
        view.onChange(new LostSignals(http, view, kills)::look);
    }

    @Override
    public void apply(Workload workload) {
        exclusively(workload.bot(), () -> jobs.apply(workload));
    }

    @Override
    public void stop(BotId bot, Duration grace) {
        exclusively(
                bot,
                () -> {
                    if (jobs.end(bot) && grace.compareTo(killTimeout) < 0) {
                        var _ =
                                kills.schedule(
                                        () -> jobs.kill(bot),
                                        grace.toMillis(),
                                        TimeUnit.MILLISECONDS);
                    }
                });
    }

    @Override
    public void purge(BotId bot) {
        exclusively(bot, () -> jobs.purge(bot));
    }

    @Override
    public Once runOnce(Workload once, Duration patience) throws InterruptedException {
        Set<String> former = exclusively(once.bot(), () -> checks.begin(once));
        try {
            return checks.await(once.bot(), former, patience);
        } catch (NomadFailure e) {
            throw new SchedulerUnavailable(String.valueOf(e.getMessage()), e);
        } finally {
            exclusively(
                    once.bot(),
                    () -> {
                        checks.end(once.bot(), former);
                        return former;
                    });
        }
    }

    @Override
    public synchronized void recover() {
        run(reader::list);
        reader.learnRevisions();
        if (!recovered) {
            recovered = true;
            events.start();
        }
    }

    @Override
    public Map<BotId, Observed> observe() {
        return available(reader::all);
    }

    @Override
    public Observed observe(BotId bot) {
        return available(() -> reader.one(bot));
    }

    @Override
    public List<Observed.Ended> ends(BotId bot) {
        return view.get(bot).ends();
    }

    @Override
    public Output output(BotId bot, String place) {
        return new NomadOutput(http, () -> view.get(bot), hurries, place);
    }

    @Override
    public void onChange(Consumer<BotId> hint) {
        view.onChange(hint);
    }

    @Override
    public Optional<Nodes> nodes() {
        return Optional.ofNullable(machines);
    }

    @Override
    public long epoch() {
        return available(() -> variables.rev(EPOCH));
    }

    @Override
    public void rememberEpoch(long epoch) {
        run(() -> variables.write(EPOCH, epoch, "", false));
    }

    @Override
    public boolean clustered() {
        return true;
    }

    private void exclusively(BotId bot, Runnable act) {
        var _ =
                exclusively(
                        bot,
                        () -> {
                            act.run();
                            return true;
                        });
    }

    private <T> T exclusively(BotId bot, Supplier<T> act) {
        ReentrantLock lock = locks.computeIfAbsent(bot, id -> new ReentrantLock());
        lock.lock();
        try {
            return available(act);
        } finally {
            lock.unlock();
        }
    }

    private static void run(Runnable call) {
        var _ =
                available(() -> {
                    call.run();
                    return true;
                });
    }

    private static <T> T available(Supplier<T> call) {
        try {
            return call.get();
        } catch (NomadFailure e) {
            throw new SchedulerUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        breaker.close();
        checks.close();
        kills.shutdownNow();
        events.close();
        http.close();
        sdk.close();
        if (machines != null) {
            machines.close();
        }
    }
}
