package io.sath.platform.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A whole platform in a process group of its own, on a data directory of its own, that is killed
 * and started again on the same port.
 */
public final class PlatformProcess {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path data;
    private final int port = freePort();
    private @Nullable Process process;
    private int starts;

    public PlatformProcess(Path data) {
        this.data = data;
    }

    public Path data() {
        return data;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return Objects.requireNonNull(process).pid();
    }

    /** What the present start wrote to its output. */
    public String log() throws IOException {
        return Files.readString(logFile());
    }

    public Path logFile() {
        return data.resolve("platform-" + starts + ".log");
    }

    /**
     * Starts it, or starts it again, with these settings beside the environment of this process.
     */
    public Process start(Map<String, String> environment, List<String> arguments)
            throws IOException {
        starts++;
        Files.createDirectories(data);
        List<String> command =
                new ArrayList<>(
                        List.of(
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
                                "--vaadin.productionMode=true"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(logFile().toFile());
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        return started;
    }

    /** Waits until it answers. */
    public void awaitHealthy() {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .failFast(
                        "it ended: " + logFile(), () -> !Objects.requireNonNull(process).isAlive())
                .until(() -> Rest.at(port).get("/actuator/health").status() == 200);
    }

    /** Ends it without a word, and all of its group. */
    public void kill() throws Exception {
        Process killed = process;
        if (killed != null && killed.isAlive()) {
            signal("-9", killed.pid(), true);
            killed.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** Ends it and the database that it started. */
    public void end() throws Exception {
        kill();
        Path postmaster = data.resolve("postgres/postmaster.pid");
        if (Files.exists(postmaster)) {
            signal("-QUIT", Long.parseLong(Files.readAllLines(postmaster).getFirst()), false);
            await().atMost(SOON).until(() -> !Files.exists(postmaster));
        }
    }

    public static void signal(String signal, long pid, boolean group) throws Exception {
        new ProcessBuilder("kill", signal, "--", (group ? "-" : "") + pid).start().waitFor();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
