package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.secrets.Needles;
import io.sath.platform.support.Rest;
import io.sath.platform.support.RestPerson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole chain as people and operators see it: bots on a real Nomad, their keys in a real Vault
 * or OpenBao, and what happens where one of the servers, or the platform itself, goes away.
 *
 * <p>It starts both from the PATH and skips by one line where one is missing. {@code
 * -Dsath.cluster.bots=20 -Dsath.cluster.away=600 -Dsath.cluster.sealed=900 -Dsath.cluster.kills=200
 * -Dsath.cluster.duel=300 -Dsath.commands=200 -Dsath.cluster.stops=100} make it as long as the
 * goals say; {@code -Dsath.cluster.driver=raw_exec} is for who is not root.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(RealCluster.AtHand.class)
class ClusterE2E {
    private static final int BOTS = Integer.getInteger("sath.cluster.bots", 5);
    private static final Duration AWAY = Duration.ofSeconds(Long.getLong("sath.cluster.away", 10));
    private static final Duration SEALED =
            Duration.ofSeconds(Long.getLong("sath.cluster.sealed", 3));
    private static final int KILLS = Integer.getInteger("sath.cluster.kills", 1);
    private static final Duration DUEL = Duration.ofSeconds(Long.getLong("sath.cluster.duel", 10));
    private static final int COMMANDS = Integer.getInteger("sath.commands", 40);
    private static final int STOPS = Integer.getInteger("sath.cluster.stops", 15);
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;

    private static RealCluster cluster;

    @BeforeAll
    static void begin() throws Exception {
        cluster = RealCluster.start(folder, BOTS);
    }

    @AfterAll
    static void end() throws Exception {
        if (cluster != null) {
            cluster.end();
        }
    }

    @Test
    @Order(1)
    void aBotRunsTradesAndTakesNewSettings() throws Exception {
        RestPerson person = cluster.people.getFirst();
        long began = System.nanoTime();
        person.start();
        JsonNode first = person.awaitStatus(SOON, RealCluster::beats);
        long toHeartbeat = since(began);
        began = System.nanoTime();
        int revision =
                person.configure(config -> {
                    config.put("maxTradesPerDay", 100);
                    config.withObject("replay").put("speed", "3600");
                });
        JsonNode changed =
                person.awaitStatus(SOON, now -> now.path("appliedRevision").asInt() == revision);
        long toApplied = since(began);
        assertThat(changed.path("startedAt")).isEqualTo(first.path("startedAt"));
        assertThat(changed.path("restarts").asInt()).isZero();
        await().atMost(SOON).until(() -> !items(person, "logs?source=bot").isEmpty());
        await().atMost(SOON).until(() -> !items(person, "trades?view=fills").isEmpty());
        System.out.printf(
                "{\"experiment\":\"cluster start\",\"heartbeatMs\":%d,\"settingsAppliedMs\":%d}%n",
                toHeartbeat, toApplied);
    }

    @Test
    @Order(2)
    void aStoredKeyIsTestedBesideTheRunningBot() throws Exception {
        RestPerson person = cluster.people.getFirst();
        cluster.everybodyRuns();
        Map<String, Set<Long>> before = cluster.nomad.tasks();
        person.ask(
                202,
                "POST",
                "keys/test",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("keyId", key(person).path("id").asString()));
        await().atMost(SOON).until(() -> key(person).path("status").asString().equals("ok"));
        assertThat(key(person).path("rights")).extracting(JsonNode::asString).contains("trade");
        await().atMost(SOON).until(() -> cluster.nomad.tasks().equals(before));
    }

