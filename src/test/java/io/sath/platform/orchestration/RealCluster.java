package io.sath.platform.orchestration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.orchestration.scheduler.nomad.RealNomad;
import io.sath.platform.secrets.probe.fake.FakeBinance;
import io.sath.platform.secrets.store.vault.RealVault;
import io.sath.platform.support.PlatformProcess;
import io.sath.platform.support.Rest;
import io.sath.platform.support.RestPerson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole chain on real servers of its own: OpenBao or Vault, Nomad, a platform that knows both,
 * and people with bots. Bots run with the driver {@code exec} where this is root's Linux, else with
 * {@code raw_exec}.
 */
final class RealCluster {
    private static final Path JAR = Path.of("bot/target/bot.jar");
    static final Path RUNTIME = Path.of("bot/target/runtime").toAbsolutePath();
    private static final String OPERATOR = "operator@example.com";
    private static final String OPERATORS_PASSWORD = "operators battery staple";
    private static final boolean ROOT = System.getProperty("user.name").equals("root");
    static final String DRIVER =
            System.getProperty("sath.cluster.driver", ROOT ? "exec" : "raw_exec");

    /** As a bot's task sees it. */
    static final String JAVA_HOME =
            DRIVER.equals("raw_exec") ? RUNTIME.resolve("jre").toString() : "/jre";

    final RealVault vault;
    final RealNomad nomad;
    final PlatformProcess platform;
    final List<RestPerson> people = new ArrayList<>();
    private final FakeBinance binance = FakeBinance.live(Clock.systemUTC());
    private @Nullable PlatformProcess replica;

    private RealCluster(RealVault vault, RealNomad nomad, Path folder) {
        this.vault = vault;
        this.nomad = nomad;
        platform = new PlatformProcess(folder.resolve("data"));
    }

