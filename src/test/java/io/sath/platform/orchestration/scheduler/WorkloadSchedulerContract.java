package io.sath.platform.orchestration.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every scheduler does alike. The workload is one that says {@code settings <its settings>}
 * whenever they change, {@code ended} when asked to end, and obeys these words in its settings:
 * {@code fails} (says {@code it failed} on its error output and exits with 7), {@code stubborn}
 * (does not end when asked), {@code counts} (says {@code line 1} to {@code line 2000}), {@code
 * once} (ends with 0 when it has said its settings and counted).
 */
public abstract class WorkloadSchedulerContract {
    protected static final Duration SOON = Duration.ofSeconds(15);
    protected static final Program PROGRAM = new Program("0123456789abcdef".repeat(4));
    private static final Duration GRACE = Duration.ofSeconds(10);

    protected final BotId bot = BotId.random(new SecureRandom());
    protected WorkloadScheduler scheduler;

    /** A scheduler that knows nothing yet. */
    protected abstract WorkloadScheduler scheduler();

    /** Another one over the same cluster, as a platform that starts after the first one died. */
    protected abstract WorkloadScheduler another();

    @BeforeEach
    void begin() {
        scheduler = scheduler();
        scheduler.recover();
    }

    @Test
    void whatNobodyAppliedIsAbsent() {
        assertThat(scheduler.observe(bot)).isEqualTo(new Observed.Absent());
        assertThat(scheduler.observe()).doesNotContainKey(bot);
        scheduler.stop(bot, GRACE);
        scheduler.purge(bot);
    }

