package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.BotId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@link RecordedNomad} answers from: jobs, placements, variables, logs and events, each made
 * of a recorded answer of a real Nomad 2.0.4 with its ids and states exchanged. The workloads obey
 * the words of the port's contract test, or the test's own script.
 */
public final class RecordedCluster {
    private static final List<String> IN_LISTS =
            List.of(
                    "ID",
                    "CreateIndex",
                    "ModifyIndex",
                    "JobModifyIndex",
                    "Stop",
                    "Status",
                    "Meta",
                    "Name",
                    "SubmitTime");

    private final RecordedEvents events = new RecordedEvents();
    private final RecordedVariables variables = new RecordedVariables(events);
    private final RecordedLogs logs = new RecordedLogs();
    private final RecordedPlacements placements = new RecordedPlacements(events, variables, logs);
    private final TreeMap<String, ObjectNode> jobs = new TreeMap<>();
    private int registrations;
    private boolean full;
    private final Map<String, String> lacks = new TreeMap<>();

    RecordedEvents events() {
        return events;
    }

    RecordedLogs logs() {
        return logs;
    }

    /** Bots do as the script says from now on. */
    public synchronized void follow(FakeScheduler.Script script) {
        placements.program(
                new RecordedProgram() {
                    @Override
                    public void told(Task task, String settings, boolean started) {
                        script.told(bot(task.job()), settings, started);
                    }

                    @Override
                    public boolean ends(Task task, String settings) {
                        return true;
                    }
                });
    }

    private static BotId bot(String job) {
        return JobId.bot(job).orElseThrow();
    }

    /** The bot says this on its standard output, if it runs. */
    public synchronized void say(BotId bot, String line) {
        placements.live(JobId.of(bot).value(), BotSeen.BOT).stream()
                .reduce((one, later) -> later)
                .ifPresent(live -> logs.say(live.path("ID").asString(), "stdout", line));
    }

    /** It ends by itself, and its node is to start it again. */
    public synchronized void die(BotId bot, int exitCode) {
        placements.die(placements.live(JobId.of(bot).value(), BotSeen.BOT).getLast(), exitCode);
    }

    /** The node starts it again. */
    public synchronized void startAgain(BotId bot) {
        startAgain(JobId.of(bot).value());
    }

    public synchronized int jobs() {
        return jobs.size();
    }

    public synchronized int registrations() {
        return registrations;
    }

    /** How many placements run. */
    public synchronized long running() {
        return jobs.keySet().stream()
                .filter(job -> !placements.live(job, BotSeen.BOT).isEmpty())
                .count();
    }

    /** From now on nothing fits. */
    synchronized void fill() {
        full = true;
    }

    /** And a failed placement names this as well, in a field of its metrics. */
    synchronized void lack(String field, String name) {
        lacks.put(field, name);
    }

    synchronized @Nullable ObjectNode job(String id) {
        ObjectNode job = jobs.get(id);
        return job == null ? null : job.deepCopy();
    }

    /** The jobs as lists have them, by their tokens. */
    synchronized NavigableMap<String, ObjectNode> stubs(String from, String prefix, int most) {
        NavigableMap<String, ObjectNode> page = new TreeMap<>();
        for (Map.Entry<String, ObjectNode> job :
                jobs.tailMap(from.substring(from.indexOf('.') + 1)).entrySet()) {
            if (page.size() < most && job.getKey().startsWith(prefix)) {
                page.put("bots." + job.getKey(), stub(job.getValue()));
            }
        }
        return page;
    }

    private static ObjectNode stub(ObjectNode job) {
        ObjectNode stub = Recording.first("jobs-list-page1.json");
        IN_LISTS.forEach(field -> stub.set(field, job.get(field)));
        return stub;
    }

    /** The placements of every job, by their tokens. */
    synchronized NavigableMap<String, ObjectNode> allocations(
            String from, int most, boolean resources, boolean tasks) {
        NavigableMap<String, ObjectNode> page = new TreeMap<>();
        for (Map.Entry<String, ObjectNode> one : placements.inOrder().tailMap(from).entrySet()) {
            if (page.size() == most) {
                break;
            }
            page.put(one.getKey(), RecordedPlacements.listed(one.getValue(), resources, tasks));
        }
        return page;
    }

    synchronized ArrayNode allocationsOf(String job) {
        ArrayNode all = Recording.JSON.createArrayNode();
        placements.of(job).forEach(one -> all.add(one.deepCopy()));
        return all;
    }

