package io.sath.platform.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST API as a client sees it; each {@code with} answers another client. */
public final class Rest {
    static final String HOME = "127.0.0.1";

    private static volatile HttpClient http = from(HOME);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final List<String> headers;

    private Rest(String base, List<String> headers) {
        this.base = base;
        this.headers = List.copyOf(headers);
    }

    /** A client that nobody knows. */
    public static Rest at(int port) {
        return new Rest("http://127.0.0.1:" + port, List.of());
    }

    /** Calls come from that address of this machine from now on. */
    static void comesFrom(String address) {
        http = from(address);
    }

    private static HttpClient from(String address) {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    /** As this one, with a header more. */
    public Rest with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Rest(base, more);
    }

    /** As this one, with an access token. */
    public Rest as(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    public Reply get(String path) {
        return send("GET", path, null);
    }

    public Reply post(String path, String json) {
        return with("Content-Type", "application/json").send("POST", path, json);
    }

    public Reply put(String path, String json) {
        return with("Content-Type", "application/json").send("PUT", path, json);
    }

    /** Any other request; {@code body} is null where there is none. */
    public Reply send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Reply(int status, HttpHeaders headers, String text) {
        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** A member of the answer as text; empty where it is missing. */
        public String member(String name) {
            return json().path(name).asString("");
        }

        /** The code of a problem. */
        public String code() {
            return member("code");
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }
}
