package io.sath.platform.secrets.store.vault;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Vault or OpenBao for tests: the one at {@code VAULT_ADDR} (with {@code VAULT_TOKEN} of an
 * administrator), or one that a {@code bao} or {@code vault} on the PATH starts in development mode
 * on loopback; applied to it, {@code vault-policies/}.
 */
public final class RealVault {
    private static final String ROOT = "development-root";

    final URI addr;
    final VaultHttp http;
    private WorkloadIdentities identities;
    private final String root;

    @SuppressWarnings("NullAway.Init")
    private RealVault(URI addr, String root) {
        this.addr = addr;
        this.root = root;
        http = new VaultHttp(HttpClient.newHttpClient(), addr, null, Duration.ofSeconds(5));
    }

    private @Nullable Path log;

    private static Optional<RealVault> started = Optional.empty();
    private static boolean tried;

    /** The one server of this run of tests, or nothing where none is at hand. */
    static synchronized Optional<RealVault> find() throws Exception {
        if (!tried) {
            tried = true;
            started = begin();
            if (started.isPresent()) {
                started.get().applyPolicies();
            }
        }
        return started;
    }

    private static Optional<RealVault> begin() throws IOException {
        String addr = System.getenv("VAULT_ADDR");
        String token = System.getenv("VAULT_TOKEN");
        if (addr != null && token != null) {
            return Optional.of(new RealVault(URI.create(addr), token));
        }
        return program().isEmpty() ? Optional.empty() : Optional.of(start(program().get()));
    }

    /** Whether one could be started. */
    public static boolean isOnPath() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        return Stream.of("bao", "vault").flatMap(name -> onPath(name).stream()).findFirst();
    }

    /** Another server, for one test alone, which may seal it; nothing without a program. */
    public static Optional<RealVault> own() throws Exception {
        if (program().isEmpty()) {
            return Optional.empty();
        }
        RealVault own = start(program().get());
        own.applyPolicies();
        return Optional.of(own);
    }

    /** Believes the workload identities of this Nomad from now on. */
    public void trust(URI nomad) throws Exception {
        apply(nomad.resolve("/.well-known/jwks.json").toString());
    }

    public URI addr() {
        return addr;
    }

    public void seal() {
        admin("sys/seal", Map.of());
    }

    /** With the key that a server in development mode prints at its start. */
    public void unseal() throws IOException {
        String said = Files.readString(java.util.Objects.requireNonNull(log));
        String key =
                said.lines()
                        .filter(line -> line.startsWith("Unseal Key: "))
                        .findFirst()
                        .orElseThrow()
                        .substring("Unseal Key: ".length());
        admin("sys/unseal", Map.of("key", key.strip()));
    }

    /** The version that the server says it is. */
    public String version() {
        return adminGet("sys/health").body().path("version").asString();
    }

    public String roleId() {
        return adminGet("auth/approle/role/platform/role-id")
                .body()
                .path("data")
                .path("role_id")
                .asString();
    }

    /** A response-wrapped secret-id of the platform's, good once. */
    public String wrappedSecretId() throws Exception {
        HttpRequest ask =
                HttpRequest.newBuilder(addr.resolve("/v1/auth/approle/role/platform/secret-id"))
                        .header("X-Vault-Token", root)
                        .header("X-Vault-Wrap-TTL", "60s")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return JsonMapper.shared()
                .readTree(
                        HttpClient.newHttpClient()
                                .send(ask, HttpResponse.BodyHandlers.ofByteArray())
                                .body())
                .path("wrap_info")
                .path("token")
                .asString();
    }

    /** Whether the reading of a value is refused to this token. */
    public boolean refuses(String token, String path) {
        return http.get("kv/data/" + path, token).equals(new VaultAnswer.Refused(403));
    }

    /** A value as an administrator sees it; empty for none. */
    public String value(String path, String field) {
        return http.get("kv/data/" + path, root) instanceof VaultAnswer.Ok(var body)
                ? body.path("data").path("data").path(field).asString("")
                : "";
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static RealVault start(Path program) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder server =
                new ProcessBuilder(
                        program.toString(),
                        "server",
                        "-dev",
                        "-dev-no-store-token",
                        "-dev-root-token-id=" + ROOT,
                        "-dev-listen-address=127.0.0.1:" + port);
        Path home = Files.createTempDirectory("vault-home");
        server.environment().put("HOME", home.toString());
        server.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
        Process process = server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        RealVault vault = new RealVault(URI.create("http://127.0.0.1:" + port), ROOT);
        vault.log = home.resolve("log");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> vault.http.healthStatus() == 200);
        return vault;
    }

    private void applyPolicies() throws Exception {
        identities = new WorkloadIdentities();
        apply(identities.jwksUrl());
    }

    private void apply(String jwksUrl) throws Exception {
        ProcessBuilder apply = new ProcessBuilder(List.of("vault-policies/apply.sh"));
        apply.environment()
                .putAll(
                        Map.of(
                                "VAULT_ADDR",
                                addr.toString(),
                                "VAULT_TOKEN",
                                root,
                                "NOMAD_JWKS_URL",
                                jwksUrl));
        Process process = apply.redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("vault-policies/apply.sh: " + said);
        }
    }

    /** What Vault answers to the log-in of a job's task. */
    VaultAnswer logIn(String role, String namespace, String job) throws Exception {
        return http.post(
                "auth/jwt-nomad/login",
                null,
                Map.of("role", role, "jwt", identities.of(namespace, job)));
    }

    /** Does something as the administrator. */
    VaultAnswer.Ok admin(String path, Map<String, ?> body) {
        return ok(path, http.post(path, root, body));
    }

    VaultAnswer.Ok adminGet(String path) {
        return ok(path, http.get(path, root));
    }

    private static VaultAnswer.Ok ok(String path, VaultAnswer answer) {
        if (answer instanceof VaultAnswer.Ok ok) {
            return ok;
        }
        throw new IllegalStateException(path + ": " + answer);
    }

    /** The platform's own token, by the AppRole with a fresh secret-id. */
    public String platformToken() {
        String secretId =
                admin("auth/approle/role/platform/secret-id", Map.of())
                        .body()
                        .path("data")
                        .path("secret_id")
                        .asString();
        return ok(
                        "login",
                        http.post(
                                "auth/approle/login",
                                null,
                                Map.of("role_id", roleId(), "secret_id", secretId)))
                .body()
                .path("auth")
                .path("client_token")
                .asString();
    }

    VaultSettings settings() {
        return new VaultSettings(
                addr,
                "kv",
                null,
                null,
                null,
                "approle",
                null,
                "jwt-nomad",
                "sath-platform",
                Duration.ofSeconds(2));
    }
}