    @Test
    void theMachinesAreNamedAsTheBotsThatRunOnThemNameThem() {
        assumeThat(scheduler.nodes()).isPresent();
        Nodes nodes = scheduler.nodes().orElseThrow();
        scheduler.apply(workload("a", 1, ""));
        String node = running().node();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(nodes.list())
                                .filteredOn(each -> each.name().equals(node))
                                .singleElement()
                                .satisfies(each -> {
                                    assertThat(each.ready()).isTrue();
                                    assertThat(each.draining()).isFalse();
                                    assertThat(each.memoryMb()).isPositive();
                                    assertThat(each.memoryUsedMb()).isBetween(0L, each.memoryMb());
                                    assertThat(each.cpuPercent()).isPositive();
                                    assertThat(each.workloads()).isPositive();
                                }));
    }

    @Test
    void theEpochOutlivesThePlatformThatLeftIt() {
        scheduler.rememberEpoch(7);
        assumeThat(scheduler.epoch()).isEqualTo(7);
        assertThat(another().epoch()).isEqualTo(7);
    }

    @Test
    void anAppliedWorkloadRunsWithItsSettings() {
        scheduler.apply(workload("a", 1, ""));
        Observed.Running running = running();
        assertThat(running.specHash()).isEqualTo("a");
        assertThat(running.settingsRev()).isEqualTo(1);
        assertThat(running.ending()).isFalse();
        assertThat(scheduler.observe()).containsKey(bot);
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
    }

    @Test
    void applyingTheSameAgainTouchesNothing() {
        scheduler.apply(workload("a", 1, ""));
        String instance = running().instance();
        scheduler.apply(workload("a", 1, ""));
        assertThat(running().instance()).isEqualTo(instance);
    }

    @Test
    void anotherPlanAloneBeginsNoNewRun() {
        scheduler.apply(workload("free", "a", 1, "", this::secrets));
        String instance = running().instance();
        scheduler.apply(workload("pro", "a", 2, "upgraded", this::secrets));
        awaitLine("settings {\"rev\":2,\"words\":\"upgraded\"}");
        assertThat(running().instance()).isEqualTo(instance);
    }

    @Test
    void newSettingsReachTheRunningOneWithoutARestart() {
        scheduler.apply(workload("a", 1, ""));
        String instance = running().instance();
        scheduler.apply(workload("a", 2, "new"));
        awaitLine("settings {\"rev\":2,\"words\":\"new\"}");
        assertThat(running().instance()).isEqualTo(instance);
        assertThat(running().settingsRev()).isEqualTo(2);
    }

    @Test
    void anotherSpecEndsTheRunAndStartsAnew() {
        scheduler.apply(workload("a", 1, ""));
        String first = running().instance();
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
        await().atMost(SOON)
                .until(() -> {
                    scheduler.apply(workload("b", 1, ""));
                    return scheduler.observe(bot) instanceof Observed.Running now
                            && now.specHash().equals("b");
                });
        assertThat(running().instance()).isNotEqualTo(first);
        awaitLine("ended");
    }

    @Test
    void aStoppedOneEndsAndStaysSo() {
        scheduler.apply(workload("a", 1, ""));
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
        scheduler.stop(bot, GRACE);
        assertThat(ended().cause()).isEqualTo(Observed.Cause.ASKED);
        scheduler.stop(bot, GRACE);
        assertThat(ended().cause()).isEqualTo(Observed.Cause.ASKED);
    }

    @Test
    void oneThatDoesNotEndIsKilledAfterItsGrace() {
        scheduler.apply(workload("a", 1, "stubborn"));
        awaitLine("settings {\"rev\":1,\"words\":\"stubborn\"}");
        scheduler.stop(bot, Duration.ofSeconds(1));
        assertThat(ended().cause()).isEqualTo(Observed.Cause.KILLED);
    }

    @Test
    void oneThatEndsByItselfTellsItsExitCodeAndItsErrors() {
        scheduler.apply(workload("a", 1, "fails"));
        Observed.Ended ended = ended();
        assertThat(ended.cause()).isEqualTo(Observed.Cause.ITSELF);
        assertThat(ended.exitCode()).isEqualTo(7);
        try (Output output = scheduler.output(bot, "")) {
            List<Output.Line> lines = new ArrayList<>();
            await().atMost(SOON)
                    .until(() -> {
                        lines.addAll(output.next(Duration.ofMillis(100)).lines());
                        return lines.stream().anyMatch(line -> line.text().equals("it failed"));
                    });
            assertThat(lines).contains(new Output.Line(Output.Stream.STDERR, "it failed", false));
        }
    }

    @Test
    void theOutputGoesOnFromAStoredPlaceWithoutLossOrRepetition() throws Exception {
        scheduler.apply(workload("a", 1, "counts"));
        List<String> lines = new ArrayList<>();
        String place = "";
        while (lines.size() < 1000) {
            try (Output output = scheduler.output(bot, place)) {
                Output.Chunk chunk = output.next(Duration.ofSeconds(5));
                chunk.lines().forEach(line -> lines.add(line.text()));
                place = chunk.place();
            }
        }
        while (!lines.getLast().equals("line 2000")) {
            try (Output output = scheduler.output(bot, place)) {
                Output.Chunk chunk = output.next(Duration.ofSeconds(5));
                chunk.lines().forEach(line -> lines.add(line.text()));
                place = chunk.place();
                output.stored(place);
            }
        }
        List<String> counted = lines.stream().filter(line -> line.startsWith("line ")).toList();
        assertThat(counted).hasSize(2000).doesNotHaveDuplicates();
    }

    @Test
    void aLaterPlatformTakesUpWhatRuns() {
        scheduler.apply(workload("a", 3, "one"));
        awaitLine("settings {\"rev\":3,\"words\":\"one\"}");
        String instance = running().instance();
        scheduler = another();
        scheduler.recover();
        assertThat(running().instance()).isEqualTo(instance);
        assertThat(running().specHash()).isEqualTo("a");
        assertThat(running().settingsRev()).isEqualTo(3);
        scheduler.apply(workload("a", 4, "two"));
        awaitLine("settings {\"rev\":4,\"words\":\"two\"}");
        assertThat(running().instance()).isEqualTo(instance);
        scheduler.stop(bot, GRACE);
        assertThat(ended().cause()).isEqualTo(Observed.Cause.ASKED);
    }

    @Test
    void anEndedOneIsForgottenOnceItIsPurgedAndARunningOneIsNot() {
        scheduler.apply(workload("a", 1, ""));
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
        scheduler.purge(bot);
        running();
        scheduler.stop(bot, GRACE);
        ended();
        scheduler.purge(bot);
        assertThat(scheduler.observe(bot)).isEqualTo(new Observed.Absent());
        scheduler.apply(workload("a", 2, "again"));
        awaitLine("settings {\"rev\":2,\"words\":\"again\"}");
    }

    @Test
    void beginningAndEndAreHintedAt() {
        Set<Class<?>> seen = ConcurrentHashMap.newKeySet();
        scheduler.onChange(id -> {
            if (id.equals(bot)) {
                seen.add(scheduler.observe(id).getClass());
            }
        });
        scheduler.apply(workload("a", 1, ""));
        await().atMost(SOON).until(() -> seen.contains(Observed.Running.class));
        scheduler.stop(bot, GRACE);
        await().atMost(SOON).until(() -> seen.contains(Observed.Ended.class));
    }

    @Test
    void withoutItsSecretsNothingStartsAndWithThemItDoes() {
        Workload sealed =
                workload(
                        "a",
                        1,
                        "",
                        () -> {
                            throw new IllegalStateException("sealed");
                        });
        assertThatThrownBy(() -> scheduler.apply(sealed)).hasMessage("sealed");
        assertThat(scheduler.observe(bot)).isNotInstanceOf(Observed.Running.class);
        assertThatThrownBy(() -> scheduler.runOnce(sealed, SOON)).hasMessage("sealed");
        scheduler.apply(workload("a", 1, ""));
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
        String instance = running().instance();
        scheduler.apply(workload("a", 2, "new", sealed.secrets()));
        awaitLine("settings {\"rev\":2,\"words\":\"new\"}");
        assertThat(running().instance()).as("a running one needs none").isEqualTo(instance);
    }

    @Test
    void aSingleRunSaysItsOwnAndTouchesNoOther() throws Exception {
        scheduler.apply(workload("a", 1, ""));
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
        Observed.Running before = running();
        Once once = scheduler.runOnce(workload("check", 7, "once"), SOON);
        assertThat(once.lines()).contains("settings {\"rev\":7,\"words\":\"once\"}");
        assertThat(once.exitCode()).isZero();
        assertThat(once.timedOut()).isFalse();
        assertThat(running()).isEqualTo(before);
        scheduler.apply(workload("a", 2, "new"));
        awaitLine("settings {\"rev\":2,\"words\":\"new\"}");
        assertThat(running().instance()).isEqualTo(before.instance());
    }

    @Test
    void aSingleRunNeedsNoOtherAndLeavesNone() throws Exception {
        Once once = scheduler.runOnce(workload("check", 1, "once"), SOON);
        assertThat(once.exitCode()).isZero();
        assertThat(scheduler.observe(bot)).isNotInstanceOf(Observed.Running.class);
        scheduler.apply(workload("a", 1, ""));
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
    }

    @Test
    void aSingleRunTellsItsExitCode() throws Exception {
        Once once = scheduler.runOnce(workload("check", 1, "fails"), SOON);
        assertThat(once.exitCode()).isEqualTo(7);
        assertThat(once.timedOut()).isFalse();
    }

    @Test
    void ofASingleRunThatSaysTooMuchTheBeginningIsKept() throws Exception {
        Once once = scheduler.runOnce(workload("check", 1, "once counts"), SOON);
        assertThat(once.exitCode()).isZero();
        assertThat(once.lines()).hasSize(Once.MAX_LINES).contains("line 1");
    }

    @Test
    void aSingleRunThatDoesNotEndIsEnded() throws Exception {
        Once once = scheduler.runOnce(workload("check", 1, "stubborn"), Duration.ofSeconds(2));
        assertThat(once.timedOut()).isTrue();
        assertThat(once.exitCode()).isNull();
    }

    protected Workload workload(String specHash, long rev, String words) {
        return workload(specHash, rev, words, this::secrets);
    }

    protected Workload workload(
            String specHash, long rev, String words, Supplier<SecretDelivery> secrets) {
        return workload("free", specHash, rev, words, secrets);
    }

    private Workload workload(
            String plan,
            String specHash,
            long rev,
            String words,
            Supplier<SecretDelivery> secrets) {
        return new Workload(
                new TenantId(new UUID(1, 2)),
                bot,
                plan,
                specHash,
                PROGRAM,
                128,
                10,
                rev,
                "{\"rev\":" + rev + ",\"words\":\"" + words + "\"}",
                secrets);
    }

    /** What a start is handed; the adapter's own kind. */
    protected SecretDelivery secrets() {
        return SecretDelivery.ByStdin.none();
    }

    protected Observed.Running running() {
        return (Observed.Running)
                await().atMost(SOON)
                        .until(() -> scheduler.observe(bot), Observed.Running.class::isInstance);
    }

    protected Observed.Ended ended() {
        return (Observed.Ended)
                await().atMost(SOON)
                        .until(() -> scheduler.observe(bot), Observed.Ended.class::isInstance);
    }

    protected void awaitLine(String wanted) {
        try (Output output = scheduler.output(bot, "")) {
            await().atMost(SOON)
                    .until(() ->
                            output.next(Duration.ofMillis(200)).lines().stream()
                                    .anyMatch(line -> line.text().equals(wanted)));
        }
    }
}
