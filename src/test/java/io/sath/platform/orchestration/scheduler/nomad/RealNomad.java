package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Nomad for tests: the one that {@code NOMAD_ADDR} (with {@code NOMAD_TOKEN}, a management
 * token) names, else a server and client in one process, started from the {@code nomad} on the PATH
 * with a data directory of its own. The platform gets a token with the policy of operation and
 * nothing more. Tests skip with one line where neither is at hand.
 */
public final class RealNomad {
    private static final Path JOBS = Path.of("nomad-jobs");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI addr;
    private final Path tokenFile;
    private final Path nodesTokenFile;
    private final @Nullable NomadAgent agent;
    private String management;

    private RealNomad(URI addr, Path home, @Nullable NomadAgent agent, String management) {
        this.addr = addr;
        this.agent = agent;
        this.management = management;
        this.tokenFile = home.resolve("token");
        this.nodesTokenFile = home.resolve("nodes-token");
    }

    /** Starts or finds one; skips the test where there is none. */
    public static RealNomad start() throws IOException, InterruptedException {
        String named = System.getenv("NOMAD_ADDR");
        if (named == null) {
            return own(null, null);
        }
        String token = System.getenv("NOMAD_TOKEN");
        RealNomad nomad =
                new RealNomad(
                        URI.create(named),
                        Files.createTempDirectory("nomad-test"),
                        null,
                        token == null ? "" : token);
        nomad.call("PUT", "/v1/namespace/bots", Map.of("Name", "bots"));
        nomad.policyAndToken("sath-platform", nomad.tokenFile);
        nomad.policyAndToken("sath-nodes", nomad.nodesTokenFile);
        return nomad;
    }

    /**
     * Starts one for this test alone, which may kill it; skips the test without a program.
     *
     * @param vault where bots get their keys; null: nowhere
     * @param runtime the root of the exec driver's tasks; null: that driver is not used
     */
    public static RealNomad own(@Nullable URI vault, @Nullable Path runtime)
            throws IOException, InterruptedException {
        Path program = program();
        Path home = Files.createTempDirectory("nomad-test");
        NomadAgent agent = new NomadAgent(program, home, vault, runtime);
        RealNomad nomad = new RealNomad(agent.addr, home, agent, "");
        nomad.again();
        nomad.management =
                nomad.call("POST", "/v1/acl/bootstrap", null).path("SecretID").asString();
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() ->
                        nomad.get("/v1/nodes").path(0).path("Status").asString("").equals("ready"));
        nomad.apply(program);
        nomad.token(Map.of("Roles", List.of(Map.of("Name", "sath-platform"))), nomad.tokenFile);
        nomad.token(Map.of("Roles", List.of(Map.of("Name", "sath-nodes"))), nomad.nodesTokenFile);
        return nomad;
    }

    /** Skips a class, with one line, where no Nomad is at hand. */
    public static final class AtHand implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return System.getenv("NOMAD_ADDR") != null || isOnPath()
                    ? ConditionEvaluationResult.enabled("a real Nomad is at hand")
                    : ConditionEvaluationResult.disabled(
                            "no Nomad at hand: set NOMAD_ADDR and NOMAD_TOKEN, or put nomad on the"
                                    + " PATH");
        }
    }

    /** Whether one could be started. */
    public static boolean isOnPath() {
        return NomadAgent.onPath() != null;
    }

    private static Path program() {
        return Objects.requireNonNull(NomadAgent.onPath(), "there is no nomad on the PATH");
    }

    public URI addr() {
        return addr;
    }

    public Path tokenFile() {
        return tokenFile;
    }

    public Path nodesTokenFile() {
        return nodesTokenFile;
    }

    private NomadAgent agent() {
        return Objects.requireNonNull(agent, "the cluster is not ours");
    }

    /** Kills the agent, server and client in one; what it runs goes on. */
    public void kill() throws InterruptedException {
        agent().kill();
    }

    /** Starts it again, until it leads. */
    public void again() throws IOException {
        agent().start();
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> get("/v1/status/leader").asString("").contains(":"));
    }

    /** The processes of each allocation that runs, by its id, as the machine sees them. */
    public Map<String, Set<Long>> tasks() {
        return agent().tasks();
    }

    /** What an allocation keeps and takes along. */
    public Path data(String allocation) {
        return agent().home.resolve("data/alloc/" + allocation + "/alloc/data");
    }

    /** What the agent said. */
    public Path log() {
        return agent().home.resolve("agent.log");
    }

    /** As an operator does. */
    private void apply(Path program) throws IOException, InterruptedException {
        ProcessBuilder apply = new ProcessBuilder(JOBS.resolve("apply.sh").toString());
        apply.environment()
                .putAll(
                        Map.of(
                                "NOMAD_ADDR",
                                addr.toString(),
                                "NOMAD_TOKEN",
                                management,
                                "NOMAD",
                                program.toString(),
                                "SATH_NOMAD_DRIVERS",
                                "exec,docker,raw_exec"));
        Process process = apply.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("nomad-jobs/apply.sh: " + said);
        }
    }

    private void policyAndToken(String policy, Path file) throws IOException, InterruptedException {
        String name = policy + "-test";
        String rules = Files.readString(JOBS.resolve("acl/" + policy + ".policy.hcl"));
        call("PUT", "/v1/acl/policy/" + name, Map.of("Name", name, "Rules", rules));
        token(Map.of("Policies", List.of(name)), file);
    }

    private void token(Map<String, ?> rights, Path file) throws IOException, InterruptedException {
        Map<String, Object> token = new java.util.HashMap<>(rights);
        token.put("Name", file.getFileName().toString());
        token.put("Type", "client");
        Files.writeString(
                file, call("PUT", "/v1/acl/token", token).path("SecretID").asString() + "\n");
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    /** A call with the management token. */
    public JsonNode call(String method, String path, @Nullable Object body)
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
        if (agent != null && !agent.isAlive()) {
            again();
        }
        List<String> jobs = new ArrayList<>();
        get("/v1/jobs?namespace=bots").forEach(job -> jobs.add(job.path("ID").asString()));
        for (String job : jobs) {
            call("DELETE", "/v1/job/" + job + "?namespace=bots&purge=true", null);
        }
        if (agent == null) {
            Files.delete(tokenFile);
            Files.delete(nodesTokenFile);
            Files.delete(Objects.requireNonNull(tokenFile.getParent()));
        } else {
            agent.end();
        }
    }
}
