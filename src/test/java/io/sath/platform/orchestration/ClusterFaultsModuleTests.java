package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.Notices;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.SeamedScheduler.Moment;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.BotId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Experiments 2, 3 and 5: the cluster refuses, is silent, or tells of nothing. */
@PlatformTest
class ClusterFaultsModuleTests {
    private static final Duration BACK = Duration.ofSeconds(60);

    @Autowired Bots bots;
    @Autowired Parts parts;
    @Autowired FleetView view;
    @Autowired Leadership leadership;
    @Autowired Notices notices;
    @Autowired Fixtures fixtures;

    private final String name = "faults-" + UUID.randomUUID();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Clock clock =
            ((InstantSource) () -> Clock.systemUTC().instant().plus(ahead.get()))
                    .withZone(ZoneOffset.UTC);
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final FakeBots answers = new FakeBots(cluster, clock);
    private final SeamedScheduler scheduler =
            new SeamedScheduler(new FakeScheduler(cluster, clock));
    private final CountDownLatch over = new CountDownLatch(1);
    private List<Owned> owned = List.of();

    @BeforeEach
    void begin() {
        owned = Experiments.bots(20, fixtures, bots);
    }

    @AfterEach
    void end() {
        over.countDown();
        Experiments.off(owned, bots);
    }