    synchronized boolean knows(String allocation) {
        return placements.get(allocation) != null;
    }

    synchronized ArrayNode blocked() {
        ArrayNode all = Recording.JSON.createArrayNode();
        for (ObjectNode job : jobs.values()) {
            String id = job.path("ID").asString();
            if (full && placements.of(id).isEmpty() && !job.path("Stop").asBoolean()) {
                ObjectNode evaluation = Recording.first("evaluation-blocked.json");
                ObjectNode failed = (ObjectNode) evaluation.path("FailedTGAllocs").path("bot");
                lacks.forEach((field, name) -> failed.putObject(field).put(name, 1));
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
        long index = events.next("jobs", "evals");
        job.put("CreateIndex", former == null ? index : former.path("CreateIndex").asLong());
        job.put("JobModifyIndex", index).put("ModifyIndex", index);
        job.put("Version", former == null ? 0 : former.path("Version").asLong() + 1);
        job.put("Status", "running").put("Stop", false);
        job.put("SubmitTime", Recording.nanos());
        jobs.put(id, job);
        told("JobRegistered", job);
        place(job, BotSeen.BOT, former);
        place(job, BotSeen.CHECK, former);
        return null;
    }

    private void told(String type, ObjectNode job) {
        events.tell(
                RecordedEvents.event(
                        "Job", type, job.path("ID").asString(), "Job", job.deepCopy()));
    }

    private void place(ObjectNode job, String group, @Nullable ObjectNode former) {
        String id = job.path("ID").asString();
        boolean sameMeta =
                former != null
                        && !former.path("Stop").asBoolean()
                        && former.path("Meta").equals(job.path("Meta"));
        boolean same = sameMeta && group(former, group).equals(group(job, group));
        boolean kept = false;
        for (ObjectNode one : placements.live(id, group)) {
            if (same || (sameMeta && group.equals(BotSeen.BOT))) {
                one.put("JobVersion", job.path("Version").asLong());
                kept = true;
            } else {
                placements.end(one);
            }
        }
        if (!kept && !full && group(job, group).path("Count").asInt(0) > 0) {
            placements.start(job, group);
        }
    }

    private static JsonNode group(@Nullable ObjectNode job, String name) {
        if (job != null) {
            for (JsonNode group : job.path("TaskGroups")) {
                if (group.path("Name").asString().equals(name)) {
                    return group;
                }
            }
        }
        return Recording.JSON.createObjectNode();
    }

    synchronized void startAgain(String job) {
        placements.startAgain(job);
    }

    synchronized boolean kill(String allocation) {
        return placements.kill(allocation);
    }

    synchronized boolean deregister(String id, boolean purge) {
        ObjectNode job = jobs.get(id);
        if (job == null) {
            return false;
        }
        long index = purge ? events.next("jobs", "evals", "allocs") : events.next("jobs", "evals");
        if (!purge) {
            job.put("Stop", true).put("Status", "dead");
            job.put("ModifyIndex", index).put("JobModifyIndex", index);
            job.put("Version", job.path("Version").asLong() + 1);
        }
        told("JobDeregistered", job);
        for (String group : List.of(BotSeen.BOT, BotSeen.CHECK)) {
            placements.live(id, group).forEach(placements::end);
        }
        if (purge) {
            jobs.remove(id);
            placements.purge(id);
        }
        return true;
    }

    synchronized void scale(String id, String group, int count) {
        ObjectNode job = Objects.requireNonNull(jobs.get(id));
        ((ObjectNode) group(job, group)).put("Count", count);
        long index = events.next("jobs", "evals");
        job.put("ModifyIndex", index).put("JobModifyIndex", index);
        if (count == 0) {
            placements.of(id).stream()
                    .filter(one ->
                            one.path("TaskGroup").asString().equals(group)
                                    && !one.path("ClientStatus").asString().equals("complete"))
                    .forEach(placements::end);
        }
    }

    synchronized @Nullable ObjectNode variable(String path) {
        return variables.get(path);
    }

    /** Null, or what is there instead. */
    synchronized @Nullable ObjectNode put(String path, long expected, ObjectNode body) {
        ObjectNode conflict = variables.put(path, expected, body);
        if (conflict == null) {
            placements.rendered(path);
        }
        return conflict;
    }

    synchronized void delete(String path) {
        variables.delete(path);
    }
}
