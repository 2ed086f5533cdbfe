package io.sath.platform.orchestration.scheduler.nomad;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Nomad for tests: the one that {@code NOMAD_ADDR} (with {@code NOMAD_TOKEN}, a management
 * token) names, else a server and client in one process, started from the {@code nomad} on the PATH
 * with a data directory of its own. The platform gets a token with the policy of operation and
 * nothing more. Tests skip with one line where neither is at hand.
 */
public final class RealNomad {
    private static final Path POLICIES = Path.of("nomad-jobs/acl");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI addr;
    private final String management;
    private final Path tokenFile;
    private final Path nodesTokenFile;
    private final Path home;
    private @Nullable Process agent;

    private RealNomad(URI addr, Path home, @Nullable Process agent, String management) {
        this.addr = addr;
        this.home = home;
        this.agent = agent;
        this.management = management;
        this.tokenFile = home.resolve("token");
        this.nodesTokenFile = home.resolve("nodes-token");
    }

    /** Starts or finds one; skips the test where there is none. */
    public static RealNomad start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("nomad-test");
        String named = System.getenv("NOMAD_ADDR");
        RealNomad nomad;
        if (named != null) {
            String token = System.getenv("NOMAD_TOKEN");
            nomad = new RealNomad(URI.create(named), home, null, token == null ? "" : token);
        } else {
            Path program = onPath();
            Assumptions.assumeTrue(
                    program != null,
                    "SKIPPED: no real Nomad at hand (NOMAD_ADDR, or nomad on the PATH)");
            int http = freePort();
            nomad = new RealNomad(URI.create("http://127.0.0.1:" + http), home, null, "");
            nomad.write(http);
            nomad.run(java.util.Objects.requireNonNull(program));
            String management =
                    nomad.call("POST", "/v1/acl/bootstrap", null).path("SecretID").asString();
            nomad = new RealNomad(nomad.addr, home, nomad.agent, management);
            nomad.awaitNode();
        }
        nomad.prepare();
        return nomad;
    }

    URI addr() {
        return addr;
    }

    Path tokenFile() {
        return tokenFile;
    }

    Path nodesTokenFile() {
        return nodesTokenFile;
    }

    private static @Nullable Path onPath() {
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

    private void write(int http) throws IOException {
        int rpc = freePort();
        int serf = freePort();
        Files.writeString(
                home.resolve("agent.hcl"),
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
                  enabled          = true
                  bootstrap_expect = 1
                }
                client {
                  enabled          = true
                  servers          = ["127.0.0.1:%d"]
                  max_kill_timeout = "90s"
                }
                plugin "raw_exec" {
                  config {
                    enabled = true
                  }
                }
                limits {
                  http_max_conns_per_client = 1000
                }
                acl {
                  enabled = true
                }
                """
                        .formatted(home.resolve("data"), http, rpc, serf, rpc));
    }

    /** Starts the agent, or starts it again on its data. */
    void run(Path program) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        program.toString(),
                        "agent",
                        "-config",
                        home.resolve("agent.hcl").toString());
        // Tasks of exec and raw_exec inherit the agent's environment.
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.environment().put("HOME", home.toString());
        builder.redirectErrorStream(true).redirectOutput(home.resolve("agent.log").toFile());
        Process started = builder.start();
        agent = started;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> get("/v1/status/leader").asString("").contains(":"));
    }

    private void awaitNode() {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> get("/v1/nodes").path(0).path("Status").asString("").equals("ready"));
    }

    private void prepare() throws IOException, InterruptedException {
        call("PUT", "/v1/namespace/bots", Map.of("Name", "bots"));
        token("sath-platform", tokenFile);
        token("sath-nodes", nodesTokenFile);
    }

    private void token(String policy, Path file) throws IOException, InterruptedException {
        String name = policy + "-test";
        call(
                "PUT",
                "/v1/acl/policy/" + name,
                Map.of(
                        "Name",
                        name,
                        "Rules",
                        Files.readString(POLICIES.resolve(policy + ".policy.hcl"))));
        JsonNode token =
                call(
                        "PUT",
                        "/v1/acl/token",
                        Map.of("Name", name, "Type", "client", "Policies", List.of(name)));
        Files.writeString(file, token.path("SecretID").asString() + "\n");
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    /** A call with the management token. */
    JsonNode call(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(addr.resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(body)));
        if (!management.isEmpty()) {
            request.header("X-Nomad-Token", management);
        }
        var response = HTTP.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    /** Ends every job of the bots, and the agent where it is ours. */
    public void close() throws IOException, InterruptedException {
        List<String> jobs = new ArrayList<>();
        get("/v1/jobs?namespace=bots").forEach(job -> jobs.add(job.path("ID").asString()));
        for (String job : jobs) {
            call("DELETE", "/v1/job/" + job + "?namespace=bots&purge=true", null);
        }
        Process ours = agent;
        if (ours != null) {
            // Every bot ends with its job; a stubborn one would outlive the agent.
            try {
                await().atMost(Duration.ofSeconds(10))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> ours.descendants().count() == 0);
            } catch (ConditionTimeoutException e) {
                ours.descendants().forEach(ProcessHandle::destroyForcibly);
            }
            ours.destroy();
            if (!ours.waitFor(20, TimeUnit.SECONDS)) {
                ours.destroyForcibly();
            }
        }
        delete(home);
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
