package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotStatus;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.SeamedScheduler.Moment;
import io.sath.platform.orchestration.SeamedScheduler.Seam;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.nomad.NomadLink;
import io.sath.platform.orchestration.scheduler.nomad.RealNomad;
import io.sath.platform.support.PlatformTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Killed starts of the real bot on a real Nomad, seen by Nomad's own API and by the machine: of
 * each comes one job, which was placed once, and one process, whose heartbeat the next platform
 * hears.
 *
 * <p>Each platform has a connection of its own, which ends with it. The order to the cluster is the
 * registration on the wire: a platform dies when its settings are written and no job is there, and
 * when the job is registered and no answer has come.
 */
@PlatformTest
@ExtendWith(RealCluster.NomadAtHand.class)
class NomadStartKillsModuleTests extends StartKills {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static RealNomad nomad;

    NomadStartKillsModuleTests() {
        super("E1 kills in a start on Nomad", 1);
    }

    @BeforeAll
    static void start() throws Exception {
        RealCluster.runtime();
        nomad = RealNomad.own(null, RealCluster.RUNTIME);
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        if (nomad == null) {
            return;
        }
        try {
            assertThat(nomad.get("/v1/jobs?namespace=bots")).isEmpty();
            assertThat(nomad.get("/v1/vars?namespace=bots&prefix=nomad/jobs/bot-")).isEmpty();
            assertThat(nomad.tasks()).isEmpty();
        } finally {
            nomad.close();
        }
    }

    private record OnTheWire(NomadLink link, SeamedScheduler scheduler) implements Way {
        @Override
        public void at(Seam happens) {
            link.aroundRegistrations(
                    () -> happens.at(Moment.BEFORE_APPLY, null),
                    () -> happens.at(Moment.AFTER_APPLY, null));
            scheduler.at((moment, bot) -> {
                if (moment != Moment.BEFORE_APPLY && moment != Moment.AFTER_APPLY) {
                    happens.at(moment, bot);
                }
            });
        }

        @Override
        public void cut() {
            link.cut();
        }

        @Override
        public void close() {
            link.close();
        }
    }

    @Override
    Way way(Owned owned) throws Exception {
        NomadLink link = NomadLink.to(nomad);
        WorkloadScheduler adapter = link.adapter(nomad, RealCluster.DRIVER, RealCluster.JAVA_HOME);
        return new OnTheWire(link, new SeamedScheduler(adapter));
    }

    @Override
    Parts parts(Way way, String name) {
        return TestParts.of(parts, way.scheduler())
                .name(name)
                .keys(TestParts.keysByVault(parts.clock()))
                .program(parts.program())
                .build();
    }

    @Override
    int begun(Owned owned) throws Exception {
        return nomad.get("/v1/jobs?namespace=bots&prefix=bot-" + owned.bot()).size();
    }

    @Override
    @Nullable String wrong(Owned owned, BotStatus status) throws Exception {
        String job = "bot-" + owned.bot();
        List<String> jobs =
                nomad.get("/v1/jobs?namespace=bots")
                        .valueStream()
                        .map(each -> each.path("ID").asString())
                        .toList();
        List<JsonNode> placements =
                nomad.get("/v1/job/" + job + "/allocations?namespace=bots&all=true")
                        .valueStream()
                        .toList();
        Map<String, Set<Long>> processes = nomad.tasks();
        boolean once =
                jobs.equals(List.of(job))
                        && placements.size() == 1
                        && placements.getFirst().path("ClientStatus").asString().equals("running")
                        && placements.getFirst().path("DesiredStatus").asString().equals("run")
                        && processes
                                .keySet()
                                .equals(Set.of(placements.getFirst().path("ID").asString()))
                        && processes.values().stream().allMatch(of -> of.size() == 1);
        boolean known =
                status.state() == BotStatus.State.RUNNING
                        && status.lastBeatAt() != null
                        && status.restarts() == 0;
        return once && known
                ? null
                : "jobs %s, placements %s, processes %s, state %s, beat %s, restarts %d"
                        .formatted(
                                jobs,
                                placements.stream().map(NomadStartKillsModuleTests::brief).toList(),
                                processes,
                                status.state(),
                                status.lastBeatAt(),
                                status.restarts());
    }

    private static String brief(JsonNode placement) {
        return placement.path("ID").asString()
                + " "
                + placement.path("ClientStatus").asString()
                + "/"
                + placement.path("DesiredStatus").asString();
    }

    @Override
    void end(Owned owned, Reconciler last) {
        last.lookNow(wanted(owned));
        await().atMost(SOON).until(() -> begun(owned) == 0 && nomad.tasks().isEmpty());
    }
}
