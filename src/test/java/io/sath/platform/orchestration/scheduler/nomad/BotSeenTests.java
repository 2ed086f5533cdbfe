package io.sath.platform.orchestration.scheduler.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Observed.Cause;
import io.sath.platform.orchestration.scheduler.Observed.Ended;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a real Nomad's recorded answers mean. */
class BotSeenTests {
    private static JobSeen job(boolean stop, String status) {
        return new JobSeen(
                "bot-aaaaaaaaaaaaa",
                stop,
                status,
                0L,
                1,
                900,
                2,
                1795348544752149246L,
                java.util.Map.of("spec_hash", "h1"));
    }

    private static BotSeen seen(JobSeen job, String recorded) {
        JsonNode body = Recording.of(recorded);
        BotSeen seen = BotSeen.NOTHING.with(job);
        for (JsonNode one : body.isArray() ? body : List.of(body)) {
            seen = seen.with(allocation((ObjectNode) one));
        }
        return seen;
    }

    private static AllocationSeen allocation(ObjectNode one) {
        return NomadReads.JSON.treeToValue(
                one.deepCopy().put("JobVersion", 0), AllocationSeen.class);
    }

    @Test
    void aRunningOneHasBegunBeforeTheNodeHeardOfIt() {
        Observed observed = seen(job(false, "running"), "job-allocations-running.json").observed(7);
        assertThat(observed)
                .isEqualTo(
                        new Observed.Running(
                                "97e098f0-ffb1-bcb8-e5c2-4e11cfd33a6a-0",
                                "h1",
                                7,
                                Instant.parse("2026-11-22T11:55:44.820337696Z"),
                                "vm",
                                false));
    }

    @Test
    void aRestartThatSomebodyAskedForIsAnotherRunAndNoDeath() {
        BotSeen seen = seen(job(false, "running"), "allocation-restarted.json");
        assertThat(seen.observed(1))
                .isInstanceOfSatisfying(
                        Observed.Running.class,
                        running -> assertThat(running.instance()).endsWith("-1"));
        assertThat(seen.ends())
                .singleElement()
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> {
                            assertThat(ended.instance()).endsWith("-0");
                            assertThat(ended.cause()).isEqualTo(Cause.ASKED);
                            assertThat(ended.exitCode()).isEqualTo(143);
                        });
    }

    @Test
    void oneThatIsAskedToEndWhileItBeginsMayNotHaveHeardIt() {
        assertThat(askedWhileItBegan("Received", "Task Setup", "Killing", "Started")).isTrue();
        assertThat(askedWhileItBegan("Received", "Task Setup", "Started", "Killing")).isTrue();
        assertThat(askedWhileItBegan("Started", "Received", "Task Setup", "Killing")).isFalse();
        assertThat(askedWhileItBegan("Received", "Task Setup", "Started")).isFalse();
    }

    /** A second between each of them. */
    private static boolean askedWhileItBegan(String... events) {
        ObjectNode placement =
                (ObjectNode) Recording.of("job-allocations-running.json").get(0).deepCopy();
        ArrayNode happened =
                ((ObjectNode) placement.at("/TaskStates/" + AllocationSeen.TASK))
                        .putArray("Events");
        long time = 1795348544752149246L;
        for (String event : events) {
            happened.addObject().put("Type", event).put("Time", time);
            time += 1_000_000_000L;
        }
        return Objects.requireNonNull(Runs.of(allocation(placement))).askedWhileItBegan();
    }

    @Test
    void aStoppedOneEndedAsAsked() {
        assertThat(seen(job(true, "dead"), "allocation-complete.json").observed(1))
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> {
                            assertThat(ended.cause()).isEqualTo(Cause.ASKED);
                            assertThat(ended.exitCode()).isEqualTo(143);
                            assertThat(ended.again()).isFalse();
                        });
    }

    @Test
    void oneThatCrashedStartsAgainByItselfAndEachDeathIsNamed() {
        BotSeen seen = seen(job(false, "pending"), "job-allocations-failed.json");
        assertThat(seen.observed(1))
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> {
                            assertThat(ended.cause()).isEqualTo(Cause.ITSELF);
                            assertThat(ended.exitCode()).isEqualTo(1);
                            assertThat(ended.again()).isTrue();
                            assertThat(ended.instance()).endsWith("-3");
                        });
        assertThat(seen.ends())
                .extracting(ended -> ended.instance().substring(37))
                .containsExactly("1", "2", "3");
    }

    @Test
    void memoryIsTheCauseWhereTheKernelTookIt() {
        assertThat(seen(job(false, "dead"), "job-allocations-oom.json").observed(1))
                .isInstanceOfSatisfying(
                        Ended.class,
                        ended -> {
                            assertThat(ended.cause()).isEqualTo(Cause.MEMORY);
                            assertThat(ended.again()).isFalse();
                        });
    }

    @Test
    void aSealedVaultIsAReasonToWaitAndNoDeath() {
        JsonNode all = Recording.of("job-allocations-vault-sealed-then-recovered.json");
        BotSeen sealed = BotSeen.NOTHING.with(job(false, "pending"));
        for (JsonNode one : all) {
            if (!one.path("ClientStatus").asString().equals("running")) {
                ObjectNode waiting = ((ObjectNode) one.deepCopy()).put("DesiredStatus", "run");
                sealed = sealed.with(allocation(waiting));
            }
        }
        assertThat(sealed.observed(1))
                .isInstanceOfSatisfying(
                        Observed.Pending.class,
                        pending -> assertThat(pending.reason()).isEqualTo("Vault is sealed"));
        assertThat(sealed.ends()).isEmpty();
        assertThat(
                        seen(
                                        job(false, "running"),
                                        "job-allocations-vault-sealed-then-recovered.json")
                                .observed(1))
                .isInstanceOf(Observed.Running.class);
    }

    @Test
    void anEventThatComesLateChangesNothing() {
        BotSeen seen = seen(job(true, "dead"), "allocation-complete.json");
        AllocationSeen before =
                allocation((ObjectNode) Recording.of("job-allocations-running.json").get(0));
        assertThat(seen.with(before)).isEqualTo(seen);
    }

    @Test
    void ofAFormerJobOfTheSameIdNothingCounts() {
        JobSeen later =
                new JobSeen(
                        "bot-aaaaaaaaaaaaa",
                        false,
                        "pending",
                        0L,
                        400,
                        401,
                        400,
                        0,
                        java.util.Map.of());
        assertThat(seen(later, "allocation-complete.json").observed(1))
                .isInstanceOf(Observed.Pending.class);
    }
}