    @Test
    @Order(3)
    void noSecretStandsInTheClusterAndNobodyElseReadsIt() throws Exception {
        cluster.everybodyRuns();
        RestPerson person = cluster.people.getFirst();
        String bot = person.bot();
        String place = "tenants/bot-" + bot + "/" + key(person).path("id").asString();
        assertThat(cluster.vault.value(place, "apiSecret")).isEqualTo(RealCluster.secret(0));
        assertThat(cluster.vault.refuses(cluster.vault.platformToken(), place)).isTrue();
        ForeignJob other = new ForeignJob(cluster.nomad);
        assertThat(cluster.vault.refuses(other.token(), place)).isTrue();
        assertThat(cluster.vault.refuses(other.token(), "tenants/" + other.id() + "/any"))
                .isFalse();
        other.end();
        Needles needles = new Needles(cluster.secrets());
        String job = "/v1/job/bot-" + bot;
        String variables = "/v1/var/nomad/jobs/bot-" + bot;
        for (String path :
                List.of(job, job + "/allocations", job + "/versions", variables + "/bot")) {
            String said = cluster.nomad.get(path + "?namespace=bots").toString();
            assertThat(said).contains(bot);
            assertThat(needles.in(said)).as(path).isEmpty();
        }
        for (Path file : List.of(cluster.nomad.log(), cluster.platform.logFile())) {
            assertThat(needles.in(file)).as(file.toString()).isEmpty();
        }
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            for (long process : processes.mapToLong(ProcessHandle::pid).toArray()) {
                assertThat(needles.in(proc(process, "environ") + proc(process, "cmdline")))
                        .as("process %d", process)
                        .isEmpty();
            }
        }
    }

    @Test
    @Order(4)
    void botsOutliveTheirAgentAndAStopGivenMeanwhileIsCarriedOut() throws Exception {
        cluster.everybodyRuns();
        RestPerson stopped = cluster.people.getLast();
        List<RestPerson> others = cluster.people.subList(0, BOTS - 1);
        Map<String, Set<Long>> before = cluster.nomad.tasks();
        String leaving = Objects.requireNonNull(cluster.alive().get(stopped.bot())).getFirst();
        cluster.nomad.kill();
        stopped.stop("flatten");
        try (Repeatedly pages = new Repeatedly(Duration.ofMillis(100), cluster::lookAtAPage)) {
            pages.goOnFor(AWAY);
            assertThat(cluster.nomad.tasks()).isEqualTo(before);
            Instant back = Instant.now();
            long began = System.nanoTime();
            cluster.nomad.again();
            long ready = since(began);
            others.forEach(each -> each.awaitStatus(SOON, now -> beatsSince(now, back)));
            long adopted = since(began);
            stopped.awaitStatus(SOON, RealCluster::isStopped);
            long carriedOut = since(began);
            await().atMost(SOON).until(() -> !cluster.nomad.tasks().containsKey(leaving));
            before.remove(leaving);
            assertThat(cluster.nomad.tasks()).isEqualTo(before);
            assertThat(cluster.people)
                    .allSatisfy(
                            each -> assertThat(each.status().path("restarts").asInt()).isZero());
            System.out.printf(
                    "{\"experiment\":\"nomad away\",\"bots\":%d,\"awaySeconds\":%d,\"calls\":%d,\"p95Ms\":%d,"
                            + "\"agentReadyMs\":%d,\"adoptedMs\":%d,\"stopCarriedOutMs\":%d,"
                            + "\"goal\":\"p95 500, converged 60000\"}%n",
                    BOTS,
                    AWAY.toSeconds(),
                    pages.times(),
                    pages.p95Millis(),
                    ready,
                    adopted,
                    carriedOut);
            assertThat(pages.p95Millis()).isLessThan(500);
        }
    }

    @Test
    @Order(5)
    void aSealedVaultRefusesSavesAndHoldsBackStartsAlone() throws Exception {
        cluster.everybodyRuns();
        RestPerson queued = cluster.people.getLast();
        List<RestPerson> others = cluster.people.subList(0, BOTS - 1);
        queued.stop("leave");
        queued.awaitStatus(SOON, RealCluster::isStopped);
        await().atMost(SOON).until(() -> cluster.nomad.tasks().size() == BOTS - 1);
        Map<String, Set<Long>> before = cluster.nomad.tasks();
        List<JsonNode> keys = items(queued, "keys/exchange");
        queued.get("users/me");
        cluster.vault.seal();
        long began = System.nanoTime();
        Rest.Reply refused =
                queued.saveKey(503, "sealed", RealCluster.apiKey(BOTS - 1), RealCluster.secret(0));
        long toRefusal = since(began);
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(toRefusal).isLessThan(2_000);
        assertThat(items(queued, "keys/exchange")).isEqualTo(keys);
        queued.start();
        queued.awaitStatus(SOON, now -> !now.path("reason").isNull());
        await().during(SEALED)
                .atMost(SEALED.plus(SOON))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(others).allMatch(each -> RealCluster.beats(each.status()));
                    assertThat(cluster.nomad.tasks()).isEqualTo(before);
                });
        assertThat(queued.status().path("state").asString()).isEqualTo("starting");
        cluster.vault.unseal();
        began = System.nanoTime();
        JsonNode running = queued.awaitStatus(SOON, RealCluster::beats);
        System.out.printf(
                "{\"experiment\":\"vault sealed\",\"bots\":%d,\"sealedSeconds\":%d,\"saveRefusedMs\":%d,"
                        + "\"queuedStartRunsAfterMs\":%d,\"goal\":\"refused 2000, runs 60000\"}%n",
                BOTS, SEALED.toSeconds(), toRefusal, since(began));
        assertThat(running.path("restarts").asInt()).isZero();
        String saved = queued.saveKey("sealed", RealCluster.apiKey(0), RealCluster.secret(0));
        queued.ask(204, "DELETE", "keys/exchange/" + saved, null);
    }

    @Test
    @Order(6)
    void aKilledPlatformEndsItsStartsWithOneRunEach() throws Exception {
        cluster.everybodyStops("leave");
        KilledStarts starts = new KilledStarts(cluster, Experiments.random("killed starts"));
        for (int i = 0; i < KILLS; i++) {
            starts.kill();
        }
        starts.tell(KILLS);
    }

    @Test
    @Order(7)
    void twoReplicasNeverRunABotTwiceAndTheLastCommandHolds() throws Exception {
        new ReplicaDuel(cluster, cluster.startReplica())
                .run(COMMANDS, DUEL, Experiments.random("two replicas"));
    }

    @Test
    @Order(8)
    void aStopInTheMidstOfAStartIsHeard() throws Exception {
        cluster.people.forEach(each -> each.stop("leave"));
        cluster.people.forEach(each -> each.awaitStatus(SOON, RealCluster::isStopped));
        Random random = Experiments.random("stops in a start");
        long slowest = 0;
        for (int round = 0; round < STOPS; round++) {
            RestPerson person = cluster.people.get(round % BOTS);
            person.start();
            Thread.sleep(random.nextInt(1_200));
            long asked = System.nanoTime();
            person.stop("leave");
            person.awaitStatus(SOON, RealCluster::isStopped);
            slowest = Math.max(slowest, since(asked));
        }
        System.out.printf(
                "{\"experiment\":\"stops in a start\",\"stops\":%d,\"slowestMs\":%d,\"goal\":15000}%n",
                STOPS, slowest);
        assertThat(slowest).as("killed after 65 s, it did not hear").isLessThan(15_000);
    }

    @Test
    @Order(9)
    void anOrderedStopEndsFlatAndLeavesNothing() throws Exception {
        cluster.everybodyRuns();
        await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(cluster.ledgerCheck())
                                .startsWith("0 ")
                                .doesNotContain(" 0 records agree"));
        long began = System.nanoTime();
        cluster.everybodyStops("flatten");
        long stopped = since(began);
        for (RestPerson each : cluster.people) {
            assertThat(each.status().path("openPositions").asInt()).isZero();
            assertThat(items(each, "positions")).isEmpty();
        }
        assertThat(cluster.nomad.get("/v1/vars?namespace=bots&prefix=nomad/jobs/bot-")).isEmpty();
        System.out.printf(
                "{\"experiment\":\"ordered stop\",\"bots\":%d,\"allGoneMs\":%d}%n", BOTS, stopped);
    }

    private static JsonNode key(RestPerson person) {
        return items(person, "keys/exchange").getFirst();
    }

    private static List<JsonNode> items(RestPerson person, String path) {
        return person.get(path).path("items").valueStream().toList();
    }

    private static boolean beatsSince(JsonNode status, Instant time) {
        return RealCluster.beats(status)
                && status.path("reason").isNull()
                && Instant.parse(status.path("lastBeatAt").asString()).isAfter(time);
    }

    /** Empty where the process has ended, or is none of ours. */
    private static String proc(long pid, String what) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), what),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (java.io.IOException e) {
            return "";
        }
    }

    private static long since(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
