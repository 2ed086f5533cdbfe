package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.SeamedScheduler.Moment;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Experiment 20: a backup was put back, and the cluster runs what that does not know. */
@PlatformTest
class RestoredDatabaseModuleTests {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Parts parts;
    @Autowired FleetActs acts;
    @Autowired FleetView view;
    @Autowired FleetRows rows;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;

    private final String name = "restored-" + UUID.randomUUID();
    private final Clock clock = Clock.systemUTC();
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final SeamedScheduler scheduler =
            new SeamedScheduler(new FakeScheduler(cluster, clock));
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<BotId> strays = new ArrayList<>();
    private List<Owned> owned = List.of();
    private Caller operator;

    @BeforeEach
    void begin() {
        operator =
                fixtures.caller(
                        fixtures.person(), EnumSet.of(Role.USER, Role.ADMIN, Role.SUPERADMIN));
        owned = Experiments.bots(6, fixtures, bots);
        scheduler.at((moment, bot) -> {
            if (Stream.of(Moment.BEFORE_APPLY, Moment.BEFORE_STOP, Moment.BEFORE_PURGE)
                    .anyMatch(moment::equals)) {
                done.add(moment + " " + bot);
            }
        });
    }

    @AfterEach
    void end() {
        Experiments.off(owned, bots);
    }

    @Test
    void nothingIsStartedOrEndedUntilAnOperatorConfirmsAndThenAllIs() {
        for (int i = 0; i < 5; i++) {
            BotId stray = BotId.random(new SecureRandom());
            strays.add(stray);
            cluster.stray(stray, 7, clock.instant());
        }
        // Two are wanted and do not run; two run by newer settings; two are wanted off and run so.
        owned.subList(0, 4).forEach(one -> bots.start(one.tenant(), one.owner()));
        owned.subList(2, 6).forEach(one -> cluster.stray(one.bot(), 900, clock.instant()));
        try (Reconciler reconciler = reconciler()) {
            reconciler.sweep();
            reconciler.sweep();
            owned.forEach(one -> reconciler.lookNow(fleet.wanted(one.tenant()).orElseThrow()));
            assertThat(done).isEmpty();
            FleetView.Hold hold = view.health(name).hold();
            assertThat(hold).isNotNull();
            assertThat(hold.unknown()).isEqualTo(5);
            assertThat(hold.ahead()).isEqualTo(4);
            assertThat(rows.orphans(name))
                    .extracting(FleetRows.OrphanRow::bot)
                    .containsExactlyInAnyOrderElementsOf(strays);

            assertThatThrownBy(() -> acts.lift(name, owned.getFirst().owner()))
                    .isInstanceOf(Problem.class);
            acts.lift(name, operator);
            long lifted = System.nanoTime();
            reconciler.sweep();
            assertThat(view.health(name).hold()).isNull();
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(owned.subList(0, 2)).allMatch(one -> runs(one.bot())));
            for (Owned one : owned.subList(2, 4)) {
                assertThat(fleet.wanted(one.tenant()).orElseThrow().settingsRev())
                        .isGreaterThan(900);
            }
            System.out.printf(
                    "{\"experiment\":\"E20\",\"convergedMs\":%d}%n",
                    Duration.ofNanos(System.nanoTime() - lifted).toMillis());
            assertThat(strays).allMatch(this::runs);
        }
    }

    @Test
    void anOrphanIsEndedOnAnOperatorsOrderAndNoOther() {
        for (int i = 0; i < 3; i++) {
            BotId stray = BotId.random(new SecureRandom());
            strays.add(stray);
            cluster.stray(stray, 1, clock.instant());
        }
        try (Reconciler reconciler = reconciler()) {
            reconciler.sweep();
            BotId one = strays.getFirst();
            assertThatThrownBy(() -> acts.stopOrphan(name, owned.getFirst().owner(), one))
                    .isInstanceOf(Problem.class);
            assertThatThrownBy(() -> acts.stopOrphan(name, operator, owned.getFirst().bot()))
                    .isInstanceOf(Problem.class);
            acts.stopOrphan(name, operator, one);
            reconciler.sweep();
            assertThat(runs(one)).isFalse();
            assertThat(strays.subList(1, 3)).allMatch(this::runs);
            reconciler.sweep();
            assertThat(rows.orphans(name))
                    .filteredOn(row -> row.bot().equals(one))
                    .singleElement()
                    .satisfies(row -> assertThat(row.endedAt()).isNotNull());
        }
    }

    @Test
    void anOrphanThatWasReportedBeforeHoldsNoLaterLeader() {
        BotId stray = BotId.random(new SecureRandom());
        cluster.stray(stray, 1, clock.instant());
        try (Reconciler first = reconciler()) {
            first.sweep();
            acts.lift(name, operator);
        }
        try (Reconciler second = reconciler()) {
            second.sweep();
            assertThat(view.health(name).hold()).isNull();
            assertThat(runs(stray)).isTrue();
        }
    }

    @Test
    void aClusterThatRemembersALaterEpochIsEvidenceWhereNothingRunsAnyMore() {
        bots.start(owned.getFirst().tenant(), owned.getFirst().owner());
        new FakeScheduler(cluster, clock).rememberEpoch(1_000_000);
        try (Reconciler reconciler = reconciler()) {
            reconciler.sweep();
            assertThat(done).isEmpty();
            FleetView.Hold hold = view.health(name).hold();
            assertThat(hold).isNotNull();
            assertThat(hold.clusterEpoch()).isEqualTo(1_000_000);
            acts.lift(name, operator);
            reconciler.sweep();
            await().atMost(SOON).until(() -> runs(owned.getFirst().bot()));
        }
    }

    private boolean runs(BotId bot) {
        return new FakeScheduler(cluster, clock).observe(bot) instanceof Observed.Running;
    }

    private Reconciler reconciler() {
        return TestParts.lead(TestParts.of(parts, scheduler).name(name).build(), leadership);
    }
}
