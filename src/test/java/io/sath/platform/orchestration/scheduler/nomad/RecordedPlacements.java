package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.nomad.RecordedProgram.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The placements of jobs, oldest first, and what happens to their tasks. In the hand of one cluster
 * and under its lock.
 */
final class RecordedPlacements {
    private static final String BOT = AllocationSeen.TASK;

    private final RecordedEvents events;
    private final RecordedVariables variables;
    private final RecordedLogs logs;

    /** By what a list is ordered by, which is also its token. */
    private final TreeMap<String, ObjectNode> inOrder = new TreeMap<>();

    private final Map<String, ObjectNode> byId = new TreeMap<>();
    private final Map<String, List<ObjectNode>> byJob = new TreeMap<>();
    private RecordedProgram program = RecordedProgram.CONTRACT;

    RecordedPlacements(RecordedEvents events, RecordedVariables variables, RecordedLogs logs) {
        this.events = events;
        this.variables = variables;
        this.logs = logs;
    }

    void program(RecordedProgram is) {
        program = is;
    }

    @Nullable ObjectNode get(String id) {
        return byId.get(id);
    }

    List<ObjectNode> of(String job) {
        return List.copyOf(byJob.getOrDefault(job, List.of()));
    }

    TreeMap<String, ObjectNode> inOrder() {
        return inOrder;
    }

    List<ObjectNode> live(String job, String group) {
        return of(job).stream()
                .filter(one ->
                        one.path("TaskGroup").asString().equals(group)
                                && task(one).path("State").asString().equals("running"))
                .toList();
    }

    /** Puts one on the node, where it starts at once. */
    void start(ObjectNode job, String group) {
        ObjectNode one = Recording.first("job-allocations-running.json");
        String id = UUID.randomUUID().toString();
        String jobId = job.path("ID").asString();
        long index = events.next("allocs", "jobs");
        one.put("ID", id).put("JobID", jobId).put("TaskGroup", group);
        one.put("Name", jobId + "." + group + "[0]");
        one.put("CreateIndex", index).put("ModifyIndex", index);
        one.put("CreateTime", Recording.nanos()).put("ModifyTime", Recording.nanos());
        one.put("JobVersion", job.path("Version").asLong());
        task(one).put("StartedAt", Instant.now().toString());
        task(one).putArray("Events");
        ObjectNode planned = payload("event-allocation-planned.json", one);
        planned.put("ClientStatus", "pending").remove("TaskStates");
        events.tell(RecordedEvents.event("Allocation", "PlanResult", id, "Allocation", planned));
        byId.put(id, one);
        inOrder.put(token(one), one);
        byJob.computeIfAbsent(jobId, none -> new ArrayList<>()).add(one);
        happens(one, "Received", 0);
        happens(one, "Started", 0);
        told(one);
        program.told(handle(one), settings(one), true);
    }

    private static ObjectNode task(ObjectNode allocation) {
        return (ObjectNode) allocation.path("TaskStates").path(BOT);
    }

    private static String token(ObjectNode allocation) {
        return "%d.%s"
                .formatted(
                        allocation.path("CreateIndex").asLong(), allocation.path("ID").asString());
    }

    private static boolean runs(ObjectNode allocation) {
        return task(allocation).path("State").asString().equals("running");
    }

    private static void happens(ObjectNode allocation, String type, int exitCode) {
        ObjectNode event =
                (ObjectNode)
                        Recording.first("job-allocations-failed.json")
                                .path("TaskStates")
                                .path(BOT)
                                .path("Events")
                                .get(1);
        event.put("Type", type).put("Time", Recording.nanos()).put("ExitCode", exitCode);
        event.put("DisplayMessage", type);
        ArrayNode all = (ArrayNode) task(allocation).get("Events");
        all.add(event);
        if (all.size() > 10) {
            all.remove(0);
        }
    }

