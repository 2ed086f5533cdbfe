package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks Nomad's API from recorded answers, with faults by order. */
final class RecordedNomad implements AutoCloseable {
    private static final int PAGE = 3;
    private static final Pattern WORD = Pattern.compile("(\\w+) = \"([^\"]*)\"");

    private final RecordedCluster cluster = new RecordedCluster();
    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger dropAfterCommit = new AtomicInteger();
    private final AtomicInteger followed = new AtomicInteger();
    private volatile String dropped = "";
    private volatile @Nullable Refusal refusal;
    private volatile boolean silent;
    private volatile boolean deafToEvents;
    private volatile boolean swallowsEvents;
    private volatile boolean mute;

    private record Refusal(int status, String text) {}

    RecordedNomad() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI addr() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    RecordedCluster cluster() {
        return cluster;
    }

    /** Every request since the start: method and path. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    long count(String request) {
        return requests.stream().filter(one -> one.startsWith(request)).count();
    }

    /** The next so many writes to a path that begins so are carried out and not answered. */
    void dropAfterCommit(String path, int times) {
        dropped = path;
        dropAfterCommit.set(times);
    }

    /** Connections are accepted and nothing is said. */
    void silent(boolean is) {
        silent = is;
    }

    /** Everything is answered so; null: as usual. */
    void refuse(int status, String text) {
        refusal = new Refusal(status, text);
    }

    void serve() {
        refusal = null;
    }

    /** A subscription is answered with 200 and ends without a word, as one that is denied. */
    void denyEvents(boolean is) {
        deafToEvents = is;
    }

    /** Subscriptions stand, and nothing but heartbeats comes. */
    void swallowEvents(boolean is) {
        swallowsEvents = is;
    }

    /** Subscriptions stand, and not even heartbeats come. */
    void mute(boolean is) {
        mute = is;
    }

