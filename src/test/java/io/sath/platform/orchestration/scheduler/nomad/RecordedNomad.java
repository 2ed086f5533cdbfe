package io.sath.platform.orchestration.scheduler.nomad;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.nomad.RecordedStreams.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks Nomad's API from recorded answers, with faults by order. */
public final class RecordedNomad implements AutoCloseable {
    private final RecordedCluster cluster = new RecordedCluster();
    private final RecordedStreams streams = new RecordedStreams(cluster, Duration.ofMillis(100));
    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Collection<String> requests = new ConcurrentLinkedQueue<>();
    private final List<NomadScheduler> adapters = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger dropAfterCommit = new AtomicInteger();
    private volatile String dropped = "";
    private volatile @Nullable Refusal refusal;
    private volatile boolean silent;
    private volatile int page = Integer.MAX_VALUE - 1;

    private record Refusal(int status, String text) {}

    public RecordedNomad() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI addr() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The adapter as in operation; closed with this. */
    public WorkloadScheduler adapter(Clock clock) {
        NomadScheduler fresh =
                TestSettings.scheduler(
                        TestSettings.of(addr(), null, TestSettings.JOB_FILE, Path.of("bot.jar")),
                        clock);
        adapters.add(fresh);
        return fresh;
    }

    public RecordedCluster cluster() {
        return cluster;
    }

    RecordedStreams streams() {
        return streams;
    }

    /** Every request since the start: method and path. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    public long count(String request) {
        return requests.stream().filter(one -> one.startsWith(request)).count();
    }

    /** Of all bodies that were answered. */
    public long bytes() {
        return bytes.get();
    }

    /** How many logs are followed. */
    public int followed() {
        return streams.followed();
    }

    /** Subscriptions stand, and nothing but heartbeats comes. */
    public void swallowEvents(boolean is) {
        streams.events(is ? Events.SWALLOWED : Events.COME);
    }

    /** Subscriptions stand, and not even heartbeats come. */
    public void mute(boolean is) {
        streams.events(is ? Events.MUTE : Events.COME);
    }

    /** Every present subscription ends. */
    public void endEvents() {
        streams.endEvents();
    }

    /** A subscription is answered with 200 and ends without a word, as one that is denied. */
    void denyEvents(boolean is) {
        streams.events(is ? Events.DENIED : Events.COME);
    }

    /** The next so many writes to a path that begins so are carried out and not answered. */
    void dropAfterCommit(String path, int times) {
        dropped = path;
        dropAfterCommit.set(times);
    }

    /** Connections are accepted and nothing is said. */
    void silent(boolean is) {
        silent = is;
        if (is) {
            streams.endEvents();
        }
    }

    /** Everything is answered so. */
    void refuse(int status, String text) {
        refusal = new Refusal(status, text);
    }

    void serve() {
        refusal = null;
    }

    /** No page is longer, whatever is asked for. */
    void pages(int most) {
        page = most;
    }

