package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.Rollouts.Ring;
import io.sath.platform.orchestration.Rollouts.Rollout;
import io.sath.platform.orchestration.Rollouts.State;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A new build of the bot program comes to the bots ring by ring, or goes back. */
@PlatformTest
class RolloutModuleTests {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration SOAK = Duration.ofMinutes(30);
    private static final int BOTS = 12;

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Parts parts;
    @Autowired Rollouts rollouts;
    @Autowired RolloutRows rows;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;

    private final String name = "rollout-" + UUID.randomUUID();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final FakeBots answers = new FakeBots(cluster, clock);
    private final Program old = new Program(sha());
    private final Program fresh = new Program(sha());
    private List<Owned> owned = List.of();
    private Caller operator;
    private Reconciler reconciler;

    private static String sha() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    @BeforeEach
    void begin() {
        operator =
                fixtures.caller(
                        fixtures.person(), EnumSet.of(Role.USER, Role.ADMIN, Role.SUPERADMIN));
        owned = Experiments.bots(BOTS, fixtures, bots);
        owned.forEach(one -> bots.start(one.tenant(), one.owner()));
        reconciler = lead();
        pass(Duration.ZERO);
        assertThat(on(old)).isEqualTo(BOTS);
        rows.saw(fresh, now.get());
    }

    @AfterEach
    void end() {
        reconciler.close();
        Experiments.off(owned, bots);
    }

    @Test
    void aSoundBuildGoesFromTheCanariesToAll() {
        Owned canary = owned.get(3);
        begin(List.of(canary.tenant()));
        untilMoved(1);
        assertThat(version(canary)).isEqualTo(fresh);
        pass(Duration.ofMinutes(29));
        assertThat(on(fresh)).isEqualTo(1);
        pass(Duration.ofMinutes(2));
        assertThat(rollout().ring()).isEqualTo(Ring.FEW);
        untilMoved(2);
        soak();
        assertThat(rollout().ring()).isEqualTo(Ring.QUARTER);
        untilMoved(4);
        soak();
        assertThat(rollout().ring()).isEqualTo(Ring.ALL);
        untilMoved(BOTS);
        soak();
        assertThat(rollout().state()).isEqualTo(State.DONE);
        assertThat(rows.base(name)).hasValue(fresh);
        // Each moved once, and the next leader keeps to it.
        assertThat(cluster.instances()).isEqualTo(2 * BOTS);
        reconciler.close();
        reconciler = lead();
        reconciler.sweep();
        pass(Duration.ofSeconds(30));
        assertThat(cluster.instances()).isEqualTo(2 * BOTS);
    }

