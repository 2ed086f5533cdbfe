package io.sath.platform.orchestration.scheduler.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What the adapter does when the cluster, or what lies between, does not do as it should. */
class NomadFaultsTests {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** No call fails for a slow machine; what a silent cluster does is asked with the real ones. */
    private static final NomadAccess.Deadlines PATIENT =
            new NomadAccess.Deadlines(
                    Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private static final EventFeed.Patience HASTY =
            new EventFeed.Patience(Duration.ofMillis(300), Duration.ofMillis(600));
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path files;

    private final BotId bot = BotId.random(RANDOM);
    private RecordedNomad nomad;
    private NomadScheduler scheduler;

    @BeforeEach
    void open() throws Exception {
        nomad = new RecordedNomad();
        scheduler = scheduler(null, PATIENT);
        scheduler.recover();
    }

    private NomadScheduler scheduler(@Nullable Path token, NomadAccess.Deadlines deadlines) {
        return TestSettings.scheduler(
                TestSettings.of(nomad.addr(), token, TestSettings.JOB_FILE, Path.of("bot.jar")),
                deadlines,
                HASTY,
                Clock.systemUTC());
    }

    /** One with the deadlines of operation takes its place. */
    private void beHasty() {
        scheduler.close();
        scheduler = scheduler(null, NomadAccess.Deadlines.STANDARD);
        scheduler.recover();
    }

    @AfterEach
    void close() {
        scheduler.close();
        nomad.close();
    }

    private static Workload workload(BotId bot, String spec, long rev, String words) {
        return new Workload(
                new TenantId(new UUID(1, 2)),
                bot,
                "pro",
                spec,
                new Program("0".repeat(64)),
                128,
                10,
                rev,
                "{\"rev\":" + rev + ",\"words\":\"" + words + "\"}",
                () -> new SecretDelivery.ByVault("kv/data/tenants/bot-" + bot, List.of()));
    }

    @Test
    void aJobNamesItsTenantAndPlan() {
        scheduler.apply(workload(bot, "a", 1, ""));
        assertThat(
                        Objects.requireNonNull(nomad.cluster().job("bot-" + bot))
                                .path("Meta")
                                .toString())
                .isEqualTo(
                        "{\"spec_hash\":\"a\",\"tenant\":\""
                                + new UUID(1, 2)
                                + "\",\"plan\":\"pro\"}");
    }

    @Test
    void aRegistrationWhoseAnswerIsLostIsFoundAHundredTimes() {
        nomad.dropAfterCommit("/v1/jobs", 100);
        for (int i = 0; i < 100; i++) {
            BotId one = BotId.random(RANDOM);
            scheduler.apply(workload(one, "a", 1, ""));
            assertThat(scheduler.observe(one)).isInstanceOf(Observed.Running.class);
        }
        assertThat(nomad.cluster().jobs()).isEqualTo(100);
        assertThat(nomad.cluster().registrations()).as("nothing is sent twice").isEqualTo(100);
        assertThat(nomad.count("PUT /v1/jobs")).isEqualTo(200);
    }

    @Test
    void settingsWhoseAnswerIsLostAreReadBack() {
        scheduler.apply(workload(bot, "a", 1, ""));
        nomad.dropAfterCommit("/v1/var/", 1);
        scheduler.apply(workload(bot, "a", 2, "new"));
        assertThat(((Observed.Running) scheduler.observe(bot)).settingsRev()).isEqualTo(2);
        scheduler.apply(workload(bot, "a", 3, "newer"));
        assertThat(((Observed.Running) scheduler.observe(bot)).settingsRev()).isEqualTo(3);
    }

    @Test
    void aStopWhoseAnswerIsLostIsOne() {
        scheduler.apply(workload(bot, "a", 1, ""));
        nomad.dropAfterCommit("/v1/job/", 1);
        scheduler.stop(bot, Duration.ofSeconds(65));
        assertThat(scheduler.observe(bot))
                .isInstanceOfSatisfying(
                        Observed.Ended.class,
                        ended -> assertThat(ended.cause()).isEqualTo(Observed.Cause.ASKED));
    }

    @Test
    void settingsOfAnOlderPlatformDoNotTakeThePlaceOfNewerOnes() {
        scheduler.apply(workload(bot, "a", 5, "newer"));
        try (NomadScheduler older = scheduler(null, PATIENT)) {
            older.recover();
            older.apply(workload(bot, "a", 4, "older"));
            assertThat(((Observed.Running) older.observe(bot)).settingsRev()).isEqualTo(5);
        }
        assertThat(nomad.cluster().variable("nomad/jobs/bot-" + bot + "/bot"))
                .asString()
                .contains("newer");
    }

    @Test
    void newerSettingsThatNobodyRunsByGiveWayToOlderOnes() {
        // A platform wrote them, was killed before it registered the job, and a backup was put
        // back.
        String path = "nomad/jobs/bot-" + bot + "/bot";
        ObjectNode newer = Recording.JSON.createObjectNode();
        newer.putObject("Items").put("settings", "{}").put("rev", "9");
        assertThat(nomad.cluster().put(path, 0, newer)).isNull();
        scheduler.apply(workload(bot, "a", 4, "older"));
        assertThat(((Observed.Running) scheduler.observe(bot)).settingsRev()).isEqualTo(4);
        assertThat(nomad.cluster().variable(path)).asString().contains("older");
    }

    @Test
    void aPurgeThatBreaksOffLeavesWhatMakesItGoOn() {
        scheduler.apply(workload(bot, "a", 1, ""));
        scheduler.stop(bot, Duration.ofSeconds(65));
        scheduler.purge(bot);
        assertThat(nomad.requests().stream().filter(one -> one.startsWith("DELETE")))
                .as("the job is what a later platform finds: it goes last")
                .containsExactly(
                        "DELETE /v1/job/bot-" + bot,
                        "DELETE /v1/var/nomad/jobs/bot-" + bot + "/bot",
                        "DELETE /v1/var/nomad/jobs/bot-" + bot + "/check",
                        "DELETE /v1/job/bot-" + bot);
    }

    @Test
    void ofTwoPlatformsThatRegisterAtOnceNeitherShowsAConflict() {
        try (NomadScheduler other = scheduler(null, PATIENT)) {
            other.recover();
            other.apply(workload(bot, "a", 1, ""));
            // This one has not heard of it yet, perhaps.
            scheduler.apply(workload(bot, "a", 1, ""));
            assertThat(nomad.cluster().registrations()).isEqualTo(1);
        }
    }

    @Test
    void noCallToASilentClusterTakesTenSecondsAndSoonNoneTakesAnyTime() {
        beHasty();
        scheduler.apply(workload(bot, "a", 1, ""));
        nomad.silent(true);
        Instant began = Instant.now();
        assertThatThrownBy(() -> scheduler.apply(workload(bot, "b", 1, "")))
                .isInstanceOf(SchedulerUnavailable.class);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        // What is known is answered from memory.
        began = Instant.now();
        assertThat(scheduler.observe(bot)).isInstanceOf(Observed.Running.class);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofMillis(500));
        nomad.silent(false);
        await().atMost(Duration.ofSeconds(20))
                .ignoreException(SchedulerUnavailable.class)
                .until(() -> scheduler.observe().containsKey(bot));
    }

