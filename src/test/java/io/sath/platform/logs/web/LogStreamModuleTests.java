package io.sath.platform.logs.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotStateChanged;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Uuids;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists and streams of the log as a client sees them. */
@PlatformTest
class LogStreamModuleTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Value("${local.server.port}")
    int port;

    @Autowired List<RecordSink> sinks;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;
    @Autowired ApplicationEventPublisher events;

    private Fixtures.Person person;
    private Rest rest;
    private String token;
    private Source source;
    private final UUID run = Uuids.timeOrdered(Instant.now());
    private long seq;

    @BeforeEach
    void aPersonWithABot() {
        person = fixtures.person();
        rest = Rest.at(port);
        token = Entrance.token(rest, person, jdbc);
        source =
                new Source(
                        person.tenant(),
                        BotId.random(new SecureRandom()),
                        "replay",
                        "paper",
                        "USD");
    }

    private void say(String... messages) {
        List<BotRecord> lines = new ArrayList<>();
        for (String message : messages) {
            lines.add(
                    new BotRecord.Log(
                            new BotRecord.Head(run, ++seq, Instant.now()),
                            BotRecord.Level.INFO,
                            "market.candle",
                            message,
                            false));
        }
        sinks.forEach(sink -> sink.accept(source, lines));
    }

    /** A client of the WebSocket. */
    private final class Socket implements WebSocket.Listener {
        final List<JsonNode> events = new CopyOnWriteArrayList<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        Socket(String query, @Nullable String bearer) {
            WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
            if (bearer != null) {
                builder.header("Authorization", "Bearer " + bearer);
            }
            socket =
                    builder.buildAsync(
                                    URI.create(
                                            "ws://localhost:"
                                                    + port
                                                    + "/api/v1/logs/stream"
                                                    + query),
                                    this)
                            .join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket web, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                events.add(JSON.readTree(part.toString()));
                part.setLength(0);
            }
            web.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket web, int status, String reason) {
            closed.complete(status);
            return null;
        }

        List<JsonNode> of(String type) {
            return events.stream()
                    .filter(event -> event.path("type").asString("").equals(type))
                    .toList();
        }
    }

    @Test
    void aSocketWithATokenInTheHeaderTellsTheStateAndEachLine() {
        Socket socket = new Socket("", token);
        await().untilAsserted(() -> assertThat(socket.of("state")).hasSize(1));
        assertThat(socket.of("state").getFirst().path("state").asString()).isEqualTo("stopped");
        say("one", "two");
        await().untilAsserted(() ->
                assertThat(socket.of("line"))
                        .extracting(event -> event.path("message").asString())
                        .containsExactly("one", "two"));
        JsonNode line = socket.of("line").getFirst();
        assertThat(line.path("level").asString()).isEqualTo("info");
        assertThat(line.path("source").asString()).isEqualTo("bot");
        assertThat(line.path("run").asString()).isEqualTo(run.toString());
        assertThat(line.path("seq").asLong()).isEqualTo(1);
        events.publishEvent(new BotStateChanged(person.tenant()));
        await().untilAsserted(() -> assertThat(socket.of("state")).hasSize(2));
        socket.socket.abort();
    }

    @Test
    void aSocketMayTellItsTokenInTheFirstFrame() {
        Socket socket = new Socket("?q=wanted", null);
        socket.socket.sendText("{\"accessToken\":\"" + token + "\"}", true).join();
        await().untilAsserted(() -> assertThat(socket.of("state")).hasSize(1));
        say("other", "the wanted one");
        await().untilAsserted(() -> assertThat(socket.of("line")).hasSize(1));
        assertThat(socket.of("line").getFirst().path("message").asString())
                .isEqualTo("the wanted one");
        socket.socket.abort();
    }

    @Test
    void aSocketWithoutAGoodTokenIsClosedWith4401() {
        assertThat(new Socket("", "nonsense").closed.orTimeout(10, TimeUnit.SECONDS).join())
                .isEqualTo(4401);
        Socket liar = new Socket("", null);
        liar.socket.sendText("hello", true).join();
        assertThat(liar.closed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(4401);
        Instant began = Instant.now();
        Socket silent = new Socket("", null);
        assertThat(silent.closed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(4401);
        assertThat(Duration.between(began, Instant.now()))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void aFilterThatIsNotRightClosesTheSocketAndSaysSo() {
        assertThat(new Socket("?level=loud", token).closed.orTimeout(10, TimeUnit.SECONDS).join())
                .isEqualTo(4422);
    }

    @Test
    void anEndedSessionEndsItsStream() {
        Rest.Reply login = Entrance.logIn(rest, person, jdbc);
        Socket socket = new Socket("", login.member("accessToken"));
        await().untilAsserted(() -> assertThat(socket.of("state")).hasSize(1));
        rest.as(login.member("accessToken"))
                .post(
                        "/api/v1/auth/logout",
                        "{\"refreshToken\":\"" + login.member("refreshToken") + "\"}");
        assertThat(socket.closed.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(4401);
    }

    @Test
    void serverSentEventsResumeAfterTheLastOneSeen() throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        try (Events first = new Events(null)) {
            first.until("\"type\":\"state\"");
            say("one", "two", "three");
            ids.add(first.idOf("one"));
            first.until("three");
        }
        say("four");
        try (Events second = new Events(ids.getFirst())) {
            assertThat(second.until("four"))
                    .anyMatch(line -> line.contains("\"two\""))
                    .anyMatch(line -> line.contains("\"three\""))
                    .noneMatch(line -> line.contains("\"one\""));
        }
    }

    /** A client of the server-sent events. */
    private final class Events implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader lines;

        Events(@Nullable String last) throws IOException, InterruptedException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + port + "/api/v1/logs/stream"))
                            .header("Authorization", "Bearer " + token)
                            .header("Accept", "text/event-stream");
            if (last != null) {
                request.header("Last-Event-ID", last);
            }
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            body = answer.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        List<String> until(String text) throws IOException {
            List<String> read = new ArrayList<>();
            String line = "";
            while (line != null && !line.contains(text)) {
                line = lines.readLine();
                if (line != null) {
                    read.add(line);
                }
            }
            return read;
        }

        String idOf(String message) throws IOException {
            String id = "";
            String line = "";
            while (line != null && !line.contains("\"message\":\"" + message + "\"")) {
                line = lines.readLine();
                if (line != null && line.startsWith("id:")) {
                    id = line.substring(3).strip();
                }
            }
            return id;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void theListIsPagedAndFiltered() {
        say("one", "two", "three");
        await().untilAsserted(() ->
                assertThat(rest.as(token).get("/api/v1/logs").json().path("items").size())
                        .isEqualTo(3));
        JsonNode page = rest.as(token).get("/api/v1/logs?limit=2&order=asc").json();
        assertThat(page.path("items").path(1).path("message").asString()).isEqualTo("two");
        JsonNode rest2 =
                rest.as(token)
                        .get(
                                "/api/v1/logs?limit=2&order=asc&cursor="
                                        + page.path("nextCursor").asString())
                        .json();
        assertThat(rest2.path("items").path(0).path("message").asString()).isEqualTo("three");
        assertThat(rest2.path("nextCursor").isNull()).isTrue();
        assertThat(
                        rest.as(token)
                                .get("/api/v1/logs?q=two&level=info,warn")
                                .json()
                                .path("items")
                                .size())
                .isEqualTo(1);
        assertThat(rest.as(token).get("/api/v1/logs?source=stderr").json().path("items").size())
                .isZero();
    }

    @Test
    void whatIsNotRightIsNamed() {
        Rest.Reply refused = rest.as(token).get("/api/v1/logs?level=loud&from=yesterday");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.json().path("errors").size()).isEqualTo(2);
        assertThat(rest.as(token).get("/api/v1/logs?cursor=xx").code()).isEqualTo("cursor-invalid");
        assertThat(rest.get("/api/v1/logs").status()).isEqualTo(401);
        assertThat(rest.get("/api/v1/logs/stream").status()).isEqualTo(401);
        assertThat(
                        rest.as(token)
                                .with("Accept", "text/event-stream")
                                .with("Last-Event-ID", "nonsense")
                                .get("/api/v1/logs/stream")
                                .code())
                .isEqualTo("cursor-invalid");
    }
}
