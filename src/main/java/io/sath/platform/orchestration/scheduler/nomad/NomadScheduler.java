package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretDelivery.ByVault;
import io.sath.platform.shared.BotId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each bot as a job of a Nomad cluster, which starts it again and moves it by itself.
 *
 * <p>What is seen comes from a whole list with every {@link #observe()}, from the cluster's events
 * in between, and from reading back what was done here. Another spec is registered over the former
 * one: the cluster then ends the old run before it starts the new one, on the same data. Writes are
 * sent once; whether one that broke off was carried out is read back.
 */
final class NomadScheduler implements WorkloadScheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NomadScheduler.class);
    private static final int TRIES = 3;
    private static final int READERS = 16;

    /** Beside the bots' settings, where the platform may write. */
    private static final String EPOCH = "nomad/jobs/sath-platform/epoch";

    /** Nothing is decided on a view that is older. */
    private static final Duration TRUSTED = Duration.ofSeconds(90);

    private static final Duration JUST_LISTED = Duration.ofSeconds(1);

    private final Breaker breaker;
    private final NomadHttp http;
    private final NomadSdk sdk;
    private final NomadReads reads;
    private final ClusterView view;
    private final EventFeed events;
    private final Variables variables;
    private final JobSpec specs;
    private final CheckRun checks;
    private final NomadSettings settings;
    private final Clock clock;
    private final Map<BotId, Long> revs = new ConcurrentHashMap<>();
    private final Map<BotId, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final ScheduledExecutorService kills =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("nomad-kills").factory());
    private boolean recovered;
    private volatile Instant listedAt = Instant.MIN;

    NomadScheduler(
            NomadAccess access, NomadSettings settings, EventFeed.Patience patience, Clock clock) {
        this.breaker = new Breaker(clock);
        this.settings = settings;
        this.clock = clock;
        this.http = new NomadHttp(access, breaker);
        this.sdk = new NomadSdk(access, breaker);
        this.reads = new NomadReads(http, sdk);
        this.view = new ClusterView();
        this.variables = new Variables(http, access.namespace());
        this.specs = new JobSpec(http, settings);
        this.events = new EventFeed(http, view, this::list, patience);
        this.checks = new CheckRun(http, sdk, specs, variables, this::readBack, view::get, clock);
    }

    @Override
    public void apply(Workload workload) {
        exclusively(
                workload.bot(),
                () -> {
                    for (int attempt = 1; !applied(workload); attempt++) {
                        if (attempt == TRIES) {
                            throw new NomadFailure.Conflict(
                                    "others change this job all the time", 0);
                        }
                        readBack(workload.bot());
                    }
                });
    }

    /** False where somebody else changed the job meanwhile. */
    private boolean applied(Workload workload) {
        BotId bot = workload.bot();
        JobId id = JobId.of(bot);
        BotSeen seen = current(bot);
        JobSeen job = seen.job();
        if (job != null
                && !job.dead()
                && !job.checkOnly()
                && job.specHash().equals(workload.specHash())) {
            if (rev(bot) != workload.settingsRev()) {
                write(workload, seen);
            }
            return true;
        }
        if (job != null && job.stop() && seen.live() != null) {
            // It ends; a new one would run beside it.
            return true;
        }
        ByVault secrets = byVault(workload.secrets().get());
        write(workload, seen);
        String spec = specs.running(workload, secrets);
        try {
            sdk.register(spec, job == null ? 0 : job.jobModifyIndex());
        } catch (NomadFailure.Conflict e) {
            return false;
        } catch (NomadFailure.Unavailable e) {
            JobSeen now = e.ambiguous ? readBack(bot).job() : null;
            if (now == null || now.stop() || !now.specHash().equals(workload.specHash())) {
                throw e;
            }
            LOG.info("{}: the answer was lost, the registration was not", id.value());
            return true;
        }
        readBack(bot);
        return true;
    }

    /** What a running bot was told is newer, should it be so; of one that rests nothing is. */
    private void write(Workload workload, BotSeen seen) {
        revs.put(
                workload.bot(),
                variables.write(
                        JobId.of(workload.bot()).variable(BotSeen.BOT),
                        workload.settingsRev(),
                        workload.settings(),
                        seen.live() == null));
    }

    static ByVault byVault(SecretDelivery delivery) {
        return switch (delivery) {
            case ByVault vault -> vault;
            case SecretDelivery.ByStdin stdin -> {
                stdin.close();
                throw new IllegalStateException(
                        "a job of the cluster reads its keys from Vault; this delivery is for a"
                                + " local process");
            }
        };
    }

    @Override
    public void stop(BotId bot, Duration grace) {
        exclusively(
                bot,
                () -> {
                    BotSeen seen = current(bot);
                    JobSeen job = seen.job();
                    if (job == null || job.checkOnly()) {
                        return;
                    }
                    if (!job.stop()) {
                        end(bot);
                    }
                    if (grace.compareTo(settings.killTimeout()) < 0) {
                        var _ =
                                kills.schedule(
                                        () -> kill(bot), grace.toMillis(), TimeUnit.MILLISECONDS);
                    }
                });
    }

    private void end(BotId bot) {
        try {
            sdk.deregister(JobId.of(bot), false);
        } catch (NomadFailure.Unavailable e) {
            JobSeen now = e.ambiguous ? readBack(bot).job() : null;
            if (!e.ambiguous || (now != null && !now.stop())) {
                throw e;
            }
            return;
        }
        readBack(bot);
    }

    /** The cluster kills by itself after its own timeout; this is for a shorter grace. */
    private void kill(BotId bot) {
        BotSeen seen = view.get(bot);
        AllocationSeen live = seen.live();
        if (live != null && seen.job() != null && seen.job().stop()) {
            try {
                http.kill(live.allocationId());
            } catch (NomadFailure e) {
                LOG.warn("bot {}: could not be killed: {}", bot, e.getMessage());
            }
        }
    }

    @Override
    public void purge(BotId bot) {
        exclusively(
                bot,
                () -> {
                    BotSeen seen = current(bot);
                    JobSeen job = seen.job();
                    boolean over =
                            seen.observed(0) instanceof Observed.Ended ended && !ended.again();
                    if (job == null || !over) {
                        return;
                    }
                    forget(bot);
                });
    }

    private void forget(BotId bot) {
        JobId id = JobId.of(bot);
        try {
            view.gone(bot, NomadReads.index(sdk.deregister(id, true)));
        } catch (NomadFailure.Unavailable e) {
            if (!e.ambiguous || readBack(bot).job() != null) {
                throw e;
            }
        }
        revs.remove(bot);
        variables.delete(id.variable(BotSeen.BOT));
        variables.delete(id.variable(BotSeen.CHECK));
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
        // Another replica may have written since this one last led.
        revs.clear();
        var _ = available(this::list);
        learnRevisions();
        if (!recovered) {
            recovered = true;
            events.start();
        }
    }

    @Override
    public Map<BotId, Observed> observe() {
        if (listedAt.plus(JUST_LISTED).isBefore(clock.instant())) {
            var _ = available(this::list);
        }
        Map<BotId, Observed> all = new HashMap<>();
        view.all()
                .forEach((bot, seen) -> {
                    Observed observed = seen.observed(revs.getOrDefault(bot, 0L));
                    if (!(observed instanceof Observed.Absent)) {
                        all.put(bot, observed);
                    }
                });
        return Map.copyOf(all);
    }

    @Override
    public Observed observe(BotId bot) {
        return available(() -> {
            BotSeen seen = current(bot);
            AllocationSeen live = seen.live();
            if (live == null) {
                return seen.observed(0);
            }
            return (seen.specHash(live) == null ? withSpec(bot) : seen).observed(rev(bot));
        });
    }

    /** Of a placement that is older than its job's last registration: of which spec it is. */
    private BotSeen withSpec(BotId bot) {
        BotSeen seen = readBack(bot);
        AllocationSeen live = seen.live();
        if (live != null && seen.specHash(live) == null) {
            Map<Long, String> hashes = reads.hashes(JobId.of(bot));
            view.set(bot, known -> known.withHashes(hashes));
        }
        return view.get(bot);
    }

    @Override
    public List<Observed.Ended> ends(BotId bot) {
        return view.get(bot).ends();
    }

    @Override
    public Output output(BotId bot, String place) {
        return new NomadOutput(http, () -> view.get(bot), place);
    }

    @Override
    public void onChange(Consumer<BotId> hint) {
        view.onChange(hint);
    }

    /** The settings that every running bot has, before anybody compares with them. */
    private void learnRevisions() {
        Semaphore slots = new Semaphore(READERS);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            view.all()
                    .forEach((bot, seen) -> {
                        if (seen.live() != null) {
                            var _ =
                                    readers.submit(() -> {
                                        slots.acquireUninterruptibly();
                                        try {
                                            return available(() -> rev(bot));
                                        } finally {
                                            slots.release();
                                        }
                                    });
                        }
                    });
        }
    }

    @Override
    public long epoch() {
        return available(() -> variables.rev(EPOCH));
    }

    @Override
    public void rememberEpoch(long epoch) {
        var _ = available(() -> variables.write(EPOCH, epoch, "", false));
    }

    @Override
    public boolean clustered() {
        return true;
    }

    private Instant list() {
        NomadReads.Whole whole = reads.all();
        view.take(whole);
        events.listed(whole.index());
        listedAt = clock.instant();
        return listedAt;
    }

    private BotSeen current(BotId bot) {
        return listedAt.plus(TRUSTED).isBefore(clock.instant()) ? readBack(bot) : view.get(bot);
    }

    private BotSeen readBack(BotId bot) {
        BotSeen fresh = reads.one(JobId.of(bot));
        if (fresh.nothing()) {
            JobSeen known = view.get(bot).job();
            view.gone(bot, known == null ? -1 : known.modifyIndex());
        } else {
            view.set(bot, known -> fresh.over(known));
        }
        return view.get(bot);
    }

    /** The revision of the settings that are in place. */
    private long rev(BotId bot) {
        Long known = revs.get(bot);
        if (known == null) {
            known = variables.rev(JobId.of(bot).variable(BotSeen.BOT));
            Long written = revs.putIfAbsent(bot, known);
            known = written == null ? known : written;
        }
        return known;
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
    }
}