    @Test
    void whenErrorsRiseItGoesBackByItselfAndSaysWhy() {
        Owned canary = owned.getFirst();
        begin(List.of(canary.tenant()));
        untilMoved(1);
        for (int i = 0; i < 4; i++) {
            answers.error(canary.bot(), "fault " + i);
        }
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(15));
                    return rollout().state() == State.BACK;
                });
        assertThat(rollout().reason()).isNotNull();
        assertThat(rollout().reason().key()).isEqualTo("orchestration.rollout.errors");
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(1));
                    return on(old) == BOTS;
                });
        assertThat(rows.base(name)).hasValue(old);
    }

    @Test
    void aBotThatCrashLoopsOnTheNewBuildGoesBackAndRunsAgain() {
        Owned canary = owned.getFirst();
        begin(List.of(canary.tenant()));
        untilMoved(1);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    if (runs(canary) && version(canary).equals(fresh)) {
                        cluster.die(canary.bot(), 1, now.get());
                    }
                    pass(Duration.ofSeconds(20));
                    return rollout().state() == State.BACK;
                });
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(1));
                    return runs(canary) && version(canary).equals(old);
                });
    }

    @Test
    void aBotWithOpenPositionsWhoseRecordsAreNotAllStoredStaysUntilTheyAre() {
        Owned canary = owned.getFirst();
        answers.beat(canary.bot(), 1, 5);
        await().atMost(SOON)
                .until(() -> parts.rows().get(canary.tenant(), canary.bot()).told().open());
        rollouts.begin(name, operator, fresh.version(), List.of(canary.tenant()));
        pass(Duration.ofSeconds(5), one -> {});
        pass(Duration.ofSeconds(10), one -> {});
        assertThat(on(fresh)).isZero();
        assertThat(rollout().ring()).isEqualTo(Ring.CANARY);
        answers.beat(canary.bot(), 0, 5);
        untilMoved(1);
    }

    @Test
    void anOperatorStopsItGoesOnWithItAndTurnsItBack() {
        begin(List.of(owned.getFirst().tenant()));
        untilMoved(1);
        UUID id = rollout().id();
        rollouts.turn(name, operator, id, "test", State.STOPPED);
        soak();
        soak();
        assertThat(on(fresh)).isEqualTo(1);
        assertThat(rollout().state()).isEqualTo(State.STOPPED);
        rollouts.turn(name, operator, id, "test", State.RUNNING);
        soak();
        untilMoved(2);
        rollouts.turn(name, operator, id, "test", State.BACK);
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(1));
                    return on(old) == BOTS;
                });
        assertThatThrownBy(() -> rollouts.turn(name, operator, id, "test", State.RUNNING))
                .isInstanceOf(Problem.class);
    }

    @Test
    void onlyAnOperatorBeginsOneAndOnlyOneAtATimeOfAKnownBuild() {
        assertThatThrownBy(() ->
                        rollouts.begin(name, owned.getFirst().owner(), fresh.version(), List.of()))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> rollouts.begin(name, operator, "0000000000000000", List.of()))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> rollouts.begin(name, operator, old.version(), List.of()))
                .isInstanceOf(Problem.class);
        begin(List.of());
        assertThat(rollout().ring()).isEqualTo(Ring.FEW);
        assertThatThrownBy(() -> begin(List.of())).isInstanceOf(Problem.class);
    }

    private void begin(List<TenantId> canaries) {
        rollouts.begin(name, operator, fresh.version(), canaries);
        pass(Duration.ofSeconds(1));
    }

    private Rollout rollout() {
        return rollouts.list(name).getFirst();
    }

    /** Until that many run the new build, with all others on the old one. */
    private void untilMoved(int count) {
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(1));
                    return on(fresh) == count && on(old) == BOTS - count;
                });
    }

    private void soak() {
        pass(SOAK.plusSeconds(1));
        pass(Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        pass(time, one -> answers.beat(one.bot()));
    }

    /** Time passes while the bots beat; then a sweep. */
    private void pass(Duration time, java.util.function.Consumer<Owned> beat) {
        now.updateAndGet(before -> before.plus(time));
        List<Owned> running = owned.stream().filter(this::runs).toList();
        running.forEach(beat);
        for (Owned one : running) {
            UUID run = answers.run(one.bot());
            long seq = answers.seq(one.bot());
            await().atMost(SOON)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() ->
                            parts.rows().get(one.tenant(), one.bot()).runs().getOrDefault(run, 0L)
                                    >= seq);
        }
        reconciler.sweep();
    }

    private boolean runs(Owned one) {
        return new FakeScheduler(cluster, clock).observe(one.bot()) instanceof Observed.Running;
    }

    private Program version(Owned one) {
        List<Workload> started = cluster.started(one.bot());
        return started.getLast().program();
    }

    private int on(Program program) {
        return (int)
                owned.stream().filter(one -> runs(one) && version(one).equals(program)).count();
    }

    private Reconciler lead() {
        return TestParts.lead(
                TestParts.of(parts, new FakeScheduler(cluster, clock))
                        .name(name)
                        .clock(clock)
                        .program(() -> old)
                        .rollout(new RolloutSettings(RolloutSettings.Arrival.WAITS, SOAK, 3))
                        .build(),
                leadership);
    }
}
