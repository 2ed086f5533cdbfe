package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Nomad server and client in one process, with the product's own agent files and a data directory
 * of its own, on loopback.
 */
final class NomadAgent {
    private static final Path FILES = Path.of("nomad-jobs/agent");

    final Path program;
    final Path home;
    final URI addr;
    private @Nullable Process process;

    /**
     * @param vault where bots get their keys; null: nowhere
     * @param runtime the root of the exec driver's tasks; null: that driver is not used
     */
    NomadAgent(Path program, Path home, @Nullable URI vault, @Nullable Path runtime)
            throws IOException {
        this.program = program;
        this.home = home;
        int http = freePort();
        addr = URI.create("http://127.0.0.1:" + http);
        int rpc = freePort();
        Files.writeString(
                home.resolve("local.hcl"),
                """
                bind_addr = "127.0.0.1"
                data_dir  = "%s"
                ports {
                  http = %d
                  rpc  = %d
                  serf = %d
                }
                advertise {
                  http = "127.0.0.1"
                  rpc  = "127.0.0.1"
                  serf = "127.0.0.1"
                }
                server {
                  bootstrap_expect = 1
                }
                client {
                  servers           = ["127.0.0.1:%d"]
                  cpu_total_compute = 8000
                  reserved {
                    memory = 512
                    disk   = 512
                  }
                  %s
                }
                vault {
                  enabled = %s
                  address = "%s"
                }
                plugin "raw_exec" {
                  config {
                    enabled = true
                  }
                }
                """
                        .formatted(
                                home.resolve("data"),
                                http,
                                rpc,
                                freePort(),
                                rpc,
                                runtime == null ? "" : chroot(runtime),
                                vault != null,
                                vault == null ? "" : vault));
    }

    private static String chroot(Path runtime) {
        return """
        chroot_env = {
            "%s" = "/"
            "/etc/hosts" = "/etc/hosts"
            "/etc/resolv.conf" = "/etc/resolv.conf"
          }\
        """
                .formatted(runtime.toAbsolutePath());
    }

    static @Nullable Path onPath() {
        for (String directory : System.getenv("PATH").split(":")) {
            Path program = Path.of(directory, "nomad");
            if (Files.isExecutable(program)) {
                return program;
            }
        }
        return null;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Starts it, or starts it again on its data. */
    void start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        program.toString(),
                        "agent",
                        "-config",
                        FILES.resolve("server.hcl").toString(),
                        "-config",
                        FILES.resolve("client.hcl").toString(),
                        "-config",
                        home.resolve("local.hcl").toString());
        // Tasks of exec and raw_exec inherit the agent's environment.
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("HOME", home.toString());
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("agent.log").toFile()));
        Process started = builder.start();
        process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
    }

    /** Ends it without a word; what it runs goes on. */
    void kill() throws InterruptedException {
        Objects.requireNonNull(process).destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The processes of each allocation that runs, by its id. */
    Map<String, Set<Long>> tasks() {
        Pattern executor =
                Pattern.compile(
                        Pattern.quote(home.resolve("data/alloc").toString())
                                + "/([0-9a-f-]{36})/[a-z]+/executor");
        Map<String, Set<Long>> tasks = new TreeMap<>();
        ProcessHandle.allProcesses()
                .forEach(each -> {
                    Matcher line = executor.matcher(each.info().commandLine().orElse(""));
                    if (line.find()) {
                        Set<Long> pids =
                                tasks.computeIfAbsent(line.group(1), id -> new TreeSet<>());
                        each.children().forEach(child -> pids.add(child.pid()));
                    }
                });
        return tasks;
    }

    /** Ends it, whatever it runs, and all that it kept. */
    void end() throws IOException, InterruptedException {
        // Every bot ends with its job; a stubborn one would outlive the agent.
        try {
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> tasks().isEmpty());
        } catch (ConditionTimeoutException e) {
            tasks().values().stream()
                    .flatMap(Set::stream)
                    .map(ProcessHandle::of)
                    .forEach(each -> each.ifPresent(ProcessHandle::destroyForcibly));
        }
        Process running = Objects.requireNonNull(process);
        running.destroy();
        if (!running.waitFor(20, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
        endHelpers();
        unmount();
        delete(home);
    }

    /** What stands beside each task outlives an agent that ends before it has tidied up. */
    private void endHelpers() {
        String ours = "HOME=" + home + "\0";
        ProcessHandle.allProcesses()
                .filter(each -> environment(each).contains(ours))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), ISO_8859_1)
                    + "\0";
        } catch (IOException e) {
            return ""; // it ended meanwhile, or is another person's
        }
    }

    /** What an agent that was killed left mounted. */
    private void unmount() throws IOException, InterruptedException {
        Path mounts = Path.of("/proc/mounts");
        if (!Files.exists(mounts)) {
            return;
        }
        List<String> ours =
                Files.readAllLines(mounts).stream()
                        .map(line -> line.split(" ")[1])
                        .filter(place -> place.startsWith(home + "/"))
                        .sorted(Comparator.reverseOrder())
                        .toList();
        for (String place : ours) {
            new ProcessBuilder("umount", place).inheritIO().start().waitFor();
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path done, @Nullable IOException e) {
                        boolean unused = done.toFile().delete();
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