    @Test
    void noCommandIsLostWhileTheClusterIsAwayAndAllIsDoneSoonAfterItsReturn() throws Exception {
        owned.subList(0, 5).forEach(one -> bots.start(one.tenant(), one.owner()));
        try (FleetReplica replica = replica(Duration.ofSeconds(15))) {
            replica.start();
            await().atMost(BACK).until(() -> running() == 5);
            scheduler.at((moment, bot) -> {
                throw new SchedulerUnavailable("connection refused", new ConnectException());
            });
            // The next sweep is 30 s away: five orders in a row that fail tell it before.
            for (Owned one : owned.subList(5, 20)) {
                bots.start(one.tenant(), one.owner());
                replica.wantedChanged(one.tenant());
            }
            bots.stop(owned.get(0).tenant(), owned.get(0).owner(), null);
            replica.wantedChanged(owned.get(0).tenant());
            await().atMost(BACK).until(() -> replica.isAway());
            long slowest = 0;
            for (Owned one : owned) {
                long asked = System.nanoTime();
                assertThat(bots.status(one.tenant()).state())
                        .isNotEqualTo(BotStatus.State.CRASH_LOOPING);
                slowest = Math.max(slowest, System.nanoTime() - asked);
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
            await().atMost(BACK).until(() -> view.health(name).awaySince() != null);
            assertThat(view.health(name).awayReason()).contains("connection refused");
            assertThat(running()).isEqualTo(5);
            long returned = System.nanoTime();
            scheduler.at((moment, bot) -> {});
            await().atMost(BACK).until(() -> running() == 19);
            await().atMost(BACK).until(() -> view.health(name).awaySince() == null);
            System.out.printf(
                    "{\"experiment\":\"E2\",\"commands\":16,\"lost\":0,\"convergedMs\":%d,\"statusMs\":%d}%n",
                    Duration.ofNanos(System.nanoTime() - returned).toMillis(),
                    Duration.ofNanos(slowest).toMillis());
        }
    }

    @Test
    void oneCallWithoutAnAnswerHoldsUpNoOtherBotAndNoSweep() {
        BotId silent = owned.getFirst().bot();
        owned.forEach(one -> bots.start(one.tenant(), one.owner()));
        scheduler.at((moment, bot) -> {
            if (moment == Moment.BEFORE_APPLY && silent.equals(bot)) {
                waitForTheEnd();
            }
        });
        try (Reconciler reconciler = reconciler(Duration.ofSeconds(2))) {
            long began = System.nanoTime();
            assertThat(reconciler.sweep()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(20));
            await().atMost(Duration.ofSeconds(10)).until(() -> running() == 19);
            assertThat(reconciler.nextTryAt()).isNull();
            scheduler.at((moment, bot) -> {});
            await().atMost(BACK).until(() -> running() == 20);
        }
    }

    @Test
    void aClusterThatTakesCallsAndNeverAnswersIsFoundToBeAway() {
        owned.forEach(one -> bots.start(one.tenant(), one.owner()));
        scheduler.at((moment, bot) -> waitForTheEnd());
        try (Reconciler reconciler = reconciler(Duration.ofSeconds(1))) {
            long began = System.nanoTime();
            assertThat(reconciler.sweep()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(10));
            assertThat(reconciler.nextTryAt()).isNotNull();
            assertThat(view.health(name).awayReason()).contains("no answer");
            scheduler.at((moment, bot) -> {});
            assertThat(reconciler.sweep()).isTrue();
            await().atMost(BACK).until(() -> running() == 20);
        }
    }

    @Test
    void whatNoEventToldOfIsRightAfterTwoSweeps() {
        Random random = Experiments.random("E5 events missed");
        owned.forEach(one -> bots.start(one.tenant(), one.owner()));
        try (Reconciler reconciler = reconciler(Duration.ofSeconds(15))) {
            reconciler.sweep();
            await().atMost(BACK).until(() -> running() == 20);
            scheduler.withoutHints();
            List<Owned> died = owned.stream().filter(one -> random.nextBoolean()).toList();
            int instances = cluster.instances();
            Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            died.forEach(one -> cluster.die(one.bot(), 1, at));
            sweepLater(reconciler);
            sweepLater(reconciler);
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> {
                        assertThat(running()).isEqualTo(20);
                        assertThat(cluster.instances()).isEqualTo(instances + died.size());
                    });
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() ->
                            assertThat(died)
                                    .allSatisfy(one ->
                                            assertThat(bots.status(one.tenant()).restarts())
                                                    .as(
                                                            "%s",
                                                            parts.rows()
                                                                    .get(one.tenant(), one.bot())
                                                                    .orders()
                                                                    .past())
                                                    .isEqualTo(1)));
        }
    }

    @Test
    void whereAllAreSilentTogetherTheyAreNotEndedAllAtOnce() {
        owned.forEach(one -> bots.start(one.tenant(), one.owner()));
        try (Reconciler reconciler = reconciler(Duration.ofSeconds(15))) {
            reconciler.sweep();
            await().atMost(BACK).until(() -> running() == 20);
            // Between two looks the readers find that there is nothing to read.
            await().pollInterval(Duration.ofMillis(1_200))
                    .atMost(BACK)
                    .until(() -> {
                        ahead.updateAndGet(before -> before.plus(Duration.ofSeconds(8)));
                        reconciler.sweep();
                        return cluster.instances() > 20;
                    });
            reconciler.sweep();
            assertThat(cluster.instances()).isEqualTo(21);
        }
    }

    /** As after half a minute, in which the bots beat. */
    private void sweepLater(Reconciler reconciler) {
        ahead.updateAndGet(before -> before.plus(Duration.ofSeconds(30)));
        owned.stream().filter(this::isRunning).forEach(one -> answers.beat(one.bot()));
        reconciler.sweep();
    }

    private boolean isRunning(Owned one) {
        return new FakeScheduler(cluster, clock).observe(one.bot()) instanceof Observed.Running;
    }

    private long running() {
        return owned.stream().filter(this::isRunning).count();
    }

    private FleetReplica replica(Duration patience) {
        return new FleetReplica(own(patience), leadership, notices, Duration.ofSeconds(30));
    }

    private Reconciler reconciler(Duration patience) {
        return TestParts.lead(own(patience), leadership);
    }

    private Parts own(Duration patience) {
        return TestParts.of(parts, scheduler).name(name).clock(clock).patience(patience).build();
    }

    private void waitForTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchedulerUnavailable("interrupted", e);
        }
    }
}
