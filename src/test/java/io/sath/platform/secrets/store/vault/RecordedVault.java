package io.sath.platform.secrets.store.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays recorded answers of a real server back in the order of the script, on loopback, and
 * remembers what it was asked.
 */
final class RecordedVault implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final LinkedBlockingDeque<JsonNode> script = new LinkedBlockingDeque<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    RecordedVault(String... recordings) throws IOException {
        for (String recording : recordings) {
            script.add(recording(recording));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static JsonNode recording(String name) throws IOException {
        try (InputStream in = RecordedVault.class.getResourceAsStream("/vault/" + name + ".json")) {
            return JSON.readTree(java.util.Objects.requireNonNull(in, name)).path("response");
        }
    }

    URI addr() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange call) throws IOException {
        asked.add(call.getRequestMethod() + " " + call.getRequestURI());
        call.getRequestBody().readAllBytes();
        JsonNode answer = script.poll();
        if (answer == null) {
            call.close();
            return;
        }
        byte[] body =
                answer.path("body").isMissingNode() || answer.path("body").isNull()
                        ? new byte[0]
                        : answer.path("body").toString().getBytes(StandardCharsets.UTF_8);
        int status = answer.path("status").asInt();
        call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
