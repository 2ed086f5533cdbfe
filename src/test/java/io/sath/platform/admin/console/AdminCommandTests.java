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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminCommandTests {
    private static final String FIRST = "0199a000-0000-7000-8000-000000000001";
    private static final String SECOND = "0199a000-0000-7000-8000-000000000002";
    private static final String THIRD = "0199a000-0000-7000-8000-000000000003";

    private final List<String> requests = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> asked = new ArrayList<>();
    private @Nullable String answer;
    private boolean obeys = true;
    private boolean on = true;
    private boolean trouble;
    private HttpServer platform;

    @TempDir Path directory;

    @SuppressWarnings("NullAway.Init")
    AdminCommandTests() {}

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

        assertThat(requests).contains("POST /api/v1/tenants/" + FIRST + "/bot/stop Bearer t {}");
        assertThat(out.toString(UTF_8)).contains("The bot of First", "stopping");
    }

    @Test
    void startsTheBotOfATenantAlsoOfOneWhoseBotNobodyLookedAtYet() {
        assertThat(run("right", "start-bot", SECOND)).isZero();

        assertThat(requests).contains("POST /api/v1/tenants/" + SECOND + "/bot/start Bearer t {}");
        assertThat(out.toString(UTF_8)).contains("The bot of Second", "starting");
    }

    @Test
    void makesATenantAndSaysWhatItsOwnerGets() {
        int code = create("new@example.com", "pro");

        assertThat(code).isZero();
        assertThat(requests)
                .anySatisfy(request ->
                        assertThat(request)
                                .startsWith("POST /api/v1/auth/login")
                                .contains("\"email\":\"admin@sath.local\""))
                .anySatisfy(request ->
                        assertThat(request)
                                .startsWith("POST /api/v1/tenants Bearer t")
                                .contains(
                                        "\"name\":\"Desk\"",
                                        "\"email\":\"new@example.com\"",
                                        "\"plan\":\"pro\""));
        assertThat(out.toString(UTF_8))
                .isEqualToNormalizingNewlines(
                        """
                        The tenant Desk is there, on pro: %s
                        new@example.com gets a mail with a link to choose a password. The tenant is on trial, and its bot cannot start, until they do.
                        """
                                .formatted(SECOND));
    }

    @Test
    void saysOfSomebodyKnownThatTheyEnterAsAlways() {
        create("known@example.com", "pro", "--as", "op@example.com");

        assertThat(requests).first().asString().contains("\"email\":\"op@example.com\"");
        assertThat(out.toString(UTF_8)).contains("known@example.com has an account");
    }

    @Test
    void namesEachFieldOfATenantThatIsWrong() {
        refused(
                () -> create("nobody", "gold"),
                1,
                "2 values are not right. email: No address. plan: No such plan.");
    }

    @Test
    void asksBeforeItStopsAllAndNeedsAYes() {
        answer = "n";
        assertThat(run("right", "stop-all")).isEqualTo(1);
        answer = null;
        assertThat(run("right", "stop-all")).isEqualTo(1);
        assertThat(requests).noneMatch(request -> request.contains("stop-all"));
        assertThat(out.toString(UTF_8)).contains("Nothing was done.");
        assertThat(asked)
                .containsOnly(
                        "Stop 1 bot that is on, each by the stop policy of its own configuration?"
                                + " (y/n)");

        answer = " Yes ";
        assertThat(run("right", "stop-all")).isZero();
        assertThat(requests).contains("POST /api/v1/admin/bots/stop-all Bearer t {}");
        assertThat(out.toString(UTF_8)).contains("1 bot is to stop.");
    }

    @Test
    void asksNobodyWhoSaidThatTheyAreSure() {
        on = false;
        assertThat(run("right", "start-all", "--yes")).isZero();

        assertThat(asked).isEmpty();
        assertThat(requests).contains("POST /api/v1/admin/bots/start-all Bearer t {}");
        assertThat(out.toString(UTF_8)).contains("1 bot is to start.");
    }

    @Test
    void doesNothingToAllWhereNobodyCanBeAsked() {
        refused(() -> runWithoutTerminal("right", "stop-all"), 1, "--yes");
        refused(() -> runWithoutTerminal("right", "start-all"), 1, "--yes");
        assertThat(requests).isEmpty();

        assertThat(runWithoutTerminal("right", "stop-all", "--yes")).isZero();
    }

    @Test
    void saysWhichBotsWereLeftOut() {
        obeys = false;

        assertThat(run("right", "stop-all", "--yes")).isEqualTo(1);

        assertThat(out.toString(UTF_8))
                .contains("One was left out", "repeating", FIRST, "First", "running");
    }

    @Test
    void asksNothingWhereThereIsNothingToDo() {
        assertThat(run("right", "start-all")).isZero();

        assertThat(asked).isEmpty();
        assertThat(out.toString(UTF_8)).contains("Every bot of an active tenant is on already.");
    }

    @Test
    void showsThePlatformInNumbersAndWhoNeedsSomeone() {
        assertThat(run("right", "dashboard")).isZero();

        assertThat(out.toString(UTF_8))
                .isEqualToNormalizingWhitespace(
                        """
                        PLATFORM http://127.0.0.1:%s
                        People 3
                        Tenants 2: 1 trial, 1 active
                        Plans 2: 1 free, 1 pro
                        Bots 1: 1 running

                        No bot needs anyone.
                        """
                                .formatted(platform.getAddress().getPort()));

        out.reset();
        trouble = true;
        run("right", "dashboard");
        assertThat(out.toString(UTF_8))
                .containsIgnoringWhitespaces(
                        "1 bot needs someone: ID NAME BOT SINCE REASON "
                                + FIRST
                                + " First error 2026-11-22T10:00:00Z It waits for a place");
    }

    @Test
    void readsThePasswordFromAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "right\n");
        assertThat(run("", "list-tenants", "--password-file", file.toString())).isZero();

        Path empty = Files.writeString(directory.resolve("empty"), "\n");
        refused(
                () -> run("right", "list-tenants", "--password-file", empty.toString()),
                1,
                "no password in the first line of " + empty);
        refused(
                () -> run("right", "list-tenants", "--password-file", directory + "/none"),
                1,
                "cannot be read");
    }

    @Test
    void asksForThePasswordWithoutEcho() {
        answer = "right";
        assertThat(run("", "list-tenants")).isZero();
        assertThat(asked).containsExactly("password: Password of admin@sath.local:");
    }

    @Test
    void saysThatATenantIsUnknown() {
        refused(() -> run("right", "stop-bot", THIRD), 1, "no tenant \"" + THIRD + "\"");
        refused(() -> run("right", "start-bot", THIRD), 1, "no tenant \"" + THIRD + "\"");
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
        refused(
                () -> runWithoutTerminal("", "list-tenants"),
                1,
                "SATH_ADMIN_PASSWORD",
                "--password-file");
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        refused(() -> run("right"), 2, "Say which command");
        refused(() -> run("right", "stop"), 2, "There is no \"stop\"");
        refused(() -> run("right", "stop-bot"), 2, "Say which tenant");
        refused(() -> run("right", "start-bot"), 2, "Say which tenant");
        refused(() -> run("right", "create-tenant", "--name", "x", "--plan", "pro"), 2, "--email");
        refused(() -> run("right", "list-tenants", "--yes"), 2, "There is no \"--yes\"");
        refused(() -> run("right", "stop-bot", FIRST, "--plan", "pro"), 2, "no \"--plan\"");
        refused(() -> run("right", "list-tenants", "all"), 2, "There is no \"all\"");
        refused(() -> run("right", "list-tenants", "--email"), 2, "--email needs a value");
        refused(() -> run("right", "list-tenants", "--password", "x"), 2, "no \"--password\"");
        refused(() -> run("right", "list-tenants", "--url", "ftp://x"), 2, "\"ftp://x\" is no");
        refused(() -> run("right", "list-tenants", "--url", "http://"), 2, "\"http://\" is no");
    }

    private int create(String email, String plan, String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "create-tenant",
                                "--name",
                                "Desk",
                                "--email",
                                email,
                                "--plan",
                                plan));
        line.addAll(List.of(more));
        return run("right", line.toArray(String[]::new));
    }

    private int run(String password, String... line) {
        return run(true, password, line);
    }

    private int runWithoutTerminal(String password, String... line) {
        return run(false, password, line);
    }

    private int run(boolean terminal, String password, String... line) {
        List<String> words = new ArrayList<>(List.of(line));
        if (!words.contains("--url") && !words.isEmpty()) {
            words.addAll(
                    0,
                    List.of("--url", "http://127.0.0.1:" + platform.getAddress().getPort() + "/"));
        }
        Map<String, String> environment = Map.of("SATH_ADMIN_PASSWORD", password);
        AdminArguments arguments = AdminArguments.parse(words, environment);
        return new AdminCommand(
                        environment,
                        new Person(terminal),
                        new PrintStream(out, true, UTF_8),
                        Locale.ENGLISH)
                .run(arguments);
    }

    private final class Person implements Terminal {
        private final boolean there;

        Person(boolean there) {
            this.there = there;
        }

        @Override
        public boolean isThere() {
            return there;
        }

        @Override
        public @Nullable String ask(String question) {
            asked.add(question);
            return answer;
        }

        @Override
        public @Nullable String askPassword(String question) {
            asked.add("password: " + question);
            return answer;
        }
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
        if (!path.startsWith("/api/v1/auth/") && !"Bearer t".equals(token)) {
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
                                    {"botId":"0k3v9m2xw1q7a","tenantId":"%s","tenantName":"First",
                                     "state":"%s","desired":"%s","since":"2026-11-22T10:00:00Z","reason":%s}
                                    """
                                            .formatted(
                                                    FIRST,
                                                    trouble ? "error" : "running",
                                                    on ? "on" : "off",
                                                    trouble ? "\"It waits for a place\"" : "null"),
                                    "null"));
            case "/api/v1/admin/bots/stop-all" -> {
                on = !obeys;
                send(exchange, 202, "{\"count\":1}");
            }
            case "/api/v1/admin/bots/start-all" -> {
                on = true;
                send(exchange, 202, "{\"count\":1}");
            }
            case "/api/v1/admin/stats" ->
                    send(
                            exchange,
                            200,
                            """
                            {"users":3,"tenants":{"byPlan":{"free":1,"pro":1},
                             "byStatus":{"trial":1,"active":1,"suspended":0,"expired":0}},
                             "bots":{"byState":{"stopped":0,"running":1}}}
                            """);
            case "/api/v1/tenants" -> create(exchange, body);
            case "/api/v1/tenants/" + SECOND + "/bot/start" ->
                    send(exchange, 202, "{\"state\":\"starting\"}");
            case "/api/v1/tenants/" + FIRST + "/bot/stop" ->
                    send(exchange, 202, "{\"state\":\"stopping\"}");
            default -> send(exchange, 404, "{\"code\":\"not-found\",\"title\":\"Not found\"}");
        }
    }

    private static void create(HttpExchange exchange, String body) throws IOException {
        if (body.contains("gold")) {
            send(
                    exchange,
                    422,
                    """
                    {"code":"invalid","detail":"2 values are not right.","errors":[
                     {"field":"email","message":"No address."},
                     {"field":"plan","message":"No such plan."}]}
                    """);
            return;
        }
        boolean known = body.contains("known@");
        send(
                exchange,
                201,
                """
                {"id":"%s","name":"Desk","email":"%s@example.com","plan":"pro","status":"%s"}
                """
                        .formatted(SECOND, known ? "known" : "new", known ? "active" : "trial"));
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
