package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
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

    private @Nullable Process platform;
    private int starts;

    @AfterEach
    void end() throws Exception {
        if (platform != null) {
            signal("-9", platform.pid(), true);
        }
        for (long pid : bots().values()) {
            signal("-9", pid, false);
        }
        Path postmaster = data.resolve("postgres/postmaster.pid");
        if (Files.exists(postmaster)) {
            signal("-QUIT", Long.parseLong(Files.readAllLines(postmaster).getFirst()), false);
            await().atMost(SOON).until(() -> !Files.exists(postmaster));
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

        signal("-9", first.pid(), true);
        assertThat(first.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(bots()).isEqualTo(before);
        before.values().forEach(pid -> assertThat(ProcessHandle.of(pid)).isPresent());

        Process second = start();
        await().atMost(START).until(() -> log().contains("taken up: Running"));
        assertThat(bots()).isEqualTo(before);
        before.values().forEach(pid -> assertThat(ProcessHandle.of(pid)).isPresent());
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(ledgerCheck()).startsWith("0 "));
        assertThat(ledgerCheck()).doesNotContain(" 0 records agree");

        signal("-INT", second.pid(), false);
        assertThat(second.waitFor(70, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        // Whoever adopts orphans on this machine may take a moment to clear an ended one away.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(before.values()).noneMatch(SurvivalE2E::isThere));
    }

    private static boolean isThere(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    private Process start() throws IOException {
        starts++;
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder =
                new ProcessBuilder(
                                "env",
                                "--default-signal=INT",
                                "setsid",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx600m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.sath.platform.SathPlatform",
                                "--server.port=" + port,
                                "--sath.data-dir=" + data,
                                "--vaadin.productionMode=true")
                        .redirectErrorStream(true)
                        .redirectOutput(logFile().toFile());
        builder.environment().put("SATH_DEMO", "true");
        Process started = builder.start();
        platform = started;
        return started;
    }

    private Path logFile() {
        return data.resolve("platform-" + starts + ".log");
    }

    private String log() throws IOException {
        return Files.readString(logFile());
    }

    /** Exit code and output of the command that compares the books. */
    private String ledgerCheck() throws Exception {
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

    private static void signal(String signal, long pid, boolean group) throws Exception {
        new ProcessBuilder("kill", signal, "--", (group ? "-" : "") + pid).start().waitFor();
    }
}
