package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@link RecordedNomad} answers from: jobs, placements, variables, logs and events, each made
 * of a recorded answer of a real Nomad 2.0.4 with its ids and states exchanged. The workloads obey
 * the words of the port's contract test.
 */
final class RecordedCluster {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BOT = "bot";
    private static final String CHECK = "check";

    private final Map<String, ObjectNode> jobs = new TreeMap<>();
    private final Map<String, ObjectNode> allocations = new TreeMap<>();
    private final Map<String, ObjectNode> variables = new TreeMap<>();
    private final Map<String, StringBuilder> logs = new TreeMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private long index = 300;
    private int registrations;
    private boolean full;

    static JsonNode recorded(String name) {
        try (var in = RecordedCluster.class.getResourceAsStream("/nomad/recorded/" + name)) {
            return JSON.readTree(Objects.requireNonNull(in).readAllBytes())
                    .path("response")
                    .path("body");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    synchronized long index() {
        return index;
    }

    synchronized int registrations() {
        return registrations;
    }

    synchronized int jobs() {
        return jobs.size();
    }

    /** From now on nothing fits. */
    synchronized void fill() {
        full = true;
    }

    synchronized @Nullable ObjectNode job(String id) {
        return jobs.get(id);
    }

    synchronized List<ObjectNode> jobsFrom(String token) {
        return jobs.entrySet().stream()
                .filter(job -> job.getKey().compareTo(token) >= 0)
                .map(Map.Entry::getValue)
                .map(RecordedCluster::stub)
                .toList();
    }

    private static ObjectNode stub(ObjectNode job) {
        ObjectNode stub = (ObjectNode) recorded("jobs-list-page1.json").get(0).deepCopy();
        for (String field :
                List.of(
                        "ID",
                        "CreateIndex",
                        "ModifyIndex",
                        "JobModifyIndex",
                        "Stop",
                        "Status",
                        "Meta",
                        "Name",
                        "SubmitTime")) {
            stub.set(field, job.get(field));
        }
        return stub;
    }

    synchronized List<ObjectNode> allocations(@Nullable String job) {
        return allocations.values().stream()
                .filter(one -> job == null || one.path("JobID").asString().equals(job))
                .map(ObjectNode::deepCopy)
                .toList();
    }

    synchronized ArrayNode blocked() {
        ArrayNode all = JSON.createArrayNode();
        for (ObjectNode job : jobs.values()) {
            String id = job.path("ID").asString();
            boolean placed =
                    allocations.values().stream()
                            .anyMatch(one -> one.path("JobID").asString().equals(id));
            if (full && !placed && !job.path("Stop").asBoolean()) {
                ObjectNode evaluation =
                        (ObjectNode) recorded("evaluation-blocked.json").get(0).deepCopy();
                all.add(evaluation.put("JobID", id));
            }
        }
        return all;
    }

    /** Null, or the text of the refusal. */
    synchronized @Nullable String register(ObjectNode job, long expected) {
        String id = job.path("ID").asString();
        ObjectNode former = jobs.get(id);
        long present = former == null ? 0 : former.path("JobModifyIndex").asLong();
        if (expected == 0 && former != null) {
            return "Enforcing job modify index 0: job already exists";
        }
        if (expected != present) {
            return "Enforcing job modify index "
                    + expected
                    + ": job exists with conflicting job modify index: "
                    + present;
        }
        registrations++;
        index++;
        job.put("CreateIndex", former == null ? index : former.path("CreateIndex").asLong());
        job.put("JobModifyIndex", index).put("ModifyIndex", index);
        job.put("Version", former == null ? 0 : former.path("Version").asLong() + 1);
        job.put("Status", "running").put("Stop", false);
        job.put("SubmitTime", nanos());
        jobs.put(id, job);
        event("Job", "JobRegistered", id, "Job", job);
        place(job, BOT, former);
        place(job, CHECK, former);
        return null;
    }

    private void place(ObjectNode job, String group, @Nullable ObjectNode former) {
        String id = job.path("ID").asString();
        boolean same =
                former != null
                        && !former.path("Stop").asBoolean()
                        && group(former, group).equals(group(job, group))
                        && former.path("Meta").equals(job.path("Meta"));
        boolean kept = false;
        for (ObjectNode one : live(id, group)) {
            if (same
                    || (group.equals(BOT)
                            && former != null
                            && former.path("Meta").equals(job.path("Meta"))
                            && !former.path("Stop").asBoolean())) {
                one.put("JobVersion", job.path("Version").asLong());
                kept = true;
            } else {
                end(one, "stop");
            }
        }
        if (!kept && !full && group(job, group).path("Count").asInt(0) > 0) {
            start(job, group);
        }
    }

    private static JsonNode group(ObjectNode job, String name) {
        for (JsonNode group : job.path("TaskGroups")) {
            if (group.path("Name").asString().equals(name)) {
                return group;
            }
        }
        return JSON.createObjectNode();
    }

    private List<ObjectNode> live(String job, String group) {
        return allocations.values().stream()
                .filter(one ->
                        one.path("JobID").asString().equals(job)
                                && one.path("TaskGroup").asString().equals(group)
                                && task(one).path("State").asString().equals("running"))
                .toList();
    }

    private void start(ObjectNode job, String group) {
        ObjectNode one = (ObjectNode) recorded("job-allocations-running.json").get(0).deepCopy();
        String id = UUID.randomUUID().toString();
        index++;
        one.put("ID", id).put("JobID", job.path("ID").asString()).put("TaskGroup", group);
        one.put("CreateIndex", index).put("ModifyIndex", index);
        one.put("CreateTime", nanos()).put("ModifyTime", nanos());
        one.put("JobVersion", job.path("Version").asLong());
        task(one).put("StartedAt", Instant.now().toString());
        task(one).putArray("Events");
        happens(one, "Received", 0);
        happens(one, "Started", 0);
        allocations.put(id, one);
        told(one);
        obey(one);
    }

    private static ObjectNode task(ObjectNode allocation) {
        return (ObjectNode) allocation.path("TaskStates").path(BOT);
    }

    private static void happens(ObjectNode allocation, String type, int exitCode) {
        ObjectNode event =
                (ObjectNode)
                        recorded("job-allocations-failed.json")
                                .get(0)
                                .path("TaskStates")
                                .path(BOT)
                                .path("Events")
                                .get(1)
                                .deepCopy();
        event.put("Type", type).put("Time", nanos()).put("ExitCode", exitCode);
        event.put("DisplayMessage", type);
        ((ArrayNode) task(allocation).get("Events")).add(event);
    }

    private void told(ObjectNode allocation) {
        index++;
        allocation.put("ModifyIndex", index).put("ModifyTime", nanos());
        ObjectNode payload = allocation.deepCopy();
        // As the real stream: the version is not in it.
        payload.remove("JobVersion");
        event(
                "Allocation",
                "AllocationUpdated",
                allocation.path("ID").asString(),
                "Allocation",
                payload);
    }

    private void event(String topic, String type, String key, String of, ObjectNode what) {
        ObjectNode line = JSON.createObjectNode().put("Index", index);
        ObjectNode event = line.putArray("Events").addObject();
        event.put("Topic", topic).put("Type", type).put("Key", key).put("Index", index);
        event.putObject("Payload").set(of, what.deepCopy());
        events.add(line);
        notifyAll();
    }

    /** What happened after {@code from}; waits a while for something. */
    synchronized List<String> eventsAfter(long from) throws InterruptedException {
        long until = System.nanoTime() + 100_000_000L;
        long left = 100;
        while (left > 0 && events.stream().noneMatch(line -> index(line) > from)) {
            wait(left);
            left = (until - System.nanoTime()) / 1_000_000;
        }
        return events.stream()
                .filter(line -> index(line) > from)
                .map(ObjectNode::toString)
                .toList();
    }

    private static long index(ObjectNode line) {
        return line.path("Index").asLong();
    }

    private void end(ObjectNode allocation, String desired) {
        allocation.put("DesiredStatus", desired);
        if (settings(allocation).contains("stubborn")) {
            happens(allocation, "Killing", 0);
            told(allocation);
            return;
        }
        happens(allocation, "Killing", 0);
        say(allocation, "stdout", "ended");
        finish(allocation, 143);
    }

    private void finish(ObjectNode allocation, int exitCode) {
        happens(allocation, "Terminated", exitCode);
        happens(allocation, "Killed", 0);
        allocation.put("ClientStatus", "complete");
        task(allocation).put("State", "dead");
        told(allocation);
    }

    /** It ends by itself and is to begin again. */
    private void die(ObjectNode allocation, int exitCode) {
        happens(allocation, "Terminated", exitCode);
        happens(allocation, "Restarting", 0);
        allocation.put("ClientStatus", "pending");
        task(allocation).put("State", "pending");
        task(allocation).put("Restarts", task(allocation).path("Restarts").asLong() + 1);
        told(allocation);
    }

    /** The node starts it again. */
    synchronized void startAgain(String job) {
        for (ObjectNode one : allocations.values()) {
            if (one.path("JobID").asString().equals(job)
                    && task(one).path("State").asString().equals("pending")) {
                happens(one, "Started", 0);
                one.put("ClientStatus", "running");
                task(one).put("State", "running");
                told(one);
                obey(one);
            }
        }
    }

    synchronized boolean kill(String allocation) {
        ObjectNode one = allocations.get(allocation);
        if (one == null || !task(one).path("State").asString().equals("running")) {
            return false;
        }
        finish(one, 137);
        return true;
    }

    synchronized boolean deregister(String id, boolean purge) {
        ObjectNode job = jobs.get(id);
        if (job == null) {
            return false;
        }
        index++;
        if (!purge) {
            job.put("Stop", true).put("Status", "dead");
            job.put("ModifyIndex", index).put("JobModifyIndex", index);
            job.put("Version", job.path("Version").asLong() + 1);
        }
        event("Job", "JobDeregistered", id, "Job", job);
        for (String group : List.of(BOT, CHECK)) {
            live(id, group).forEach(one -> end(one, "stop"));
        }
        if (purge) {
            jobs.remove(id);
            allocations.values().removeIf(one -> one.path("JobID").asString().equals(id));
        }
        return true;
    }

    synchronized void scale(String id, String group, int count) {
        ObjectNode job = Objects.requireNonNull(jobs.get(id));
        ((ObjectNode) group(job, group)).put("Count", count);
        index++;
        job.put("ModifyIndex", index).put("JobModifyIndex", index);
        if (count == 0) {
            allocations.values().stream()
                    .filter(one ->
                            one.path("JobID").asString().equals(id)
                                    && one.path("TaskGroup").asString().equals(group)
                                    && !task(one).path("State").asString().equals("dead"))
                    .forEach(one -> end(one, "stop"));
        }
    }

    synchronized @Nullable ObjectNode variable(String path) {
        return variables.get(path);
    }

    /** Null, or what is there instead. */
    synchronized @Nullable ObjectNode put(String path, long cas, ObjectNode body) {
        ObjectNode present = variables.get(path);
        long is = present == null ? 0 : present.path("ModifyIndex").asLong();
        if (cas != is) {
            return present == null
                    ? ((ObjectNode) recorded("variable-put-conflict.json")).put("ModifyIndex", 0)
                    : present;
        }
        index++;
        ObjectNode stored = (ObjectNode) recorded("variable-put-cas0.json").deepCopy();
        stored.put("Path", path).put("ModifyIndex", index);
        stored.set("Items", body.get("Items"));
        variables.put(path, stored);
        allocations.values().stream()
                .filter(one -> path.equals(path(one)))
                .filter(one -> task(one).path("State").asString().equals("running"))
                .toList()
                .forEach(this::obey);
        return null;
    }

    synchronized void delete(String path) {
        variables.remove(path);
    }

    private static String path(ObjectNode allocation) {
        return "nomad/jobs/"
                + allocation.path("JobID").asString()
                + "/"
                + allocation.path("TaskGroup").asString();
    }

    private String settings(ObjectNode allocation) {
        ObjectNode variable = variables.get(path(allocation));
        return variable == null ? "" : variable.path("Items").path("settings").asString();
    }

    private void obey(ObjectNode allocation) {
        String settings = settings(allocation);
        say(allocation, "stdout", "settings " + settings);
        if (settings.contains("counts")) {
            for (int i = 1; i <= 2000; i++) {
                say(allocation, "stdout", "line " + i);
            }
        }
        if (settings.contains("fails")) {
            say(allocation, "stderr", "it failed");
            die(allocation, 7);
        } else if (settings.contains("once")) {
            die(allocation, 0);
        }
    }

    private void say(ObjectNode allocation, String stream, String line) {
        logs.computeIfAbsent(
                        allocation.path("ID").asString() + " " + stream, id -> new StringBuilder())
                .append(line)
                .append('\n');
    }

    /** The bytes of a log from {@code offset} on; null for an unknown placement. */
    synchronized byte @Nullable [] log(String allocation, String stream, long offset) {
        if (!allocations.containsKey(allocation)) {
            return null;
        }
        byte[] all =
                logs.getOrDefault(allocation + " " + stream, new StringBuilder())
                        .toString()
                        .getBytes(UTF_8);
        int from = (int) Math.min(offset, all.length);
        return java.util.Arrays.copyOfRange(all, from, all.length);
    }

    private static long nanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
