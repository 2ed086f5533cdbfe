package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.Bots;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.Notices;
import io.sath.platform.database.Replicas;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.SeamedScheduler.Moment;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.BotId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Experiment 10: two replicas on one database and one cluster. */
@PlatformTest
class TwoReplicasModuleTests {
    private static final int BOTS = 20;
    private static final int COMMANDS = Integer.getInteger("sath.commands", 200);

    @Autowired Bots bots;
    @Autowired Parts parts;
    @Autowired Replicas replicas;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;

    private final String name = "two-" + UUID.randomUUID();
    private final Clock clock = Clock.systemUTC();
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final FakeBots answers = new FakeBots(cluster, clock);
    private final List<Replica> both = new ArrayList<>();
    private final List<String> stale = new CopyOnWriteArrayList<>();
    private List<Owned> owned = List.of();

    private record Replica(FleetReplica fleet, Leadership leadership, Notices notices) {}

    @BeforeEach
    void begin() {
        for (int i = 0; i < 2; i++) {
            SeamedScheduler scheduler = new SeamedScheduler(new FakeScheduler(cluster, clock));
            int index = i;
            scheduler.at((moment, bot) -> {
                if (moment == Moment.BEFORE_APPLY || moment == Moment.BEFORE_STOP) {
                    noteAct(both.get(index));
                }
            });
            Leadership leadership = replicas.leadership();
            Notices notices = replicas.notices();
            Parts own = TestParts.of(parts, scheduler).name(name).build();
            both.add(
                    new Replica(
                            new FleetReplica(own, leadership, notices, Duration.ofSeconds(30)),
                            leadership,
                            notices));
        }
        both.forEach(each -> each.fleet().start());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> both.stream().filter(each -> each.fleet().works()).count() == 1);
    }

    @AfterEach
    void end() {
        both.forEach(each -> {
            each.fleet().close();
            each.leadership().destroy();
            each.notices().destroy();
        });
        Experiments.off(owned, bots);
    }

    /** Who acts on the cluster leads, by the database's own word. */
    private void noteAct(Replica replica) {
        long newest =
                jdbc.sql("SELECT epoch FROM leaderships WHERE duty = ?")
                        .param(name)
                        .query(Long.class)
                        .single();
        if (replica.fleet().epoch() != newest) {
            stale.add("acts in epoch " + replica.fleet().epoch() + " of " + newest);
        }
    }

    @Test
    void aCommandGivenOnTheReplicaThatDoesNotLeadIsDoneWithoutWaitingForASweep() {
        owned = Experiments.bots(1, fixtures, bots);
        Replica other =
                both.stream().filter(each -> !each.fleet().works()).findFirst().orElseThrow();
        Owned one = owned.getFirst();
        bots.start(one.tenant(), one.owner());
        other.fleet().wantedChanged(one.tenant());
        await().atMost(Duration.ofSeconds(10)).until(() -> runs(one));
    }

    @Test
    void theLastOfManyParallelCommandsWinsWhoeverLeads() throws Exception {
        Random random = Experiments.random("E10 two replicas");
        owned = Experiments.bots(BOTS, fixtures, bots);
        Map<BotId, Boolean> last = new ConcurrentHashMap<>();
        List<List<Boolean>> plan = new ArrayList<>();
        for (int i = 0; i < BOTS; i++) {
            plan.add(new ArrayList<>());
        }
        for (int i = 0; i < COMMANDS; i++) {
            plan.get(random.nextInt(BOTS)).add(random.nextBoolean());
        }
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < BOTS; i++) {
                Owned one = owned.get(i);
                List<Boolean> commands = plan.get(i);
                all.add(
                        people.submit(() -> {
                            for (int n = 0; n < commands.size(); n++) {
                                command(one, commands.get(n), both.get(n % 2));
                                last.put(one.bot(), commands.get(n));
                            }
                        }));
            }
            // The lead changes hands in the middle of it.
            Replica leading =
                    both.stream().filter(each -> each.fleet().works()).findFirst().orElseThrow();
            leading.leadership().resign(name);
            for (Future<?> each : all) {
                each.get();
            }
        }
        long done = System.nanoTime();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    answers.known().forEach(answers::beat);
                    assertThat(owned)
                            .allSatisfy(one ->
                                    assertThat(runs(one))
                                            .isEqualTo(last.getOrDefault(one.bot(), false)));
                });
        System.out.printf(
                "{\"experiment\":\"E10\",\"commands\":%d,\"runs\":%d,\"convergedMs\":%d}%n",
                COMMANDS,
                cluster.instances(),
                Duration.ofNanos(System.nanoTime() - done).toMillis());
        assertThat(stale).isEmpty();
    }

    private void command(Owned one, boolean on, Replica replica) {
        if (on) {
            bots.start(one.tenant(), one.owner());
        } else {
            bots.stop(one.tenant(), one.owner(), StopPolicy.LEAVE);
        }
        replica.fleet().wantedChanged(one.tenant());
    }

    private boolean runs(Owned one) {
        return new FakeScheduler(cluster, clock).observe(one.bot()) instanceof Observed.Running;
    }
}
