package io.sath.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sath.platform.support.PlatformProcess;
import io.sath.platform.support.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that stand nowhere else, driven through test, save, refusal, failure, delivery and crash
 * of a real platform with a real bot; then looked for everywhere, its heap included.
 *
 * <p>{@code -Dsath.canary.keep=DIR} keeps the heap's dump there.
 */
class CanaryE2E {
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final String DEMO = "demo@sath.local";
    private static final String OPERATOR = "admin@sath.local";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    Path dumps;

    private final Map<String, String> canaries = new TreeMap<>();
    private final List<String> answers = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private PlatformProcess platform;
    private @Nullable HttpServer provider;

    @BeforeEach
    void begin() {
        platform = new PlatformProcess(data);
    }

    @AfterEach
    void end() throws Exception {
        if (provider != null) {
            provider.stop(0);
        }
        platform.end();
        for (long pid : bots()) {
            PlatformProcess.signal("-9", pid, false);
        }
    }

    @Test
    void aSecretIsFoundNowhere() throws Exception {
        assumeTrue(
                Files.exists(Path.of("bot/target/bot.jar")),
                "there is no bot/target/bot.jar: build the bot first");
        provider = provider();
        start();
        String owner = logIn(DEMO);
        String saved = drive(owner);
        crashes(owner, saved);
        Thread.sleep(QUIET);
        collect(owner);
        Path dump = heap();

        Needles needles = new Needles(canaries.values());
        Map<String, List<String>> found = new TreeMap<>();
        note(found, "heap", needles.in(dump));
        for (String answer : answers) {
            note(found, "answer " + answer.lines().findFirst().orElse(""), needles.in(answer));
        }
        for (long pid : processes()) {
            note(found, "environ of " + pid, needles.in(proc(pid, "environ")));
            note(found, "arguments of " + pid, needles.in(proc(pid, "cmdline")));
        }
        database(found, needles);
        files(found, needles);
        if (System.getProperty("sath.canary.keep") != null) {
            Files.copy(
                    dump,
                    Path.of(System.getProperty("sath.canary.keep"), "canary.hprof"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        System.out.printf(
                "{\"bench\":\"canary\",\"secrets\":%d,\"answers\":%d,\"heapBytes\":%d,\"found\":%d}%n",
                canaries.size(), answers.size(), Files.size(dump), found.size());
        assertThat(found).isEmpty();
    }

    /** The text that is looked for tells all but the last four characters, which pages show. */
    private String canary(String name) {
        StringBuilder text = new StringBuilder("cAnArY");
        String letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        while (text.length() < 60) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        canaries.put(name, text.toString());
        return text + "last";
    }

    /** Test, refusal, faults and save; answers the id of the saved key. */
    private String drive(String owner) {
        ask(owner, 200, "POST", "keys/test", "{\"exchange\":" + binance("tested", false) + "}");
        ask(owner, 422, "POST", "keys/exchange", binance("refused", false));
        ask(
                owner,
                422,
                "POST",
                "keys/exchange",
                "{\"venue\":\"binance\",\"label\":\"x\",\"algorithm\":\"rot13\",\"apiKey\":\""
                        + canary("invalid key")
                        + "\",\"apiSecret\":\""
                        + canary("invalid secret")
                        + "\"}");
        ask(
                owner,
                400,
                "POST",
                "keys/exchange",
                "{\"venue\":\"binance\",\"apiKey\":\"" + canary("cut off"));
        ask(
                owner,
                400,
                "POST",
                "keys/exchange",
                "{\"venue\":\"binance\",\"apiKeyy\":\"" + canary("misnamed") + "\"}");
        ask(
                owner,
                201,
                "POST",
                "keys/ai",
                "{\"provider\":\"deepseek\",\"label\":\"canary\",\"apiKey\":\"sk-"
                        + canary("ai")
                        + "\"}");
        Rest.Reply kept = ask(owner, 201, "POST", "keys/exchange", binance("saved", false));
        ask(owner, 201, "POST", "keys/exchange", binance("unchecked", true));
        return kept.member("id");
    }

    private String binance(String label, boolean skipCheck) {
        return "{\"venue\":\"binance\",\"label\":\""
                + label
                + "\",\"algorithm\":\"hmac\",\"skipCheck\":"
                + skipCheck
                + ",\"apiKey\":\""
                + canary(label + " key")
                + "\",\"apiSecret\":\""
                + canary(label + " secret")
                + "\"}";
    }

    /**
     * A check by the bot program, a delivery at a start, and a bot that is killed and restarted.
     */
    private void crashes(String owner, String saved) throws Exception {
        ask(owner, 202, "POST", "keys/test", "{\"keyId\":\"" + saved + "\"}");
        await().atMost(SOON)
                .until(() ->
                        !ask(owner, 200, "GET", "keys/exchange", null)
                                .text()
                                .contains("\"checking\""));
        try (Connection database = owner();
                Statement statement = database.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE bot_configs SET config = jsonb_set(config, '{keyId}',"
                                            + " to_jsonb('"
                                            + saved
                                            + "'::text)) WHERE tenant_id = (SELECT tenant_id FROM"
                                            + " exchange_keys WHERE id = '"
                                            + saved
                                            + "')"))
                    .isPositive();
        }
        List<Long> first = bots();
        ask(owner, 202, "POST", "bot/restart", "{}");
        await().atMost(SOON).until(() -> !bots().isEmpty() && !bots().equals(first));
        await().atMost(SOON)
                .until(() ->
                        ask(owner, 200, "GET", "bot/status", null)
                                .member("state")
                                .equals("running"));
        await().atMost(SOON).until(() -> used(saved));
        List<Long> second = bots();
        PlatformProcess.signal("-9", second.getFirst(), false);
        await().atMost(SOON).until(() -> !bots().isEmpty() && !bots().equals(second));
    }

    /** The delivery noted the key's use. */
    private boolean used(String saved) throws SQLException, IOException {
        try (Connection database = owner();
                Statement statement = database.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT used_at IS NOT NULL FROM exchange_keys WHERE id = '"
                                        + saved
                                        + "'")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Everything that people and programs read. */
    private void collect(String owner) throws IOException {
        for (String path :
                List.of(
                        "keys/exchange",
                        "keys/ai",
                        "config",
                        "config/revisions",
                        "bot/status",
                        "logs?limit=100",
                        "trades",
                        "positions",
                        "metrics",
                        "decisions",
                        "users/me")) {
            answers.add(
                    "GET "
                            + path
                            + "\n"
                            + Rest.at(platform.port()).as(owner).get("/api/v1/" + path).text());
        }
        answers.add(
                "GET trades as CSV\n"
                        + Rest.at(platform.port())
                                .as(owner)
                                .with("Accept", "text/csv")
                                .get("/api/v1/trades")
                                .text());
        String operator = logIn(OPERATOR);
        for (String path : List.of("admin/audit", "admin/bots", "admin/stats", "admin/users")) {
            answers.add(
                    "GET "
                            + path
                            + "\n"
                            + Rest.at(platform.port()).as(operator).get("/api/v1/" + path).text());
        }
    }

    private Rest.Reply ask(
            String owner, int status, String method, String path, @Nullable String body) {
        Rest as = Rest.at(platform.port()).as(owner);
        Rest.Reply reply =
                (body == null ? as : as.with("Content-Type", "application/json"))
                        .send(method, "/api/v1/" + path, body);
        answers.add(method + " " + path + "\n" + reply.headers().map() + reply.text());
        assertThat(reply.status()).as("%s %s: %s", method, path, reply.text()).isEqualTo(status);
        return reply;
    }

    private String logIn(String email) throws IOException {
        Matcher told = Pattern.compile(Pattern.quote(email) + " +(\\S+)").matcher(platform.log());
        assertThat(told.find()).as("the first start tells %s", email).isTrue();
        Rest.Reply reply =
                Rest.at(platform.port())
                        .post(
                                "/api/v1/auth/login",
                                "{\"email\":\""
                                        + email
                                        + "\",\"password\":\""
                                        + told.group(1)
                                        + "\"}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.member("accessToken");
    }

    /** Binance and DeepSeek as far as a check goes; one key is refused. */
    private HttpServer provider() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/api/v3/time",
                call -> reply(call, 200, "{\"serverTime\":" + System.currentTimeMillis() + "}"));
        server.createContext(
                "/sapi/v1/account/apiRestrictions",
                call -> {
                    String key = String.valueOf(call.getRequestHeaders().getFirst("X-MBX-APIKEY"));
                    boolean refused = key.startsWith(canaries.getOrDefault("refused key", "-"));
                    reply(
                            call,
                            refused ? 401 : 200,
                            refused
                                    ? "{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}"
                                    : "{\"ipRestrict\":true,\"enableReading\":true,"
                                            + "\"enableWithdrawals\":false,"
                                            + "\"enableSpotAndMarginTrading\":true}");
                });
        server.createContext(
                "/api/v3/account",
                call -> reply(call, 401, "{\"code\":-2015,\"msg\":\"Invalid API-key.\"}"));
        server.createContext("/models", call -> reply(call, 200, "{\"data\":[]}"));
        server.start();
        return server;
    }

    private static void reply(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    private void start() throws Exception {
        String base =
                "http://127.0.0.1:"
                        + java.util.Objects.requireNonNull(provider).getAddress().getPort();
        platform.start(
                Map.of("SATH_DEMO", "true"),
                List.of(
                        "--sath.console=true",
                        "--sath.providers.binance.base=" + base,
                        "--sath.providers.binance-testnet.base=" + base,
                        "--sath.providers.deepseek.base=" + base,
                        "--logging.file.name=" + data.resolve("logs/platform.log")));
        await().atMost(START).until(() -> platform.log().contains(DEMO));
        await().atMost(START).until(() -> !bots().isEmpty());
    }

    /** What the platform's heap holds that anything still refers to. */
    private Path heap() throws Exception {
        Path dump = dumps.resolve("platform.hprof");
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(platform.pid()),
                                "GC.heap_dump",
                                dump.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(dump).as(said).exists();
        return dump;
    }

    private List<Long> processes() throws IOException {
        List<Long> all = new ArrayList<>(bots());
        all.add(platform.pid());
        all.add(
                Long.parseLong(
                        Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst()));
        return all;
    }

    private static String proc(long pid, String what) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), what));
    }

    /** The running bots, as the platform wrote them down. */
    private List<Long> bots() throws IOException {
        Path tenants = data.resolve("tenants");
        if (!Files.isDirectory(tenants)) {
            return List.of();
        }
        try (Stream<Path> below = Files.list(tenants)) {
            return below.map(bot -> bot.resolve("config/process"))
                    .filter(Files::exists)
                    .map(CanaryE2E::pid)
                    .toList();
        }
    }

    private static long pid(Path handle) {
        try {
            return Long.parseLong(Files.readString(handle).split(" ")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection owner() throws SQLException, IOException {
        Matcher address =
                Pattern.compile("(?m)^port = (\\d+)$")
                        .matcher(Files.readString(data.resolve("postgres/sath.conf")));
        assertThat(address.find()).isTrue();
        Properties passwords = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve("postgres-passwords.properties"))) {
            passwords.load(in);
        }
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + address.group(1) + "/sath",
                "sath_owner",
                passwords.getProperty("sath_owner"));
    }

    /** Every row of every table as text, bytes in hex. */
    private void database(Map<String, List<String>> found, Needles needles) throws Exception {
        int rows = 0;
        try (Connection database = owner();
                Statement names = database.createStatement();
                ResultSet tables =
                        names.executeQuery(
                                "SELECT table_name FROM information_schema.tables"
                                        + " WHERE table_schema = 'public'")) {
            while (tables.next()) {
                String table = tables.getString(1);
                try (Statement statement = database.createStatement();
                        ResultSet row =
                                statement.executeQuery("SELECT t::text FROM \"" + table + "\" t")) {
                    while (row.next()) {
                        rows++;
                        note(found, "table " + table, needles.in(String.valueOf(row.getString(1))));
                    }
                }
            }
        }
        assertThat(rows).as("rows that were searched").isGreaterThan(100);
    }

    /** Every file below the data directory: logs, the bots' own, the server's and its journal. */
    private void files(Map<String, List<String>> found, Needles needles) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try {
                    note(found, "file " + data.relativize(file), needles.in(file));
                } catch (java.nio.file.NoSuchFileException e) {
                    continue; // the server removes files of its own
                }
            }
        }
    }

    private static void note(Map<String, List<String>> found, String where, List<String> what) {
        if (!what.isEmpty()) {
            found.computeIfAbsent(where, none -> new ArrayList<>()).addAll(what);
        }
    }
}
