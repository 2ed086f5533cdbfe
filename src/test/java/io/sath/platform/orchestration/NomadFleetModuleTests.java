package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.nomad.RecordedNomad;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A fleet on Nomad: the adapter of operation over HTTP against a server that answers from a real
 * Nomad's recordings, every bot's log followed, and the real database.
 *
 * <p>{@code -Dsath.bench.bots=1000} measures the goals and prints them as JSON lines; {@code
 * -Dsath.bench.steady=60} is how many seconds the fleet is watched at rest.
 */
@PlatformTest
class NomadFleetModuleTests {
    private static final int BOTS = Integer.getInteger("sath.bench.bots", 60);
    private static final int STEADY_SECONDS = Integer.getInteger("sath.bench.steady", 2);
    private static final Duration SWEEP = Duration.ofSeconds(2);
    private static final Duration SEEN = Duration.ofSeconds(5);
    private static final long HEAP_MB = 512;
    private static final int BEAT_SECONDS = 10;
    private static final int TICKS = 100;

    @Autowired Bots bots;
    @Autowired Parts parts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Clock clock =
            ((InstantSource) () -> InstantSource.system().instant().plus(ahead.get()))
                    .withZone(ZoneOffset.UTC);
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    private RecordedNomad nomad;
    private WorkloadScheduler adapter;
    private FakeBots said;
    private List<Owned> all;
    private Reconciler reconciler;
    private int next;

    @BeforeEach
    void open() throws Exception {
        nomad = new RecordedNomad();
        said = new FakeBots(nomad.cluster()::say, clock);
        nomad.cluster().follow(said);
        all = Experiments.bots(BOTS, fixtures, bots);
        all.forEach(one -> bots.start(one.tenant(), one.owner()));
        adapter = nomad.adapter(clock);
        reconciler =
                TestParts.lead(
                        TestParts.of(parts, adapter)
                                .keys(TestParts.keysByVault(clock))
                                .clock(clock)
                                .build(),
                        leadership);
    }

    @AfterEach
    void close() {
        beats.shutdownNow();
        reconciler.close();
        Experiments.off(all, bots);
        nomad.close();
    }

    @Test
    void theFleetIsKeptWithinItsGoals() throws Exception {
        start();
        steady();
        sweeps();
        deaths();
        missed("gap", this::unheard);
        missed("early-eof", this::cutOff);
        missed("silence", this::muted);
        weight();
    }

    private void start() {
        long began = System.nanoTime();
        reconciler.recover();
        long sweep = millis(reconciler::sweep);
        await().atMost(Duration.ofMinutes(5))
                .until(() -> nomad.cluster().running() == BOTS && nomad.followed() >= BOTS);
        long heard =
                millis(() -> await().atMost(Duration.ofMinutes(2)).until(() -> told() == BOTS));
        print(
                "start",
                "\"sweepMs\":%d,\"allHeardMs\":%d,\"followed\":%d",
                sweep,
                sinceMillis(began),
                nomad.followed());
        assertThat(heard).isLessThan(Duration.ofMinutes(2).toMillis());
        assertThat(nomad.cluster().jobs()).isEqualTo(BOTS);
        assertThat(nomad.cluster().registrations()).isEqualTo(BOTS);
        // Each bot beats every ten seconds, a hundredth of them at once.
        var _ =
                beats.scheduleAtFixedRate(
                        this::beat, 0, BEAT_SECONDS * 1_000_000L / TICKS, TimeUnit.MICROSECONDS);
    }

    /** How many bots are known to run, by what they said. */
    private long told() {
        return all.stream().filter(one -> bots.status(one.tenant()).lastBeatAt() != null).count();
    }

    private void beat() {
        int most = Math.ceilDiv(BOTS, TICKS);
        for (int i = 0; i < most; i++) {
            said.beat(all.get(next).bot());
            next = (next + 1) % BOTS;
        }
    }

    /** As in operation: beats, and a sweep every half minute. */
    private void steady() throws InterruptedException {
        reconciler.sweep();
        OperatingSystemMXBean machine =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = machine.getProcessCpuTime();
        long bytes = nomad.bytes();
        Instant began = Instant.now();
        ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger swept = new AtomicInteger();
        try (sweeper) {
            var _ =
                    sweeper.scheduleAtFixedRate(
                            () -> {
                                reconciler.sweep();
                                swept.incrementAndGet();
                            },
                            0,
                            30,
                            TimeUnit.SECONDS);
            boolean unused = beats.awaitTermination(STEADY_SECONDS, TimeUnit.SECONDS);
            assertThat(unused).isFalse();
            sweeper.shutdown();
        }
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1e3;
        print(
                "steady",
                "\"seconds\":%.1f,\"sweeps\":%d,\"cpuPercentOfACore\":%.1f,\"bytesPerSecond\":%.0f",
                seconds,
                swept.get(),
                (machine.getProcessCpuTime() - cpu) / 1e7 / seconds,
                (nomad.bytes() - bytes) / seconds);
    }

    /** Another one, with a list of its own: one that comes within a second has none. */
    private void sweep() {
        ahead.accumulateAndGet(Duration.ofSeconds(2), Duration::plus);
        reconciler.sweep();
    }