    @Test
    void aClusterThatIsAwayIsSparedAndNothingWaitsForIt() {
        nomad.refuse(503, "unavailable");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> scheduler.apply(workload(bot, "a", 1, "")))
                    .isInstanceOf(SchedulerUnavailable.class);
        }
        int asked = nomad.requests().size();
        Instant began = Instant.now();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> scheduler.apply(workload(bot, "a", 1, "")))
                    .isInstanceOf(SchedulerUnavailable.class);
        }
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(nomad.requests().size() - asked).isLessThan(10);
        nomad.serve();
        await().atMost(Duration.ofSeconds(35))
                .ignoreException(SchedulerUnavailable.class)
                .untilAsserted(() -> {
                    scheduler.apply(workload(bot, "a", 1, ""));
                    assertThat(scheduler.observe(bot)).isInstanceOf(Observed.Running.class);
                });
    }

    @Test
    void aDeniedTokenIsSaidWithoutTheToken() throws Exception {
        Path token = Files.writeString(files.resolve("token"), "af5ca7e0-secret\n");
        nomad.refuse(403, "Permission denied");
        try (NomadScheduler denied = scheduler(token, PATIENT)) {
            assertThatThrownBy(() -> denied.apply(workload(bot, "a", 1, "")))
                    .isInstanceOf(SchedulerUnavailable.class)
                    .hasMessageContaining("Permission denied")
                    .hasMessageNotContaining("af5ca7e0");
        }
    }

    @Test
    void aSubscriptionThatIsRefusedSilentlyIsTriedAgainAndTheSweepGoesOn() {
        nomad.denyEvents(true);
        try (NomadScheduler deaf = scheduler(null, PATIENT)) {
            deaf.recover();
            deaf.apply(workload(bot, "a", 1, ""));
            nomad.cluster().deregister("bot-" + bot, false);
            assertThat(deaf.observe().get(bot)).isNotNull();
            await().atMost(SOON).until(() -> deaf.observe().get(bot) instanceof Observed.Ended);
            nomad.denyEvents(false);
            AtomicInteger hints = new AtomicInteger();
            deaf.onChange(one -> hints.incrementAndGet());
            BotId other = BotId.random(RANDOM);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        deaf.apply(workload(other, "a", 1, ""));
                        nomad.cluster().deregister("bot-" + other, true);
                        return hints.get() > 0;
                    });
        }
    }

    @Test
    void eventsThatNeverComeAreMadeUpForByTheSweep() {
        nomad.swallowEvents(true);
        scheduler.close();
        scheduler = scheduler(null, PATIENT);
        scheduler.recover();
        List<BotId> bots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            BotId one = BotId.random(RANDOM);
            bots.add(one);
            scheduler.apply(workload(one, "a", 1, ""));
        }
        bots.forEach(one -> nomad.cluster().deregister("bot-" + one, false));
        await().atMost(SOON)
                .untilAsserted(() -> {
                    var seen = scheduler.observe();
                    assertThat(bots).allMatch(one -> seen.get(one) instanceof Observed.Ended);
                });
    }

    @Test
    void aJobThatWasNeverPlacedAndIsPurgedUnheardIsGoneWithTheNextLists() {
        nomad.cluster().fill();
        scheduler.apply(workload(bot, "a", 1, ""));
        nomad.swallowEvents(true);
        nomad.cluster().deregister("bot-" + bot, true);
        await().atMost(SOON).until(() -> !scheduler.observe().containsKey(bot));
    }

    @Test
    void aStreamThatFallsSilentIsOpenedAgain() {
        await().atMost(SOON).until(() -> nomad.count("GET /v1/event/stream") > 0);
        nomad.mute(true);
        await().atMost(SOON).until(() -> nomad.count("GET /v1/event/stream") > 1);
    }

    @Test
    void whatDoesNotFitIsPendingWithItsReason() {
        nomad.cluster().fill();
        scheduler.apply(workload(bot, "a", 1, ""));
        awaitPendingFor("no capacity: memory");
    }

    @Test
    void allThatStandsInTheWayOfAPlaceIsTold() {
        nomad.cluster().fill();
        nomad.cluster().lack("ConstraintFiltered", "${attr.driver.exec} = 1");
        nomad.cluster().lack("ClassExhausted", "small");
        nomad.cluster().lack("ClassFiltered", "gpu");
        scheduler.apply(workload(bot, "a", 1, ""));
        awaitPendingFor(
                "no capacity: memory; no node fits: ${attr.driver.exec} = 1; wrong class: gpu");
    }

    private void awaitPendingFor(String reason) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(scheduler.observe().get(bot))
                                .isInstanceOfSatisfying(
                                        Observed.Pending.class,
                                        pending -> assertThat(pending.reason()).isEqualTo(reason)));
    }

    @Test
    void everyDeathBetweenTwoLooksIsCounted() {
        scheduler.apply(workload(bot, "a", 1, "fails"));
        for (int i = 0; i < 2; i++) {
            nomad.cluster().startAgain("bot-" + bot);
        }
        await().atMost(SOON).until(() -> scheduler.ends(bot).size() == 3);
        assertThat(scheduler.ends(bot))
                .extracting(Observed.Ended::instance)
                .doesNotHaveDuplicates()
                .last()
                .asString()
                .endsWith("-2");
        assertThat(scheduler.observe(bot))
                .isInstanceOfSatisfying(
                        Observed.Ended.class, ended -> assertThat(ended.again()).isTrue());
    }

    @Test
    void theListIsReadPageByPage() {
        nomad.pages(3);
        for (int i = 0; i < 10; i++) {
            scheduler.apply(workload(BotId.random(RANDOM), "a", 1, ""));
        }
        try (NomadScheduler later = scheduler(null, PATIENT)) {
            later.recover();
            assertThat(later.observe()).hasSize(10);
        }
    }

    @Test
    void anOutputThatBreaksOffGoesOnWithoutLossOrRepetition() throws Exception {
        beHasty();
        scheduler.apply(workload(bot, "a", 1, "counts"));
        List<String> lines = new ArrayList<>();
        try (Output output = scheduler.output(bot, "")) {
            while (lines.size() < 500) {
                output.next(Duration.ofSeconds(1)).lines().forEach(line -> lines.add(line.text()));
            }
            nomad.silent(true);
            nomad.silent(false);
            await().atMost(Duration.ofSeconds(25))
                    .until(() -> {
                        output.next(Duration.ofMillis(200))
                                .lines()
                                .forEach(line -> lines.add(line.text()));
                        return lines.contains("line 2000");
                    });
        }
        assertThat(lines.stream().filter(line -> line.startsWith("line ")))
                .hasSize(2000)
                .doesNotHaveDuplicates();
        await().atMost(SOON).until(() -> nomad.followed() == 0);
    }

    @Test
    void aDeliveryForALocalProcessIsRefused() {
        Workload local =
                new Workload(
                        new TenantId(new UUID(1, 2)),
                        bot,
                        "pro",
                        "a",
                        new Program("0".repeat(64)),
                        128,
                        10,
                        1,
                        "{}",
                        SecretDelivery.ByStdin::none);
        assertThatThrownBy(() -> scheduler.apply(local))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Vault");
        assertThat(nomad.cluster().jobs()).isZero();
    }
}
