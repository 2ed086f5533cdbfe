package io.sath.platform.secrets.store.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sath.platform.secrets.store.SecretStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of Vault's KV version 2 that the platform uses, in memory on loopback. It answers what a
 * real server answered (the recordings beside it), can be sealed, and can fall silent after a
 * number of calls, with or without having done the last one.
 */
public final class MemoryVault implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PATH = Pattern.compile("/v1/kv/(data|metadata|subkeys)/(.+)");

    /** A secret: its versions, oldest first. */
    private static final class Secret {
        final List<JsonNode> versions = new ArrayList<>();
        JsonNode notes = JSON.createObjectNode();
    }

    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean sealed;
    private volatile boolean stalled;

    public MemoryVault() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI addr() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void seal(boolean shut) {
        sealed = shut;
    }

    /** Takes writes and never answers anything again. */
    public void stall() {
        stalled = true;
    }

    /** Does the next {@code calls} calls, but does not answer the last of them, nor any later. */
    public void fallSilentAfter(int calls) {
        callsLeft.set(calls);
    }

    /** The value of a field as it is kept now; null for none. */
    public String value(String path, String field) {
        Secret secret = secrets.get(path);
        return secret == null || secret.versions.isEmpty()
                ? ""
                : secret.versions.getLast().path(field).asString("");
    }

    public int version(String path) {
        Secret secret = secrets.get(path);
        return secret == null ? 0 : secret.versions.size();
    }

    public int size() {
        return secrets.size();
    }

    /** The platform's adapter over this server. */
    public SecretStore store() {
        Duration deadline = Duration.ofMillis(1500);
        HttpClient client = HttpClient.newHttpClient();
        VaultHttp http = new VaultHttp(client, addr(), null, deadline);
        VaultToken token =
                new VaultToken(
                        () -> new VaultLogin.Outcome.In("token", Duration.ofHours(1), true),
                        http,
                        Clock.systemUTC(),
                        () -> 0.5);
        return new VaultSecretStore(
                new VaultSettings(
                        addr(),
                        "kv",
                        null,
                        null,
                        null,
                        "approle",
                        null,
                        "jwt-nomad",
                        "sath-platform",
                        deadline),
                client,
                http,
                token);
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] sent = call.getRequestBody().readAllBytes();
        if (stalled) {
            // Not answered, not closed: the caller has to give up by itself.
            return;
        }
        int left = callsLeft.getAndDecrement();
        if (left <= 0) {
            call.close();
            return;
        }
        if (call.getRequestURI().getPath().equals("/v1/sys/health")) {
            reply(call, sealed ? 503 : 200, "{}");
            return;
        }
        if (sealed) {
            reply(call, 503, "{\"errors\":[\"Vault is sealed\"]}");
            return;
        }
        Matcher path = PATH.matcher(call.getRequestURI().getPath());
        if (!path.matches()) {
            reply(call, 404, "{\"errors\":[]}");
            return;
        }
        Reply reply =
                handle(
                        call.getRequestMethod() + " " + path.group(1),
                        path.group(2),
                        sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent));
        if (left == 1) {
            call.close();
            return;
        }
        reply(call, reply.status(), reply.body());
    }

    private record Reply(int status, String body) {}

    private synchronized Reply handle(String what, String path, JsonNode body) {
        Secret secret = secrets.get(path);
        return switch (what) {
            case "POST data", "PUT data" -> write(path, body);
            case "POST metadata" -> {
                secrets.computeIfAbsent(path, none -> new Secret()).notes =
                        body.path("custom_metadata");
                yield new Reply(204, "");
            }
            case "DELETE metadata" -> {
                secrets.remove(path);
                yield new Reply(204, "");
            }
            case "GET metadata" ->
                    secret == null
                            ? new Reply(404, "{\"errors\":[]}")
                            : new Reply(200, about(secret).toString());
            case "GET subkeys" -> {
                if (secret == null || secret.versions.isEmpty()) {
                    yield new Reply(404, "{\"errors\":[]}");
                }
                ObjectNode answer = JSON.createObjectNode();
                ObjectNode names = answer.putObject("data").putObject("subkeys");
                secret.versions.getLast().propertyNames().forEach(names::putNull);
                yield new Reply(200, answer.toString());
            }
            default ->
                    new Reply(
                            403,
                            "{\"errors\":[\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}");
        };
    }

    private Reply write(String path, JsonNode body) {
        Secret secret = secrets.computeIfAbsent(path, none -> new Secret());
        if (body.path("options").path("cas").asInt(-1) != secret.versions.size()) {
            return new Reply(
                    400,
                    "{\"errors\":[\"check-and-set parameter did not match the current version\"]}");
        }
        secret.versions.add(body.path("data"));
        return new Reply(200, "{\"data\":{\"version\":" + secret.versions.size() + "}}");
    }

    private static JsonNode about(Secret secret) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode data = answer.putObject("data");
        data.put("current_version", secret.versions.size());
        data.put("updated_time", "2026-11-22T12:00:00.123456789Z");
        data.set("custom_metadata", secret.notes);
        ObjectNode versions = data.putObject("versions");
        for (int i = 1; i <= secret.versions.size(); i++) {
            versions.putObject(String.valueOf(i)).put("deletion_time", "").put("destroyed", false);
        }
        return answer;
    }

    private static void reply(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