    private void sweeps() {
        long slowest = 0;
        long bytes = nomad.bytes();
        for (int i = 0; i < 5; i++) {
            slowest = Math.max(slowest, millis(this::sweep));
        }
        bytes = (nomad.bytes() - bytes) / 5;
        // Every sight is written anew; nobody has been silent for long.
        ahead.accumulateAndGet(Duration.ofSeconds(14), Duration::plus);
        long writing = millis(this::sweep);
        ahead.accumulateAndGet(Duration.ofSeconds(2), Duration::plus);
        long list = millis(adapter::observe);
        print(
                "sweep",
                "\"sweepMs\":%d,\"writingMs\":%d,\"listMs\":%d,\"goalMs\":%d,\"bytes\":%d",
                slowest,
                writing,
                list,
                SWEEP.toMillis(),
                bytes);
        assertThat(Duration.ofMillis(Math.max(slowest, writing))).isLessThanOrEqualTo(SWEEP);
    }

    /** By an event, and by a sweep where none comes. */
    private void deaths() {
        List<Long> heard = new ArrayList<>();
        for (Owned one : all.subList(0, 10)) {
            heard.add(seen(one, () -> nomad.cluster().die(one.bot(), 1)));
        }
        nomad.swallowEvents(true);
        List<Long> swept = new ArrayList<>();
        for (Owned one : all.subList(10, 15)) {
            swept.add(
                    seen(
                            one,
                            () -> {
                                nomad.cluster().die(one.bot(), 1);
                                sweep();
                            }));
        }
        nomad.swallowEvents(false);
        print(
                "died",
                "\"byEventMs\":%d,\"bySweepMs\":%d,\"goalMs\":%d",
                heard.stream().max(Long::compare).orElseThrow(),
                swept.stream().max(Long::compare).orElseThrow(),
                SEEN.toMillis());
        assertThat(heard).allMatch(ms -> ms <= SEEN.toMillis());
        assertThat(swept).allMatch(ms -> ms <= SEEN.toMillis());
        all.subList(0, 15).forEach(one -> nomad.cluster().startAgain(one.bot()));
    }

    private long seen(Owned one, Runnable death) {
        int before = bots.status(one.tenant()).restarts();
        return millis(() -> {
            death.run();
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> bots.status(one.tenant()).restarts() > before);
        });
    }

    /** Half of the fleet dies, and a part of that runs again, and is not heard. */
    private void missed(String how, Faults faults) {
        List<Owned> dead = all.subList(0, Math.min(500, BOTS / 2));
        List<Integer> before =
                dead.stream().map(one -> bots.status(one.tenant()).restarts()).toList();
        faults.during(() -> {
            for (int i = 0; i < dead.size(); i++) {
                nomad.cluster().die(dead.get(i).bot(), 1);
                if (i % 2 == 0) {
                    nomad.cluster().startAgain(dead.get(i).bot());
                }
            }
        });
        int sweeps = 0;
        while (!isRight(dead, before) && sweeps < 3) {
            sweep();
            sweeps++;
        }
        print(
                "missed",
                "\"how\":\"%s\",\"changes\":%d,\"sweeps\":%d,\"goalSweeps\":2",
                how,
                dead.size() * 3 / 2,
                sweeps);
        assertThat(sweeps).as(how).isLessThanOrEqualTo(2);
        nomad.mute(false);
        dead.forEach(one -> nomad.cluster().startAgain(one.bot()));
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    sweep();
                    return all.stream()
                            .allMatch(one ->
                                    bots.status(one.tenant()).state() == BotStatus.State.RUNNING);
                });
    }

    private boolean isRight(List<Owned> dead, List<Integer> before) {
        for (int i = 0; i < dead.size(); i++) {
            if (bots.status(dead.get(i).tenant()).restarts() != before.get(i) + 1) {
                return false;
            }
        }
        return true;
    }

    private interface Faults {
        void during(Runnable changes);
    }

    /** Only heartbeats come meanwhile. */
    private void unheard(Runnable changes) {
        nomad.swallowEvents(true);
        changes.run();
        nomad.swallowEvents(false);
    }

    /** The stream ends, and what happens before the next one is more than a cluster keeps. */
    private void cutOff(Runnable changes) {
        nomad.endEvents();
        changes.run();
    }

    /** Nothing comes at all, and goes on so. */
    private void muted(Runnable changes) {
        nomad.mute(true);
        changes.run();
    }

    @SuppressWarnings("DoNotCall")
    private void weight() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        print(
                "weight",
                "\"heapMb\":%d,\"goalMb\":%d,\"platformThreads\":%d,\"followed\":%d",
                heap,
                HEAP_MB,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                nomad.followed());
        assertThat(heap).isLessThan(HEAP_MB);
    }

    private static void print(String bench, String fields, Object... values) {
        System.out.printf("{\"bench\":\"nomad-fleet-%s\",\"bots\":%d,", bench, BOTS);
        System.out.printf(fields, values);
        System.out.println("}");
    }

    private static long sinceMillis(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private static long millis(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return sinceMillis(began);
    }
}
