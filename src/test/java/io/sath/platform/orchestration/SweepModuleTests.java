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
 * A fleet on the scheduler in memory and the real database: how long a full sweep takes.
 *
 * <p>{@code -Dsath.bench.bots=1000} measures the goal (at most 2 s) and prints it as a JSON line.
 */
@PlatformTest
class SweepModuleTests {
    private static final int BOTS = Integer.getInteger("sath.bench.bots", 100);
    private static final Duration GOAL = Duration.ofSeconds(2);

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
        } finally {
            // Other tests run a fleet of their own on the same database.
            owners.forEach(owner -> bots.stop(owner.tenantId(), owner, StopPolicy.LEAVE));
        }
    }

    private static long millis(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
