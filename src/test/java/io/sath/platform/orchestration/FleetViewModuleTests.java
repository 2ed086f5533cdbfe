package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Sight;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of the fleet and order of it, with a leader at work on the real database. */
@PlatformTest
class FleetViewModuleTests {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired Bots bots;
    @Autowired Parts parts;
    @Autowired FleetView view;
    @Autowired FleetActs acts;
    @Autowired Rollouts rollouts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;

    private final Clock clock = Clock.systemUTC();
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final FakeBots answers = new FakeBots(cluster, clock);
    private List<Owned> owned = List.of();
    private Caller operator;
    private Reconciler reconciler;

    @BeforeEach
    void begin() {
        operator =
                fixtures.caller(
                        fixtures.person(), EnumSet.of(Role.USER, Role.ADMIN, Role.SUPERADMIN));
        owned = Experiments.bots(2, fixtures, bots);
        bots.start(owned.getFirst().tenant(), owned.getFirst().owner());
        reconciler =
                TestParts.lead(
                        TestParts.of(parts, new FakeScheduler(cluster, clock))
                                .name(Orchestration.FLEET)
                                .build(),
                        leadership);
        reconciler.sweep();
    }

    @AfterEach
    void end() {
        reconciler.close();
        Experiments.off(owned, bots);
        leadership.resign(Orchestration.FLEET);
    }

    @Test
    void anOperatorSeesWhoLeadsAndHowTheFleetIs() {
        FleetView.Health health = view.health(operator);
        assertThat(health.led()).isTrue();
        assertThat(health.leader()).isEqualTo("test");
        assertThat(health.epoch()).isPositive();
        assertThat(health.awaySince()).isNull();
        assertThat(health.sweptAt()).isNotNull();
        assertThat(health.wanted()).isPositive();
        assertThat(health.hold()).isNull();
    }

    @Test
    void anOperatorSeesEachBotWithItsMachineAndItsBuild() {
        Owned one = owned.getFirst();
        await().atMost(SOON)
                .untilAsserted(() -> {
                    answers.beat(one.bot());
                    reconciler.sweep();
                    assertThat(line(one))
                            .satisfies(line -> {
                                assertThat(line.desired()).isTrue();
                                assertThat(line.phase()).isEqualTo(Sight.Phase.RUNNING);
                                assertThat(line.node()).isEqualTo("fake");
                                assertThat(line.beatAt()).isNotNull();
                                assertThat(line.program()).isEqualTo(TestParts.PROGRAM.version());
                            });
                });
        assertThat(line(owned.getLast()).desired()).isFalse();
    }

    @Test
    void aMachineIsDrainedAndTakenBackOnOrder() {
        FleetView.NodeLine node = node();
        assertThat(node.name()).isEqualTo("fake");
        assertThat(node.memoryFreeMb()).isPositive();
        acts.drain(operator, node.id(), true);
        assertThat(node().drainOrdered()).isTrue();
        reconciler.sweep();
        reconciler.sweep();
        assertThat(node().draining()).isTrue();
        assertThat(node().drainOrdered()).isNull();
        acts.drain(operator, node.id(), false);
        reconciler.sweep();
        reconciler.sweep();
        assertThat(node().draining()).isFalse();
        assertThatThrownBy(() -> acts.drain(operator, "nowhere", true)).isInstanceOf(Problem.class);
        assertThat(audited("orchestration.node-drained")).isEqualTo(1);
        assertThat(audited("orchestration.node-in-use")).isEqualTo(1);
    }

    @Test
    void nobodyButAnOperatorSeesOrOrdersAnything() {
        Caller tenants = owned.getFirst().owner();
        List<Consumer<Caller>> calls =
                List.of(
                        view::health,
                        view::bots,
                        view::nodes,
                        view::unplaced,
                        view::orphans,
                        rollouts::versions,
                        rollouts::list,
                        caller -> acts.lift(caller),
                        caller -> acts.drain(caller, "fake-1", true),
                        caller -> acts.stopOrphan(caller, owned.getFirst().bot()),
                        caller -> rollouts.begin(caller, "x", List.of()));
        for (Consumer<Caller> call : calls) {
            assertThatThrownBy(() -> call.accept(tenants))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.code().word()).isEqualTo("forbidden"));
        }
    }

    @Test
    void whoReadsTheTenantsBotsStandsInTheAuditOnce() {
        view.bots(operator);
        view.bots(operator);
        view.unplaced(operator);
        assertThat(audited("orchestration.fleet-read")).isEqualTo(1);
    }

    private FleetView.BotLine line(Owned of) {
        return view.bots(operator).stream()
                .filter(line -> line.bot().equals(of.bot()))
                .findFirst()
                .orElseThrow();
    }

    private FleetView.NodeLine node() {
        return view.nodes(operator).getFirst();
    }

    private long audited(String action) {
        return parts.scope()
                .call(
                        new io.sath.platform.shared.TenantId(new java.util.UUID(0, 0)),
                        () ->
                                jdbc.sql(
                                                """
                                                SELECT count(*) FROM audit_entries
                                                WHERE action = ? AND actor_id = ?
                                                """)
                                        .params(action, operator.userId().value())
                                        .query(Long.class)
                                        .single());
    }
}