    int followed() {
        return followed.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        requests.add(method + " " + path);
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (silent) {
                closing.await();
                return;
            }
            Refusal refused = refusal;
            if (refused != null) {
                text(exchange, refused.status(), refused.text());
                return;
            }
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            JsonNode json =
                    body.length == 0
                            ? RecordedCluster.JSON.createObjectNode()
                            : RecordedCluster.JSON.readTree(body);
            if (!path.equals("/v1/event/stream")
                    && !query.getOrDefault("namespace", "").equals("bots")) {
                text(exchange, 403, "Permission denied");
                return;
            }
            route(exchange, method, path, query, json);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(
            HttpExchange exchange,
            String method,
            String path,
            Map<String, String> query,
            JsonNode body)
            throws IOException, InterruptedException {
        List<String> part = List.of(path.substring("/v1/".length()).split("/"));
        switch (part.getFirst()) {
            case "jobs" -> {
                if (path.equals("/v1/jobs/parse")) {
                    json(exchange, parse(body.path("Variables").asString()));
                } else if (method.equals("PUT")) {
                    register(exchange, path, body);
                } else {
                    jobs(exchange, query);
                }
            }
            case "job" -> job(exchange, method, part, query, body);
            case "allocations" -> json(exchange, all(cluster.allocations(null)));
            case "evaluations" -> json(exchange, cluster.blocked());
            case "var" -> variable(exchange, method, path.substring(8), query, body);
            case "nodes" -> json(exchange, RecordedCluster.recorded("nodes.json"));
            case "event" -> events(exchange, Long.parseLong(query.getOrDefault("index", "0")));
            case "client" -> client(exchange, part, query);
            default -> text(exchange, 404, "Invalid path");
        }
    }

    private void register(HttpExchange exchange, String path, JsonNode body) throws IOException {
        String no =
                cluster.register(
                        (ObjectNode) body.path("Job").deepCopy(),
                        body.path("JobModifyIndex").asLong());
        if (no != null) {
            text(exchange, 500, no);
        } else if (answers(path)) {
            ObjectNode answer = (ObjectNode) RecordedCluster.recorded("register-create-cas0.json");
            json(exchange, answer.put("JobModifyIndex", cluster.index()));
        }
    }

    /** False where the connection is to break off instead. */
    private boolean answers(String path) {
        return !path.startsWith(dropped)
                || dropped.isEmpty()
                || dropAfterCommit.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    }

    private void jobs(HttpExchange exchange, Map<String, String> query) throws IOException {
        List<ObjectNode> jobs = cluster.jobsFrom(query.getOrDefault("next_token", ""));
        boolean more = jobs.size() > PAGE && query.containsKey("per_page");
        if (more) {
            exchange.getResponseHeaders()
                    .set("X-Nomad-NextToken", jobs.get(PAGE).path("ID").asString());
        }
        json(exchange, all(more ? jobs.subList(0, PAGE) : jobs));
    }

    private void job(
            HttpExchange exchange,
            String method,
            List<String> part,
            Map<String, String> query,
            JsonNode body)
            throws IOException {
        String id = part.get(1);
        ObjectNode job = cluster.job(id);
        String what = part.size() > 2 ? part.get(2) : "";
        if (method.equals("DELETE")) {
            boolean known = cluster.deregister(id, "true".equals(query.get("purge")));
            if (answers("/v1/job/" + id)) {
                ObjectNode answer =
                        (ObjectNode)
                                RecordedCluster.recorded(
                                        known ? "job-stop.json" : "job-purge-unknown.json");
                json(exchange, known ? answer.put("Index", cluster.index()) : answer);
            }
        } else if (job == null) {
            text(exchange, 404, "job not found");
        } else if (what.equals("allocations")) {
            json(exchange, all(cluster.allocations(id)));
        } else if (what.equals("versions")) {
            ObjectNode versions = RecordedCluster.JSON.createObjectNode();
            versions.putArray("Versions").add(job);
            json(exchange, versions);
        } else if (what.equals("scale")) {
            cluster.scale(
                    id, body.path("Target").path("Group").asString(), body.path("Count").asInt());
            json(exchange, RecordedCluster.recorded("register-create-cas0.json"));
        } else {
            json(exchange, job);
        }
    }

    private void variable(
            HttpExchange exchange,
            String method,
            String path,
            Map<String, String> query,
            JsonNode body)
            throws IOException {
        ObjectNode present = cluster.variable(path);
        switch (method) {
            case "PUT" -> {
                ObjectNode conflict =
                        cluster.put(
                                path,
                                Long.parseLong(query.getOrDefault("cas", "0")),
                                (ObjectNode) body);
                if (conflict != null) {
                    text(exchange, 409, conflict.toString());
                } else if (answers("/v1/var/" + path)) {
                    json(exchange, Objects.requireNonNull(cluster.variable(path)));
                }
            }
            case "DELETE" -> {
                cluster.delete(path);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> {
                if (present == null) {
                    text(exchange, 404, "variable not found");
                } else {
                    json(exchange, present);
                }
            }
        }
    }

    private void client(HttpExchange exchange, List<String> part, Map<String, String> query)
            throws IOException, InterruptedException {
        if (part.get(1).equals("allocation")) {
            if (cluster.kill(part.get(2))) {
                json(exchange, RecordedCluster.recorded("alloc-restart.json"));
            } else {
                text(exchange, 500, "Task not running");
            }
            return;
        }
        String allocation = part.get(3);
        String stream = query.getOrDefault("type", "stdout");
        long at = Long.parseLong(query.getOrDefault("offset", "0"));
        if (cluster.log(allocation, stream, at) == null) {
            text(exchange, 404, "Unknown allocation \"" + allocation + "\"");
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        boolean follow = "true".equals(query.get("follow"));
        followed.addAndGet(follow ? 1 : 0);
        try (OutputStream out = exchange.getResponseBody()) {
            do {
                byte[] more = cluster.log(allocation, stream, at);
                if (more != null && more.length > 0) {
                    // Frames are 64 KiB at most and end anywhere.
                    int length = Math.min(more.length, 1_000);
                    at += length;
                    ObjectNode frame = RecordedCluster.JSON.createObjectNode();
                    frame.put(
                            "Data",
                            Base64.getEncoder()
                                    .encodeToString(java.util.Arrays.copyOf(more, length)));
                    frame.put("File", "alloc/logs/bot." + stream + ".0").put("Offset", at);
                    out.write(frame.toString().getBytes(UTF_8));
                    if (length < more.length) {
                        continue;
                    }
                } else if (!follow) {
                    return;
                }
                out.write("{}".getBytes(UTF_8));
                out.flush();
            } while (pause(follow));
        } catch (IOException e) {
            // The reader has gone.
        } finally {
            followed.addAndGet(follow ? -1 : 0);
        }
    }

    private boolean pause(boolean follow) throws InterruptedException {
        return !closing.await(follow ? 50 : 0, java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    private void events(HttpExchange exchange, long from) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        if (deafToEvents) {
            return;
        }
        long sent = from - 1;
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("{}\n".getBytes(UTF_8));
            out.flush();
            while (closing.getCount() > 0 && !deafToEvents && !silent) {
                List<String> lines = cluster.eventsAfter(sent);
                if (mute) {
                    continue;
                }
                for (String line : lines) {
                    sent =
                            Math.max(
                                    sent,
                                    RecordedCluster.JSON.readTree(line).path("Index").asLong());
                    if (!swallowsEvents) {
                        out.write((line + "\n").getBytes(UTF_8));
                    }
                }
                if (lines.isEmpty()) {
                    out.write("{}\n".getBytes(UTF_8));
                }
                out.flush();
            }
        } catch (IOException e) {
            // The reader has gone.
        }
    }

    /** The recorded parse with this bot's words, and a second group. */
    private static ObjectNode parse(String variables) {
        Map<String, String> words = new TreeMap<>();
        Matcher word = WORD.matcher(variables);
        while (word.find()) {
            words.put(word.group(1), word.group(2));
        }
        ObjectNode job = (ObjectNode) RecordedCluster.recorded("parse-ok.json").deepCopy();
        String id = "bot-" + words.get("bot_id");
        job.put("ID", id).put("Name", id);
        ((ObjectNode) job.get("Meta"))
                .put("tenant", words.get("tenant_id"))
                .put("plan", words.get("plan"))
                .put("spec_hash", words.get("spec_hash"));
        ArrayNode groups = (ArrayNode) job.get("TaskGroups");
        ((ObjectNode) groups.get(0)).put("Count", variables.contains("count = 1\n") ? 1 : 0);
        groups.add(((ObjectNode) groups.get(0).deepCopy()).put("Name", "check").put("Count", 0));
        return job;
    }

    private static ArrayNode all(List<ObjectNode> nodes) {
        ArrayNode all = RecordedCluster.JSON.createArrayNode();
        nodes.forEach(all::add);
        return all;
    }

    private void json(HttpExchange exchange, JsonNode answer) throws IOException {
        byte[] bytes = answer.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Nomad-Index", String.valueOf(cluster.index()));
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("X-Nomad-Index", String.valueOf(cluster.index()));
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new TreeMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int at = pair.indexOf('=');
                query.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), UTF_8));
            }
        }
        return query;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
