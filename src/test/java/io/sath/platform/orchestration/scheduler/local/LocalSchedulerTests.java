package io.sath.platform.orchestration.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.WorkloadSchedulerContract;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSchedulerTests extends WorkloadSchedulerContract {
    @TempDir Path tenants;

    private final List<LocalScheduler> opened = new ArrayList<>();

    @Override
    protected WorkloadScheduler scheduler() {
        LocalScheduler fresh =
                LocalScheduler.of(
                        tenants,
                        () -> List.of("bash", "-c", script(), "bot"),
                        build -> List.of(),
                        Map.of("SATH_MARKET_DIR", "/nowhere"),
                        Clock.systemUTC());
        opened.add(fresh);
        return fresh;
    }

    @Override
    protected WorkloadScheduler another() {
        opened.getLast().close();
        return scheduler();
    }

    private static String script() {
        try (var in =
                LocalSchedulerTests.class.getResourceAsStream("/orchestration/scripted-bot.sh")) {
            return new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void endAll() throws Exception {
        for (LocalScheduler scheduler : opened) {
            scheduler.stop(bot, Duration.ZERO);
            await().atMost(SOON)
                    .until(() -> {
                        scheduler.stop(bot, Duration.ZERO);
                        return !(scheduler.observe(bot) instanceof Observed.Running);
                    });
            scheduler.close();
        }
    }

    @Test
    void theDirectoryIsTheUsersAloneAndTheSecretsStandNowhereInIt() throws Exception {
        scheduler.apply(
                workload(
                        "a",
                        1,
                        "",
                        () -> new SecretDelivery.ByStdin(SecretValue.of("very-secret"))));
        awaitLine("started with 11 characters of secrets in 0 variables");
        Path root = tenants.resolve(bot.value());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("very-secret");
            }
        }
        Observed.Running running = running();
        long pid = Long.parseLong(running.instance().split("-")[0]);
        assertThat(ProcessId.arguments(pid))
                .contains(BotCommand.HOME + root)
                .noneMatch(argument -> argument.contains("very-secret"));
        assertThat(Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0"))
                .allMatch(variable ->
                        variable.matches("(PATH|LANG|SATH_[A-Z_]+|PWD|SHLVL|_|OLDPWD)=.*"));
    }

    @Test
    void whatWasDeliveredIsWipedAndASingleRunLeavesNothing() throws Exception {
        SecretValue first = SecretValue.of("very-secret");
        scheduler.apply(workload("a", 1, "", () -> new SecretDelivery.ByStdin(first)));
        awaitLine("started with 11 characters of secrets in 0 variables");
        assertThat(first.bytes()).containsOnly(0);
        SecretValue second = SecretValue.of("other-secret");
        Once once =
                scheduler.runOnce(
                        workload("b", 1, "once", () -> new SecretDelivery.ByStdin(second)), SOON);
        assertThat(once.lines()).contains("started with 12 characters of secrets in 0 variables");
        assertThat(second.bytes()).containsOnly(0);
        try (var below = Files.list(tenants.resolve(bot.value()))) {
            assertThat(below).noneMatch(LocalOnce::isOnce);
        }
    }

    @Test
    void aSingleRunThatAKilledPlatformLeftIsEndedAndClearedAway() throws Exception {
        Thread killed =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                scheduler.runOnce(workload("check", 1, "stubborn"), SOON);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        await().atMost(SOON).until(() -> !singleRuns().isEmpty());
        LocalScheduler later = (LocalScheduler) another();
        later.recover();
        await().atMost(SOON).until(() -> singleRuns().isEmpty());
        try (var below = Files.list(tenants.resolve(bot.value()))) {
            assertThat(below).noneMatch(LocalOnce::isOnce);
        }
        killed.interrupt();
        killed.join();
    }

    /** The processes that work in a scratch directory. */
    private List<Long> singleRuns() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid ->
                        ProcessId.arguments(pid).stream()
                                .anyMatch(argument ->
                                        argument.startsWith(
                                                BotCommand.HOME
                                                        + tenants.resolve(bot.value())
                                                        + "/once-")))
                .toList();
    }

    @Test
    void theProcessIsInASessionOfItsOwn() throws Exception {
        scheduler.apply(workload("a", 1, ""));
        long pid = Long.parseLong(running().instance().split("-")[0]);
        await().atMost(SOON)
                .untilAsserted(() -> {
                    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    assertThat(fields[2]).as("process group").isEqualTo(String.valueOf(pid));
                    assertThat(fields[3]).as("session").isEqualTo(String.valueOf(pid));
                });
    }

    @Test
    void aHalfStartedProcessWithoutAHandleIsEndedByTheNextPlatform() throws Exception {
        scheduler.apply(workload("a", 1, ""));
        awaitLine("settings {\"rev\":1,\"words\":\"\"}");
        Files.delete(tenants.resolve(bot.value()).resolve("config/process"));
        scheduler = another();
        scheduler.recover();
        assertThat(ended().cause()).isEqualTo(Observed.Cause.ASKED);
    }

    @Test
    void anotherProcessUnderTheOldPidIsNotTakenForTheBot() throws Exception {
        Path config = Files.createDirectories(tenants.resolve(bot.value()).resolve("config"));
        ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
        Files.writeString(
                config.resolve("process"),
                self.pid()
                        + " "
                        + self.bootId()
                        + " "
                        + (self.startTicks() - 1)
                        + " a 2026-11-22T12:00:00Z\n");
        scheduler = another();
        scheduler.recover();
        assertThat(scheduler.observe(bot)).isInstanceOf(Observed.Ended.class);
    }

    @Test
    void aHandleOfAnotherBootIsNotTakenForARunningBot() throws Exception {
        Path config = Files.createDirectories(tenants.resolve(bot.value()).resolve("config"));
        ProcessId self = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
        Files.writeString(
                config.resolve("process"),
                self.pid() + " other-boot " + self.startTicks() + " a 2026-11-22T12:00:00Z\n");
        scheduler = another();
        scheduler.recover();
        assertThat(scheduler.observe(bot)).isInstanceOf(Observed.Ended.class);
    }

    @Test
    void oneThatTakesTooMuchMemoryIsEndedWithThatReason() {
        scheduler.apply(
                new Workload(
                        workload("a", 1, "").tenant(),
                        bot,
                        "free",
                        "a",
                        PROGRAM,
                        16,
                        10,
                        1,
                        "{\"rev\":1,\"words\":\"eats\"}",
                        workload("a", 1, "").secrets()));
        assertThat(ended().cause()).isEqualTo(Observed.Cause.MEMORY);
    }

    @Test
    void aGrownOutputIsEmptiedOnceAllOfItIsStoredAndGoesOnWithoutLoss() throws Exception {
        BotDirectory directory = BotDirectory.in(tenants, bot);
        directory.create();
        StringBuilder said = new StringBuilder();
        for (int i = 1; i <= 100; i++) {
            said.append("line ").append(i).append('\n');
        }
        Files.writeString(directory.stdout(), said);
        List<String> lines = new ArrayList<>();
        LocalOutput output = new LocalOutput(directory, "", 500);
        String place = readAll(output, lines);
        output.stored(place);
        assertThat(directory.stdout()).hasSize(0);
        Files.writeString(
                directory.stdout(), "line 101\n", java.nio.file.StandardOpenOption.APPEND);
        readAll(output, lines);
        output.close();
        // A platform that was killed before it stored the new place begins at the file's start.
        LocalOutput again = new LocalOutput(directory, place, 500);
        List<String> repeated = new ArrayList<>();
        readAll(again, repeated);
        assertThat(repeated).containsExactly("line 101");
        assertThat(lines).hasSize(101).endsWith("line 100", "line 101");
    }

    @Test
    void aLineThatIsTooLongIsCutAndTheNextOneIsWhole() throws Exception {
        BotDirectory directory = BotDirectory.in(tenants, bot);
        directory.create();
        Files.writeString(directory.stdout(), "x".repeat(50_000) + "\nnext\nno end yet");
        LocalOutput output = new LocalOutput(directory, "");
        List<Output.Line> lines = output.next(Duration.ofSeconds(1)).lines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).cut()).isTrue();
        assertThat(lines.get(0).text()).hasSize(Output.MAX_LINE_BYTES);
        assertThat(lines.get(1)).isEqualTo(new Output.Line(Output.Stream.STDOUT, "next", false));
        output.close();
    }

    private static String readAll(LocalOutput output, List<String> into) throws Exception {
        String place = "";
        for (int empty = 0; empty < 2; ) {
            Output.Chunk chunk = output.next(Duration.ofMillis(150));
            chunk.lines().forEach(line -> into.add(line.text()));
            place = chunk.place();
            empty = chunk.lines().isEmpty() ? empty + 1 : 0;
        }
        return place;
    }
}
