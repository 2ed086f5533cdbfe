package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sath.platform.support.PlatformProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real platform in a process group of its own, with the demo tenant's real bot, that is killed
 * and comes back.
 */
class SurvivalE2E {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS)
    Path data;

    private PlatformProcess platform;

    @BeforeEach
    void begin() {
        platform = new PlatformProcess(data);
    }

    @AfterEach
    void end() throws Exception {
        platform.end();
        for (long pid : bots().values()) {
            PlatformProcess.signal("-9", pid, false);
        }
    }

    @Test
    void theBotsOutliveAKilledPlatformAndEndWithCtrlC() throws Exception {
        assumeTrue(
                Files.exists(Path.of("bot/target/bot.jar")),
                "there is no bot/target/bot.jar: build the bot first");
        Process first = start();
        await().atMost(START).until(() -> !bots().isEmpty());
        Map<String, Long> before = bots();
        await().atMost(START).until(() -> said("\"type\":\"fill\""));

        platform.kill();
        assertThat(first.isAlive()).isFalse();
        assertThat(bots()).isEqualTo(before);
        before.values().forEach(pid -> assertThat(ProcessHandle.of(pid)).isPresent());

        Process second = start();
        await().atMost(START).until(() -> platform.log().contains("taken up: Running"));
        assertThat(bots()).isEqualTo(before);
        before.values().forEach(pid -> assertThat(ProcessHandle.of(pid)).isPresent());
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(ledgerCheck(data)).startsWith("0 "));
        assertThat(ledgerCheck(data)).doesNotContain(" 0 records agree");

        PlatformProcess.signal("-INT", second.pid(), false);
        assertThat(second.waitFor(70, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        // Whoever adopts orphans on this machine may take a moment to clear an ended one away.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(before.values()).noneMatch(SurvivalE2E::isThere));
    }

    private static boolean isThere(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    private Process start() throws IOException {
        return platform.start(Map.of("SATH_DEMO", "true"), List.of());
    }

    /** Exit code and output of the command that compares the books. */
    static String ledgerCheck(Path data) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code =
                LedgerCheckProgram.run(
                        Map.of("SATH_DATA_DIR", data.toString()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        Locale.ENGLISH);
        return code + " " + out.toString(StandardCharsets.UTF_8);
    }

    /** The process of each bot, as the platform wrote it down. */
    private Map<String, Long> bots() throws IOException {
        Map<String, Long> processes = new TreeMap<>();
        Path tenants = data.resolve("tenants");
        if (Files.isDirectory(tenants)) {
            for (Path bot : list(tenants)) {
                Path handle = bot.resolve("config/process");
                if (Files.exists(handle)) {
                    processes.put(
                            bot.getFileName().toString(),
                            Long.parseLong(Files.readString(handle).split(" ")[0]));
                }
            }
        }
        return processes;
    }

    private boolean said(String text) throws IOException {
        for (Path bot : list(data.resolve("tenants"))) {
            if (Files.readString(bot.resolve("logs/stdout.log")).contains(text)) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> below = Files.list(directory)) {
            return below.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