    /** Skips a class, with one line, where bots cannot be run on a Nomad of its own. */
    static final class NomadAtHand implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String missing =
                    !System.getProperty("os.name").equals("Linux")
                            ? "the bot's runtime for Nomad is made on Linux"
                            : !Files.exists(JAR)
                                    ? "there is no " + JAR + ": build the bot first"
                                    : !RealNomad.isOnPath()
                                            ? "no nomad on the PATH to start"
                                            : null;
            return missing == null
                    ? ConditionEvaluationResult.enabled("a real Nomad is at hand")
                    : ConditionEvaluationResult.disabled(missing);
        }
    }

    /** Skips a class, with one line, where a server is missing. */
    static final class AtHand implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            ConditionEvaluationResult nomad = new NomadAtHand().evaluateExecutionCondition(context);
            return nomad.isDisabled() || RealVault.isOnPath()
                    ? nomad
                    : ConditionEvaluationResult.disabled("no bao or vault on the PATH to start");
        }
    }

    /** Starts it with so many people. */
    static RealCluster start(Path folder, int people) throws Exception {
        RealVault vault = RealVault.own().orElseThrow();
        RealNomad nomad = RealNomad.own(vault.addr(), RUNTIME);
        RealCluster cluster = new RealCluster(vault, nomad, folder);
        try {
            vault.trust(nomad.addr());
            runtime();
            cluster.startPlatform();
            cluster.invite(people);
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.end();
            throw e;
        }
    }

    /** As an operator does for each new bot; what is there already is kept. */
    static void runtime() throws Exception {
        ProcessBuilder make = new ProcessBuilder("nomad-jobs/runtime.sh", RUNTIME.toString());
        make.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = make.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** Starts the platform, or starts it again, until it answers. */
    void startPlatform() throws Exception {
        platform.start(environment(platform), arguments());
        platform.awaitHealthy();
    }

    /** Starts a second platform on the first one's database; answers its port. */
    int startReplica() throws Exception {
        PlatformProcess second =
                new PlatformProcess(platform.data().resolveSibling("data-of-replica"));
        replica = second;
        Path key = Path.of("keys/access-token.jwk");
        Files.createDirectories(second.data().resolve(key).getParent());
        Files.copy(platform.data().resolve(key), second.data().resolve(key));
        List<String> arguments = new ArrayList<>(arguments());
        LedgerCheckProgram.runningServer(platform.data())
                .forEach(each -> arguments.add("--" + each));
        second.start(environment(second), arguments);
        second.awaitHealthy();
        return second.port();
    }

    private String address() {
        return "http://localhost:" + platform.port();
    }

    private Map<String, String> environment(PlatformProcess of) throws Exception {
        Files.createDirectories(of.data());
        Path secretId = of.data().resolve("secret-id");
        Files.writeString(secretId, vault.wrappedSecretId());
        Map<String, String> environment = new HashMap<>();
        environment.put("SATH_VAULT_ADDR", vault.addr().toString());
        environment.put("SATH_VAULT_ROLE_ID", vault.roleId());
        environment.put("SATH_VAULT_SECRET_ID_FILE", secretId.toString());
        environment.put("SATH_NOMAD_ADDR", nomad.addr().toString());
        environment.put("SATH_NOMAD_TOKEN_FILE", nomad.tokenFile().toString());
        environment.put("SATH_NOMAD_NODES_TOKEN_FILE", nomad.nodesTokenFile().toString());
        environment.put("SATH_NOMAD_DRIVER", DRIVER);
        environment.put("SATH_NOMAD_CORE_MHZ", "1000");
        environment.put("SATH_NOMAD_JAVA_HOME", JAVA_HOME);
        environment.put("SATH_ADMIN_EMAIL", OPERATOR);
        environment.put("SATH_ADMIN_PASSWORD", OPERATORS_PASSWORD);
        environment.put("SATH_DEMO", "false");
        environment.put("SATH_PUBLIC_URL", address());
        environment.put("SATH_TRUSTED_PROXIES", "127.0.0.1");
        environment.put("SATH_PROVIDERS_BINANCE_BASE", binance.base().toString());
        return environment;
    }

    private static List<String> arguments() {
        return List.of(
                "--server.address=127.0.0.1",
                "--sath.account.bcrypt-cost=4",
                "--sath.account.attempts=100000",
                "--sath.account.attempts-per-address=100000",
                "--sath.database.programs-dir="
                        + Path.of(System.getProperty("java.io.tmpdir"), "sath-test-programs"),
                "--spring.main.banner-mode=off");
    }

    /** One of the things that people look at, another at each number. */
    void lookAtAPage(int number) {
        RestPerson person = people.get(number % people.size());
        switch (number % 4) {
            case 0 -> person.status();
            case 1 -> person.get("logs");
            case 2 -> person.get("positions");
            default ->
                    assertThat(Rest.at(platform.port()).with("Accept", "text/html").get("/login"))
                            .matches(page -> page.status() == 200);
        }
    }

    /** People with a key and a bot that uses it, who may call as often as a test does. */
    private void invite(int count) {
        RestPerson operator = RestPerson.known(platform.port(), OPERATOR, OPERATORS_PASSWORD);
        ObjectNode freely = JsonMapper.shared().createObjectNode();
        freely.put("status", "active").put("plan", "free");
        freely.putObject("limits").put("callsPerMinute", 1_000_000);
        for (int i = 0; i < count; i++) {
            RestPerson person =
                    RestPerson.signUp(
                            platform, address(), "person-" + UUID.randomUUID() + "@example.com");
            String tenant = person.get("users/me").path("tenants").path(0).path("id").asString();
            operator.ask(200, "PUT", "admin/tenants/" + tenant, freely);
            binance.knows(apiKey(i), secret(i));
            String key = person.saveKey("mine", apiKey(i), secret(i));
            person.configure(config -> config.put("keyId", key));
            people.add(person);
        }
    }

    /** The key of a person, by their number; all but its last four characters are a secret. */
    static String apiKey(int person) {
        return "cAnArYkEy" + "x".repeat(50) + (1000 + person);
    }

    static String secret(int person) {
        return "cAnArYsEcReT" + "y".repeat(50) + (1000 + person);
    }

    /** What must stand nowhere. */
    List<String> secrets() {
        return List.of(apiKey(0).substring(0, 40), secret(0).substring(0, 40));
    }

    /** Starts everybody's bot that does not run, and waits for its heartbeat. */
    void everybodyRuns() {
        people.stream()
                .filter(each -> !each.status().path("desired").asString().equals("on"))
                .forEach(RestPerson::start);
        people.forEach(each -> each.awaitStatus(Duration.ofSeconds(90), RealCluster::beats));
    }

    /** Stops everybody's bot, and waits until the cluster has nothing of it. */
    void everybodyStops(String policy) {
        people.forEach(each -> each.stop(policy));
        people.forEach(each -> each.awaitStatus(Duration.ofSeconds(90), RealCluster::isStopped));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs().isEmpty() && nomad.tasks().isEmpty());
    }

    /** Whether a bot runs and was heard. */
    static boolean beats(JsonNode status) {
        return status.path("state").asString().equals("running")
                && !status.path("lastBeatAt").isNull();
    }

    static boolean isStopped(JsonNode status) {
        return status.path("state").asString().equals("stopped");
    }

    /** The bots' jobs, in the cluster's own words. */
    List<String> jobs() throws Exception {
        List<String> jobs = new ArrayList<>();
        nomad.get("/v1/jobs?namespace=bots").forEach(job -> jobs.add(job.path("ID").asString()));
        return jobs;
    }

    /** The allocations of each bot that are alive, in the cluster's own words. */
    Map<String, List<String>> alive() throws Exception {
        Map<String, List<String>> alive = new TreeMap<>();
        for (JsonNode one : nomad.get("/v1/allocations?namespace=bots")) {
            if (one.path("ClientStatus").asString().equals("running")
                    && one.path("TaskGroup").asString().equals("bot")) {
                alive.computeIfAbsent(
                                one.path("JobID").asString().substring("bot-".length()),
                                bot -> new ArrayList<>())
                        .add(one.path("ID").asString());
            }
        }
        return alive;
    }

    /** Compares the books of the running bots with the database; answers what it says. */
    String ledgerCheck() throws Exception {
        for (Map.Entry<String, List<String>> bot : alive().entrySet()) {
            Path own = platform.data().resolve("tenants/" + bot.getKey());
            Files.createDirectories(own);
            Files.deleteIfExists(own.resolve("data"));
            Files.createSymbolicLink(own.resolve("data"), nomad.data(bot.getValue().getFirst()));
        }
        return SurvivalE2E.ledgerCheck(platform.data());
    }

    void end() throws Exception {
        try {
            if (replica != null) {
                replica.end();
            }
            platform.end();
        } finally {
            nomad.close();
            binance.close();
        }
    }
}
