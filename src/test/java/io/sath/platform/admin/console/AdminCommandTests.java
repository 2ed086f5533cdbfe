package io.sath.platform.admin.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminCommandTests {
    private static final String FIRST = "0199a000-0000-7000-8000-000000000001";
    private static final String SECOND = "0199a000-0000-7000-8000-000000000002";

    private final List<String> requests = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private HttpServer platform;

    @BeforeEach
    void aPlatform() throws IOException {
        platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        platform.createContext("/", this::answer);
        platform.start();
    }

    @AfterEach
    void end() {
        platform.stop(0);
    }

    @Test
    void listsEveryTenantOfEveryPieceWithItsBot() {
        assertThat(run("right", "list-tenants")).isZero();

        assertThat(out.toString(UTF_8))
                .isEqualToNormalizingWhitespace(
                        """
                        ID NAME E-MAIL PLAN STATUS BOT
                        %s First first@example.com free active running
                        %s Second second@example.com pro trial
                        """
                                .formatted(FIRST, SECOND));
        assertThat(requests)
                .last()
                .isEqualTo("POST /api/v1/auth/logout Bearer t {\"refreshToken\":\"r\"}");
    }

    @Test
    void stopsTheBotOfATenant() {
        assertThat(run("right", "stop-bot", FIRST)).isZero();

        assertThat(requests).contains("POST /api/v1/admin/bots/0k3v9m2xw1q7a/stop Bearer t {}");
        assertThat(out.toString(UTF_8)).contains("The bot of First", "stopping");
    }

    @Test
    void saysThatATenantIsUnknown() {
        refused(() -> run("right", "stop-bot", SECOND), 1, "no tenant \"" + SECOND + "\"");
    }

    @Test
    void passesOnWhatThePlatformRefuses() {
        refused(() -> run("wrong", "list-tenants"), 1, "Try again.");
    }

    @Test
    void saysThatNothingAnswers() {
        platform.stop(0);

        refused(() -> run("right", "list-tenants"), 1, "No platform answers at", "./sath up");
    }

    @Test
    void saysThatSomethingElseAnswers() {
        refused(() -> run("page", "list-tenants"), 1, "is not this platform (HTTP 200)");
        refused(() -> run("error", "list-tenants"), 1, "is not this platform (HTTP 500)");
    }

    @Test
    void needsAPasswordFromSomewhere() {
        refused(() -> run("", "list-tenants"), 1, "SATH_ADMIN_PASSWORD");
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        refused(() -> run("right"), 2, "Say which command");
        refused(() -> run("right", "stop"), 2, "There is no \"stop\"");
        refused(() -> run("right", "stop-bot"), 2, "Say which tenant");
        refused(() -> run("right", "list-tenants", "all"), 2, "There is no \"all\"");
        refused(() -> run("right", "list-tenants", "--email"), 2, "--email needs a value");
        refused(() -> run("right", "list-tenants", "--password", "x"), 2, "no \"--password\"");
        refused(() -> run("right", "list-tenants", "--url", "ftp://x"), 2, "\"ftp://x\" is no");
        refused(() -> run("right", "list-tenants", "--url", "http://"), 2, "\"http://\" is no");
    }

    private int run(String password, String... line) {
        List<String> words = new ArrayList<>(List.of(line));
        if (!words.contains("--url") && !words.isEmpty()) {
            words.addAll(
                    words.contains("--email") ? 0 : words.size(),
                    List.of("--url", "http://127.0.0.1:" + platform.getAddress().getPort() + "/"));
        }
        Map<String, String> environment = Map.of("SATH_ADMIN_PASSWORD", password);
        AdminArguments arguments = AdminArguments.parse(words, environment);
        return new AdminCommand(environment, new PrintStream(out, true, UTF_8), Locale.ENGLISH)
                .run(arguments);
    }

    private static void refused(ThrowingCallable work, int code, String... words) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        AdminFault.class,
                        fault -> {
                            assertThat(fault.code()).isEqualTo(code);
                            assertThat(fault.text().in(Locale.ENGLISH))
                                    .hasLineCount(1)
                                    .contains(words);
                        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String path = exchange.getRequestURI().toString();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(exchange.getRequestMethod() + " " + path + " " + token + " " + body);
        if (path.startsWith("/api/v1/admin/") && !"Bearer t".equals(token)) {
            send(exchange, 401, "{\"code\":\"unauthenticated\",\"title\":\"Log in first\"}");
            return;
        }
        switch (path) {
            case "/api/v1/auth/login" -> logIn(exchange, body);
            case "/api/v1/auth/logout" -> send(exchange, 204, "");
            case "/api/v1/admin/tenants?order=asc&limit=200" ->
                    send(exchange, 200, page(tenant(FIRST, "First", "free", "active"), "\"a b\""));
            case "/api/v1/admin/tenants?order=asc&limit=200&cursor=a+b" ->
                    send(exchange, 200, page(tenant(SECOND, "Second", "pro", "trial"), "null"));
            case "/api/v1/admin/bots?order=asc&limit=200" ->
                    send(
                            exchange,
                            200,
                            page(
                                    """
                                    {"botId":"0k3v9m2xw1q7a","tenantId":"%s","tenantName":"First","state":"running"}
                                    """
                                            .formatted(FIRST),
                                    "null"));
            case "/api/v1/admin/bots/0k3v9m2xw1q7a/stop" ->
                    send(exchange, 202, "{\"botId\":\"0k3v9m2xw1q7a\",\"state\":\"stopping\"}");
            default -> send(exchange, 404, "{\"code\":\"not-found\",\"title\":\"Not found\"}");
        }
    }

    private static void logIn(HttpExchange exchange, String body) throws IOException {
        if (body.contains("\"password\":\"right\"")) {
            send(exchange, 200, "{\"accessToken\":\"t\",\"refreshToken\":\"r\"}");
        } else if (body.contains("page")) {
            send(exchange, 200, "<html>");
        } else if (body.contains("error")) {
            send(exchange, 500, "{}");
        } else {
            send(
                    exchange,
                    401,
                    """
                    {"code":"invalid-credentials","title":"E-mail or password is wrong","detail":"Try again."}
                    """);
        }
    }

    private static String page(String item, String next) {
        return "{\"items\":[" + item + "],\"nextCursor\":" + next + "}";
    }

    private static String tenant(String id, String name, String plan, String status) {
        return """
        {"id":"%s","name":"%s","email":"%s@example.com","plan":"%s","status":"%s"}
        """
                .formatted(id, name, name.toLowerCase(Locale.ROOT), plan, status);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