    private long index() {
        return cluster.events().index();
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
            Reply reply = Reply.to(exchange, page, bytes);
            Refusal refused = refusal;
            if (refused != null) {
                reply.text(refused.status(), refused.text(), index());
            } else if (!path.equals("/v1/event/stream")
                    && !reply.asked("namespace").equals("bots")) {
                reply.text(403, "Permission denied", index());
            } else {
                JsonNode json =
                        body.length == 0
                                ? Recording.JSON.createObjectNode()
                                : Recording.JSON.readTree(body);
                route(reply, method, path, json);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void route(Reply reply, String method, String path, JsonNode body)
            throws IOException, InterruptedException {
        List<String> part = List.of(path.substring("/v1/".length()).split("/"));
        RecordedEvents events = cluster.events();
        switch (part.getFirst()) {
            case "jobs" -> {
                if (path.equals("/v1/jobs/parse")) {
                    reply.json(Recording.parsed(body.path("Variables").asString()), index());
                } else if (method.equals("PUT")) {
                    register(reply, path, body);
                } else {
                    reply.page(
                            cluster.stubs(
                                    reply.asked("next_token"),
                                    reply.asked("prefix"),
                                    reply.pageAndOne()),
                            events.of("jobs"));
                }
            }
            case "job" -> job(reply, method, part, body);
            case "allocations" ->
                    reply.page(
                            cluster.allocations(
                                    reply.asked("next_token"),
                                    reply.pageAndOne(),
                                    reply.isAsked("resources"),
                                    !reply.asked("task_states").equals("false")),
                            events.of("allocs"));
            case "evaluations" -> reply.json(cluster.blocked(), events.of("evals"));
            case "var" -> variable(reply, method, path.substring("/v1/var/".length()), body);
            case "nodes" -> reply.json(Recording.of("nodes.json"), index());
            case "event" -> streams.events(reply);
            case "client" -> client(reply, part);
            default -> reply.text(404, "Invalid path", index());
        }
    }

    private void register(Reply reply, String path, JsonNode body) throws IOException {
        String no =
                cluster.register(
                        (ObjectNode) body.path("Job").deepCopy(),
                        body.path("JobModifyIndex").asLong());
        if (no != null) {
            reply.text(500, no, index());
        } else if (answers(path)) {
            ObjectNode answer = Recording.object("register-create-cas0.json");
            reply.json(answer.put("JobModifyIndex", index()), index());
        }
    }

    /** False where the connection is to break off instead. */
    private boolean answers(String path) {
        return !path.startsWith(dropped)
                || dropped.isEmpty()
                || dropAfterCommit.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    }

    private void job(Reply reply, String method, List<String> part, JsonNode body)
            throws IOException {
        String id = part.get(1);
        ObjectNode job = cluster.job(id);
        String what = part.size() > 2 ? part.get(2) : "";
        if (method.equals("DELETE")) {
            boolean known = cluster.deregister(id, reply.isAsked("purge"));
            if (answers("/v1/job/" + id)) {
                ObjectNode answer =
                        Recording.object(known ? "job-stop.json" : "job-purge-unknown.json");
                reply.json(known ? answer.put("Index", index()) : answer, index());
            }
        } else if (job == null) {
            reply.text(404, "job not found", index());
        } else if (what.equals("allocations")) {
            reply.json(cluster.allocationsOf(id), index());
        } else if (what.equals("versions")) {
            ObjectNode versions = Recording.JSON.createObjectNode();
            versions.putArray("Versions").add(job);
            reply.json(versions, index());
        } else if (what.equals("scale")) {
            cluster.scale(
                    id, body.path("Target").path("Group").asString(), body.path("Count").asInt());
            reply.json(Recording.of("register-create-cas0.json"), index());
        } else {
            reply.json(job, index());
        }
    }

    private void variable(Reply reply, String method, String path, JsonNode body)
            throws IOException {
        ObjectNode present = cluster.variable(path);
        switch (method) {
            case "PUT" -> {
                ObjectNode conflict = cluster.put(path, reply.number("cas"), (ObjectNode) body);
                if (conflict != null) {
                    reply.text(409, conflict.toString(), index());
                } else if (answers("/v1/var/" + path)) {
                    reply.json(Objects.requireNonNull(cluster.variable(path)), index());
                }
            }
            case "DELETE" -> {
                cluster.delete(path);
                reply.nothing();
            }
            default -> {
                if (present == null) {
                    reply.text(404, "variable not found", index());
                } else {
                    reply.json(present, index());
                }
            }
        }
    }

    private void client(Reply reply, List<String> part) throws IOException, InterruptedException {
        if (part.get(1).equals("allocation")) {
            if (cluster.kill(part.get(2))) {
                reply.json(Recording.of("alloc-restart.json"), index());
            } else {
                reply.text(500, "Task not running", index());
            }
            return;
        }
        String allocation = part.get(3);
        if (cluster.knows(allocation)) {
            streams.log(reply, allocation);
        } else {
            reply.text(404, "Unknown allocation \"" + allocation + "\"", index());
        }
    }

    @Override
    public void close() {
        adapters.forEach(NomadScheduler::close);
        closing.countDown();
        streams.close();
        server.stop(0);
    }
}
