package io.sath.platform.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A platform that {@code ./sath up} started, and the demo tenant's way to work it. */
final class BenchPlatform implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DEMO = "demo@sath.local";
    private static final String OPERATOR = "admin@sath.local";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path data;
    private final String address;
    private final Duration toFirstPage;
    private String password = "";
    private String token = "";
    private Instant tokenUntil = Instant.MIN;

    BenchPlatform(Path root, Path data) throws Exception {
        this.data = data;
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        ProcessBuilder builder =
                new ProcessBuilder(
                                root.resolve("sath").toString(),
                                "up",
                                "--port",
                                String.valueOf(port))
                        .redirectErrorStream(true);
        builder.environment().put("SATH_DATA_DIR", data.toString());
        builder.environment().put("SATH_DEMO", "true");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_"));
        process = builder.start();
        process.getOutputStream().close();
        // Its output is read to its end, whatever it says: a full pipe would hold it up.
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        waitFor(out, "Starting");
        long begun = System.nanoTime();
        until("the first page", () -> page() == 200);
        toFirstPage = Duration.ofNanos(System.nanoTime() - begun);
        String said = waitFor(out, "Ctrl-C");
        if (said.contains(DEMO)) {
            password = password(said, DEMO);
            liftLimits(password(said, OPERATOR));
        }
        Thread.ofVirtual().start(() -> out.lines().forEach(line -> {}));
    }

    Duration toFirstPage() {
        return toFirstPage;
    }

    /** The demo tenant's password, which only the first start tells. */
    String password() {
        return password;
    }

    void logIn(String known) {
        password = known;
    }

    String get(String path) throws Exception {
        return send(request(path).GET());
    }

    String post(String path) throws Exception {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    void put(String path, String body) throws Exception {
        send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Stops the tenant's bot and waits until it is gone. */
    void stopBot() throws Exception {
        post("bot/stop");
        until("the bot's end", () -> get("bot/status").contains("\"state\":\"stopped\""));
    }

    /** Starts the tenant's bot; answers how long its first heartbeat took to be seen. */
    Duration startBot() throws Exception {
        Instant asked = Instant.now();
        long begun = System.nanoTime();
        post("bot/start");
        until("the bot's first heartbeat", () -> beat(get("bot/status")).isAfter(asked));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The process of the tenant's bot. */
    ProcessHandle bot() {
        return ProcessHandle.allProcesses()
                .filter(each ->
                        each.info()
                                .commandLine()
                                .filter(line -> line.contains("-Dsath.home=" + data))
                                .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the bot has no process"));
    }

    /** Ends the bots and the platform, as a person's Ctrl-C does. */
    @Override
    public void close() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
        process.onExit().join();
        http.close();
    }

    /** The first field of a name behind another name. */
    private static String field(String json, String name, String behind) {
        return field(json.substring(json.indexOf("\"" + behind + "\"")), name);
    }

    static String field(String json, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        return value.find() ? value.group(1) : "";
    }

    private static String password(String said, String email) {
        Matcher shown = Pattern.compile(Pattern.quote(email) + " +(\\S+)").matcher(said);
        if (!shown.find()) {
            throw new IllegalStateException("the first start did not tell the log-in " + email);
        }
        return shown.group(1);
    }

    /** Looking often must not run into the plan's calls a minute. */
    private void liftLimits(String operatorPassword) throws Exception {
        String tenant = field(send(request("users/me").GET()), "id", "tenants");
        HttpRequest.Builder change =
                HttpRequest.newBuilder(URI.create(address + "/api/v1/admin/tenants/" + tenant))
                        .header("Authorization", "Bearer " + token(OPERATOR, operatorPassword))
                        .header("Content-Type", "application/json")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"status":"active","plan":"pro","limits":{"callsPerMinute":1000000}}
                                        """));
        send(change);
    }

    private String token(String email, String known) throws Exception {
        String body = "{\"email\":\"" + email + "\",\"password\":\"" + known + "\"}";
        return field(
                send(
                        HttpRequest.newBuilder(URI.create(address + "/api/v1/auth/login"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))),
                "accessToken");
    }

    private static Instant beat(String status) {
        String at = field(status, "lastBeatAt");
        return at.isEmpty() || at.equals("null") ? Instant.MIN : Instant.parse(at);
    }

    private HttpRequest.Builder request(String path) throws Exception {
        if (Instant.now().isAfter(tokenUntil)) {
            token = token(DEMO, password);
            tokenUntil = Instant.now().plus(Duration.ofMinutes(10));
        }
        return HttpRequest.newBuilder(URI.create(address + "/api/v1/" + path))
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response =
                http.send(
                        request.timeout(Duration.ofSeconds(30)).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private int page() {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(address + "/login"))
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // not yet
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException(what + " did not come within " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }

    /** Reads on to the line with {@code mark}; answers all that was read. */
    private static String waitFor(BufferedReader out, String mark) throws IOException {
        StringBuilder read = new StringBuilder();
        String line;
        while ((line = out.readLine()) != null) {
            read.append(line).append('\n');
            if (line.contains(mark)) {
                return read.toString();
            }
        }
        throw new IOException("the platform did not start:\n" + read);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
