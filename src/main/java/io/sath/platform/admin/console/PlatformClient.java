package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST API of a running platform, as an operator who is logged in until {@link #close}.
 *
 * <p>Whatever does not go well is an {@link AdminFault} with a sentence. Nothing is asked twice.
 */
final class PlatformClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Each bot is an act of its own. */
    private static final Duration PATIENCE_FOR_ALL = Duration.ofMinutes(10);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI url;
    private final Locale locale;
    private @Nullable String accessToken;
    private String refreshToken = "";

    private PlatformClient(URI url, Locale locale) {
        this.url = url;
        this.locale = locale;
    }

    record Tenant(String id, String name, String email, String status, String plan) {
        boolean isActive() {
            return status.equals("active");
        }
    }

    /**
     * @param on whether it is wanted on
     * @param reason why it is so, empty where there is no more to say
     */
    record Bot(
            String tenantId,
            String tenantName,
            String state,
            boolean on,
            String since,
            String reason) {}

    /** How many there are of each; what there is none of is left out. */
    record Numbers(
            long users,
            Map<String, Long> plans,
            Map<String, Long> statuses,
            Map<String, Long> states) {}

    static PlatformClient logIn(AdminArguments.Server server, String password, Locale locale) {
        PlatformClient client = new PlatformClient(server.url(), locale);
        JsonNode tokens =
                client.post("auth/login", Map.of("email", server.email(), "password", password));
        client.accessToken = tokens.path("accessToken").asString();
        client.refreshToken = tokens.path("refreshToken").asString();
        return client;
    }

    List<Tenant> tenants() {
        return all("admin/tenants").stream().map(PlatformClient::tenant).toList();
    }

    List<Bot> bots() {
        return all("admin/bots").stream().map(PlatformClient::bot).toList();
    }

    Numbers numbers() {
        JsonNode stats = send(request("admin/stats").GET().build());
        return new Numbers(
                stats.path("users").asLong(),
                counts(stats.at("/tenants/byPlan")),
                counts(stats.at("/tenants/byStatus")),
                counts(stats.at("/bots/byState")));
    }

    Tenant create(String name, String email, String plan) {
        return tenant(post("tenants", Map.of("name", name, "email", email, "plan", plan)));
    }

    /** Starts the bot of a tenant; answers its state then. */
    String start(Tenant tenant) {
        return text(post("tenants/" + tenant.id() + "/bot/start", Map.of()), "state");
    }

    /** Stops it by the policy of its own configuration; answers its state then. */
    String stop(Tenant tenant) {
        return text(post("tenants/" + tenant.id() + "/bot/stop", Map.of()), "state");
    }

    /** Starts every bot of an active tenant that is off; answers how many. */
    int startAll() {
        return toAll("start-all");
    }

    /** Stops every bot that is on; answers how many. */
    int stopAll() {
        return toAll("stop-all");
    }

    private int toAll(String act) {
        return send(posted("admin/bots/" + act, Map.of()).timeout(PATIENCE_FOR_ALL).build())
                .path("count")
                .asInt();
    }

    @Override
    public void close() {
        try {
            post("auth/logout", Map.of("refreshToken", refreshToken));
        } catch (AdminFault e) {
            // The command is done; a log-in that was not ended ends by itself.
        }
        http.close();
    }

    private static Tenant tenant(JsonNode item) {
        return new Tenant(
                text(item, "id"),
                text(item, "name"),
                text(item, "email"),
                text(item, "status"),
                text(item, "plan"));
    }

    private static Bot bot(JsonNode item) {
        return new Bot(
                text(item, "tenantId"),
                text(item, "tenantName"),
                text(item, "state"),
                text(item, "desired").equals("on"),
                text(item, "since"),
                text(item, "reason"));
    }

    private static Map<String, Long> counts(JsonNode of) {
        Map<String, Long> counts = new LinkedHashMap<>();
        of.forEachEntry((word, count) -> {
            if (count.asLong() > 0) {
                counts.put(word, count.asLong());
            }
        });
        return counts;
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asString("");
    }

    private List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = send(request(path + "?order=asc&limit=200" + cursor).GET().build());
            page.path("items").forEach(items::add);
            String next = page.path("nextCursor").asString("");
            cursor =
                    next.isEmpty()
                            ? ""
                            : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return items;
    }

    private JsonNode post(String path, Map<String, String> body) {
        return send(posted(path, body).build());
    }

    private HttpRequest.Builder posted(String path, Map<String, String> body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                        .timeout(PATIENCE)
                        .header("Accept", "application/json, application/problem+json")
                        .header("Accept-Language", locale.toLanguageTag());
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        return request;
    }

    private JsonNode send(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AdminFault(Text.of("admin.console.unreachable", url.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminFault(Text.of("admin.console.unreachable", url.toString()));
        }
        try {
            JsonNode body =
                    response.body().isEmpty()
                            ? JSON.createObjectNode()
                            : JSON.readTree(response.body());
            if (response.statusCode() / 100 == 2) {
                return body;
            }
            if (body.has("code")) {
                throw new AdminFault(Text.of("admin.console.refused", refusal(body)));
            }
        } catch (JacksonException e) {
            // not the platform's words: the answer below
        }
        throw new AdminFault(
                Text.of("admin.console.strange", url.toString(), response.statusCode()));
    }

    /** The platform's own words, and those at each field. */
    private static String refusal(JsonNode problem) {
        String detail = text(problem, "detail");
        StringBuilder words = new StringBuilder(detail.isEmpty() ? text(problem, "title") : detail);
        for (JsonNode fault : problem.path("errors")) {
            words.append(' ').append(text(fault, "field")).append(": ");
            words.append(text(fault, "message"));
        }
        return words.toString();
    }
}