    /** The node says how it is. */
    private void told(ObjectNode allocation) {
        long index = events.next("allocs");
        allocation.put("ModifyIndex", index).put("ModifyTime", Recording.nanos());
        events.tell(
                RecordedEvents.event(
                        "Allocation",
                        "AllocationUpdated",
                        allocation.path("ID").asString(),
                        "Allocation",
                        payload("event-allocation-updated.json", allocation)));
    }

    /** As the real stream: the whole placement with its resources, but without the version. */
    private static ObjectNode payload(String recorded, ObjectNode allocation) {
        ObjectNode payload = (ObjectNode) Recording.of(recorded).path("Payload").path("Allocation");
        allocation
                .properties()
                .forEach(field -> {
                    if (payload.has(field.getKey())) {
                        payload.set(field.getKey(), field.getValue().deepCopy());
                    }
                });
        return payload;
    }

    /** As a list has it. */
    static ObjectNode listed(ObjectNode allocation, boolean resources, boolean tasks) {
        ObjectNode listed = allocation.deepCopy();
        if (resources) {
            listed.set(
                    "AllocatedResources",
                    Recording.of("event-allocation-updated.json")
                            .path("Payload")
                            .path("Allocation")
                            .get("AllocatedResources"));
        }
        if (!tasks) {
            listed.remove("TaskStates");
        }
        return listed;
    }

    void end(ObjectNode allocation) {
        allocation.put("DesiredStatus", "stop");
        happens(allocation, "Killing", 0);
        if (program.ends(handle(allocation), settings(allocation))) {
            finish(allocation, 143);
        } else {
            told(allocation);
        }
    }

    void finish(ObjectNode allocation, int exitCode) {
        happens(allocation, "Terminated", exitCode);
        happens(allocation, "Killed", 0);
        allocation.put("ClientStatus", "complete");
        task(allocation).put("State", "dead");
        told(allocation);
    }

    void die(ObjectNode allocation, int exitCode) {
        happens(allocation, "Terminated", exitCode);
        happens(allocation, "Restarting", 0);
        allocation.put("ClientStatus", "pending");
        task(allocation).put("State", "pending");
        task(allocation).put("Restarts", task(allocation).path("Restarts").asLong() + 1);
        told(allocation);
    }

    /** The node starts again what died. */
    void startAgain(String job) {
        for (ObjectNode one : of(job)) {
            if (task(one).path("State").asString().equals("pending")) {
                happens(one, "Started", 0);
                one.put("ClientStatus", "running");
                task(one).put("State", "running").put("StartedAt", Instant.now().toString());
                told(one);
                program.told(handle(one), settings(one), true);
            }
        }
    }

    boolean kill(String id) {
        ObjectNode one = byId.get(id);
        if (one == null || !runs(one)) {
            return false;
        }
        finish(one, 137);
        return true;
    }

    /** The variable has new settings: who runs with it has them soon. */
    void rendered(String path) {
        String job = path.split("/", 4)[2];
        of(job).stream()
                .filter(one -> path.equals(path(one)) && runs(one))
                .forEach(one -> program.told(handle(one), settings(one), false));
    }

    void purge(String job) {
        for (ObjectNode one : of(job)) {
            String id = one.path("ID").asString();
            byId.remove(id);
            inOrder.remove(token(one));
            logs.forget(id);
        }
        byJob.remove(job);
    }

    private String settings(ObjectNode allocation) {
        return variables.settings(path(allocation));
    }

    private static String path(ObjectNode allocation) {
        return "nomad/jobs/"
                + allocation.path("JobID").asString()
                + "/"
                + allocation.path("TaskGroup").asString();
    }

    private Task handle(ObjectNode allocation) {
        return new Task() {
            @Override
            public String job() {
                return allocation.path("JobID").asString();
            }

            @Override
            public void say(String stream, String line) {
                logs.say(allocation.path("ID").asString(), stream, line);
            }

            @Override
            public void die(int exitCode) {
                RecordedPlacements.this.die(allocation, exitCode);
            }
        };
    }
}
