package io.sath.platform.orchestration.scheduler.fake;

import io.sath.platform.orchestration.scheduler.Nodes;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Observed.Cause;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.shared.BotId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory, for tests: workloads say what the test lets them say.
 *
 * <p>Several schedulers over one {@link Cluster} are platforms that come one after the other.
 */
public final class FakeScheduler implements WorkloadScheduler {
    private final Cluster cluster;
    private final Clock clock;
    private final List<Consumer<BotId>> hints = new CopyOnWriteArrayList<>();

    public FakeScheduler(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** A bot that answers by itself to what it is told. */
    public interface Script {
        /**
         * The workload has new settings.
         *
         * @param started they are the first of a run
         */
        void told(BotId bot, String settings, boolean started);
    }

    /** What goes on while platforms come and go. */
    public static final class Cluster {
        private final Map<BotId, Job> jobs = new ConcurrentHashMap<>();
        private final boolean obeysWords;
        private final Map<BotId, List<String>> delivered = new ConcurrentHashMap<>();
        private volatile @Nullable Function<Workload, Once> onceAnswer;
        private final Map<BotId, List<Workload>> started = new ConcurrentHashMap<>();
        private volatile @Nullable Script script;
        private int instances;
        private volatile boolean draining;
        private volatile long epoch;

        /**
         * @param obeysWords workloads obey the words of the contract's test in their settings
         */
        public Cluster(boolean obeysWords) {
            this.obeysWords = obeysWords;
        }

        /** The workload says this on its standard output. */
        public void say(BotId bot, String line) {
            job(bot).add(new Output.Line(Output.Stream.STDOUT, line, false));
        }

        /** The workload ends by itself. */
        public void die(BotId bot, int exitCode, Instant at) {
            job(bot).end(exitCode, Cause.ITSELF, at);
        }

        /** The settings that are in place. */
        public String settings(BotId bot) {
            return job(bot).settings;
        }

        /** Workloads answer like this from now on. */
        public void follow(Script answers) {
            script = answers;
        }

        /** What each run of the bot was started as, in order. */
        public List<Workload> started(BotId bot) {
            return List.copyOf(started.getOrDefault(bot, List.of()));
        }

        /** A workload that no platform of this cluster's asked for. */
        public void stray(BotId bot, long settingsRev, Instant at) {
            Job job = job(bot);
            synchronized (job) {
                job.observed =
                        new Observed.Running(instance(), "stray", settingsRev, at, "fake", false);
                job.settingsRev = settingsRev;
            }
        }

        /** What each start and each single run was handed, in order: a line, or a path. */
        public List<String> delivered(BotId bot) {
            return List.copyOf(delivered.getOrDefault(bot, List.of()));
        }

        /** Single runs end like this. */
        public void answerOnce(Function<Workload, Once> answer) {
            onceAnswer = answer;
        }

        private void deliver(Workload workload) {
            String handed =
                    switch (workload.secrets().get()) {
                        case SecretDelivery.ByStdin line -> {
                            try (line) {
                                yield new String(line.line().bytes(), StandardCharsets.UTF_8);
                            }
                        }
                        case SecretDelivery.ByVault(String path, var keys) -> path + " " + keys;
                    };
            delivered
                    .computeIfAbsent(workload.bot(), id -> new CopyOnWriteArrayList<>())
                    .add(handed);
        }

        /** How many runs there were in all. */
        public synchronized int instances() {
            return instances;
        }

        private synchronized String instance() {
            instances++;
            return "fake-" + instances;
        }

        private Job job(BotId bot) {
            return jobs.computeIfAbsent(bot, id -> new Job());
        }
    }

    private static final class Job {
        private final List<Output.Line> lines = new ArrayList<>();
        private Observed observed = new Observed.Absent();
        private String settings = "";
        private long settingsRev;
        private @Nullable Instant killAt;

        synchronized void add(Output.Line line) {
            lines.add(line);
        }

        synchronized List<Output.Line> from(int index) {
            return new ArrayList<>(
                    lines.subList(
                            Math.min(index, lines.size()), Math.min(index + 500, lines.size())));
        }

        synchronized void end(@Nullable Integer code, Cause cause, Instant at) {
            if (observed instanceof Observed.Running running) {
                observed = new Observed.Ended(running.instance(), code, cause, at);
                killAt = null;
            }
        }
    }

    @Override
    public void apply(Workload workload) {
        Job job = cluster.job(workload.bot());
        boolean started = false;
        synchronized (job) {
            boolean fresh = job.settingsRev != workload.settingsRev();
            job.settings = workload.settings();
            job.settingsRev = workload.settingsRev();
            if (job.observed instanceof Observed.Running running) {
                if (running.ending()) {
                    return;
                }
                if (!running.specHash().equals(workload.specHash())) {
                    stop(workload.bot(), Duration.ofSeconds(60));
                    return;
                }
                job.observed = running(running, workload.settingsRev(), false);
                if (fresh) {
                    obey(workload.bot(), job, false);
                }
            } else {
                cluster.deliver(workload);
                cluster.started
                        .computeIfAbsent(workload.bot(), id -> new CopyOnWriteArrayList<>())
                        .add(workload);
                job.observed =
                        new Observed.Running(
                                cluster.instance(),
                                workload.specHash(),
                                workload.settingsRev(),
                                clock.instant(),
                                "fake",
                                false);
                started = true;
                obey(workload.bot(), job, true);
            }
        }
        if (started) {
            hint(workload.bot());
        }
    }

    private void obey(BotId bot, Job job, boolean started) {
        Script script = cluster.script;
        if (script != null) {
            script.told(bot, job.settings, started);
        }
        if (!cluster.obeysWords) {
            return;
        }
        job.add(new Output.Line(Output.Stream.STDOUT, "settings " + job.settings, false));
        if (job.settings.contains("counts")) {
            for (int i = 1; i <= 2000; i++) {
                job.add(new Output.Line(Output.Stream.STDOUT, "line " + i, false));
            }
        }
        if (job.settings.contains("fails")) {
            job.add(new Output.Line(Output.Stream.STDERR, "it failed", false));
            job.end(7, Cause.ITSELF, clock.instant());
            hint(bot);
        }
    }

    @Override
    public Once runOnce(Workload once, Duration patience) {
        cluster.deliver(once);
        Function<Workload, Once> answer = cluster.onceAnswer;
        if (answer != null) {
            return answer.apply(once);
        }
        String settings = once.settings();
        List<String> lines = new ArrayList<>(List.of("settings " + settings));
        if (settings.contains("counts")) {
            for (int i = 1; i <= 2000; i++) {
                lines.add("line " + i);
            }
        }
        boolean ends = settings.contains("once") || settings.contains("fails");
        return new Once(
                lines.subList(0, Math.min(lines.size(), Once.MAX_LINES)),
                ends ? Integer.valueOf(settings.contains("fails") ? 7 : 0) : null,
                !ends);
    }

    private static Observed.Running running(Observed.Running now, long rev, boolean ending) {
        return new Observed.Running(
                now.instance(), now.specHash(), rev, now.startedAt(), now.node(), ending);
    }

    @Override
    public void stop(BotId bot, Duration grace) {
        Job job = cluster.job(bot);
        synchronized (job) {
            if (!(job.observed instanceof Observed.Running running) || running.ending()) {
                return;
            }
            if (cluster.obeysWords && job.settings.contains("stubborn")) {
                job.observed = running(running, running.settingsRev(), true);
                job.killAt = clock.instant().plus(grace);
                return;
            }
            if (cluster.obeysWords) {
                job.add(new Output.Line(Output.Stream.STDOUT, "ended", false));
            }
            job.end(143, Cause.ASKED, clock.instant());
        }
        hint(bot);
    }

    @Override
    public void purge(BotId bot) {
        Job job = cluster.job(bot);
        synchronized (job) {
            if (!(job.observed instanceof Observed.Running)) {
                job.observed = new Observed.Absent();
                job.lines.clear();
                job.settingsRev = 0;
            }
        }
    }

    @Override
    public void recover() {
        cluster.jobs.keySet().forEach(this::observe);
    }

    @Override
    public Map<BotId, Observed> observe() {
        Map<BotId, Observed> all = new HashMap<>();
        for (BotId bot : cluster.jobs.keySet()) {
            Observed observed = observe(bot);
            if (!(observed instanceof Observed.Absent)) {
                all.put(bot, observed);
            }
        }
        return Map.copyOf(all);
    }

    @Override
    public Observed observe(BotId bot) {
        Job job = cluster.jobs.get(bot);
        if (job == null) {
            return new Observed.Absent();
        }
        synchronized (job) {
            if (job.killAt != null && !clock.instant().isBefore(job.killAt)) {
                job.end(137, Cause.KILLED, clock.instant());
            }
            return job.observed;
        }
    }

    @Override
    public Output output(BotId bot, String place) {
        Job job = cluster.job(bot);
        return new Output() {
            private int index = place.isEmpty() ? 0 : Integer.parseInt(place);
            private volatile boolean closed;

            @Override
            public Chunk next(Duration wait) throws InterruptedException {
                long until = System.nanoTime() + wait.toNanos();
                while (true) {
                    List<Line> lines = job.from(index);
                    index += lines.size();
                    if (!lines.isEmpty() || closed || System.nanoTime() >= until) {
                        return new Chunk(lines, String.valueOf(index), 0);
                    }
                    synchronized (this) {
                        wait(10);
                    }
                }
            }

            @Override
            public void stored(String stored) {}

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @Override
    public void onChange(Consumer<BotId> hint) {
        hints.add(hint);
    }

    /** One machine without end, which a test may drain. */
    @Override
    public Optional<Nodes> nodes() {
        return Optional.of(
                new Nodes() {
                    @Override
                    public List<Node> list() {
                        int workloads =
                                (int)
                                        observe().values().stream()
                                                .filter(Observed.Running.class::isInstance)
                                                .count();
                        return List.of(
                                new Node(
                                        "fake-1",
                                        "fake",
                                        true,
                                        cluster.draining,
                                        true,
                                        1_000_000,
                                        128L * workloads,
                                        100_000,
                                        10 * workloads,
                                        workloads));
                    }

                    @Override
                    public void drain(String id, boolean on) {
                        if (!id.equals("fake-1")) {
                            throw new IllegalArgumentException("no machine " + id);
                        }
                        cluster.draining = on;
                    }
                });
    }

    @Override
    public long epoch() {
        return cluster.epoch;
    }

    @Override
    public void rememberEpoch(long epoch) {
        cluster.epoch = epoch;
    }

    private void hint(BotId bot) {
        hints.forEach(hint -> hint.accept(bot));
    }
}
