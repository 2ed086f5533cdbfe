package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.Bots;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.Caller;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A fleet on the scheduler in memory and the real database: how long a full sweep takes, when a
 * death is seen, and how much memory the platform takes.
 *
 * <p>{@code -Dsath.bench.bots=1000} measures the goal (at most 2 s) and prints it as a JSON line.
 */
@PlatformTest
class SweepModuleTests {
    private static final int BOTS = Integer.getInteger("sath.bench.bots", 100);
    private static final Duration GOAL = Duration.ofSeconds(2);
    private static final Duration SEEN = Duration.ofSeconds(5);
    private static final long HEAP_MB = 512;

    @Autowired Bots bots;
    @Autowired Parts parts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;

    @Test
    void aSweepOverTheWholeFleetStaysWithinItsGoal() {
        List<Caller> owners = new ArrayList<>();
        for (int i = 0; i < BOTS; i++) {
            Fixtures.Person person = fixtures.person();
            Caller owner = fixtures.owner(person);
            bots.start(person.tenant(), owner);
            owners.add(owner);
        }
        FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        InstantSource machine = InstantSource.system();
        Clock clock =
                ((InstantSource) () -> machine.instant().plus(ahead.get()))
                        .withZone(ZoneOffset.UTC);
        try (Reconciler reconciler =
                TestParts.lead(
                        TestParts.of(parts, new FakeScheduler(cluster, clock)).clock(clock).build(),
                        leadership)) {
            reconciler.recover();
            long starting = millis(reconciler::sweep);
            await().atMost(Duration.ofSeconds(30)).until(() -> cluster.instances() >= BOTS);
            millis(reconciler::sweep);
            long steady = millis(reconciler::sweep);
            for (int i = 0; i < 4; i++) {
                steady = Math.max(steady, millis(reconciler::sweep));
            }
            // Half a minute later every sight is written anew.
            ahead.set(Duration.ofSeconds(31));
            long writing = millis(reconciler::sweep);
            System.out.printf(
                    "{\"bench\":\"sweep\",\"bots\":%d,\"startingMs\":%d,\"sweepMs\":%d,\"writingMs\":%d,\"goalMs\":%d}%n",
                    BOTS, starting, steady, writing, GOAL.toMillis());
            assertThat(Duration.ofMillis(Math.max(steady, writing))).isLessThanOrEqualTo(GOAL);
            assertThat(cluster.instances()).isEqualTo(BOTS);
            long seen = diedAndSeen(cluster, clock, owners.get(BOTS / 2));
            long heap = heapMb();
            System.out.printf(
                    "{\"bench\":\"fleet\",\"bots\":%d,\"diedSeenMs\":%d,\"goalMs\":%d,\"heapMb\":%d,\"goalMb\":%d}%n",
                    BOTS, seen, SEEN.toMillis(), heap, HEAP_MB);
            assertThat(Duration.ofMillis(seen)).isLessThanOrEqualTo(SEEN);
            assertThat(heap).isLessThan(HEAP_MB);
        } finally {
            // Other tests run a fleet of their own on the same database.
            owners.forEach(owner -> bots.stop(owner.tenantId(), owner, StopPolicy.LEAVE));
        }
    }

    /** No event tells of it. */
    private long diedAndSeen(FakeScheduler.Cluster cluster, Clock clock, Caller owner) {
        return millis(() -> {
            cluster.die(bots.status(owner.tenantId()).botId(), 1, clock.instant());
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> bots.status(owner.tenantId()).restarts() == 1);
        });
    }

    /** Of the whole platform, after a collection. */
    @SuppressWarnings("DoNotCall")
    private static long heapMb() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static long millis(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
