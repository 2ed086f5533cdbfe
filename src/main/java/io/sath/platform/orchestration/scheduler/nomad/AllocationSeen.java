package io.sath.platform.orchestration.scheduler.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says of one placement of a group.
 *
 * @param modifyTime in nanoseconds since 1970
 */
record AllocationSeen(
        @JsonProperty("ID") String id,
        @JsonProperty("JobID") String jobId,
        @JsonProperty("JobVersion") @Nullable Long jobVersion,
        @JsonProperty("TaskGroup") String group,
        @JsonProperty("NodeName") @Nullable String node,
        @JsonProperty("ClientStatus") String clientStatus,
        @JsonProperty("DesiredStatus") String desiredStatus,
        @JsonProperty("CreateIndex") long createIndex,
        @JsonProperty("ModifyIndex") long modifyIndex,
        @JsonProperty("CreateTime") long createTime,
        @JsonProperty("ModifyTime") long modifyTime,
        @JsonProperty("TaskStates") @Nullable Map<String, Task> tasks) {
    /** Each group has one task of this name. */
    static final String TASK = "bot";

    private static final Set<String> TERMINAL = Set.of("complete", "failed", "lost");

    /**
     * @param restarts how often the cluster started it again in this placement
     */
    record Task(
            @JsonProperty("State") String state,
            @JsonProperty("Restarts") long restarts,
            @JsonProperty("StartedAt") @Nullable Instant startedAt,
            @JsonProperty("FinishedAt") @Nullable Instant finishedAt,
            @JsonProperty("Events") @Nullable List<Event> events) {
        List<Event> happened() {
            return events == null ? List.of() : events;
        }

        boolean running() {
            return "running".equals(state);
        }

        boolean dead() {
            return "dead".equals(state);
        }
    }

    /**
     * One of the last ten things that happened to a task.
     *
     * @param time in nanoseconds since 1970
     * @param startDelay in nanoseconds
     */
    record Event(
            @JsonProperty("Type") String type,
            @JsonProperty("Time") long time,
            @JsonProperty("DisplayMessage") @Nullable String message,
            @JsonProperty("ExitCode") int exitCode,
            @JsonProperty("Signal") int signal,
            @JsonProperty("StartDelay") long startDelay,
            @JsonProperty("Details") @Nullable Map<String, String> details) {
        boolean outOfMemory() {
            return details != null && "true".equals(details.get("oom_killed"));
        }

        Instant at() {
            return Nanos.instant(time);
        }
    }

    @Nullable Task task() {
        return tasks == null ? null : tasks.get(TASK);
    }

    /** The node has ended it, or was given up. */
    boolean terminal() {
        return TERMINAL.contains(clientStatus);
    }

    /** Nobody knows whether it still runs: its node does not answer. */
    boolean lost() {
        return "lost".equals(clientStatus) || "unknown".equals(clientStatus);
    }

    /** It runs, as far as its node has said. */
    boolean live() {
        Task task = task();
        return !terminal() && !lost() && task != null && task.running();
    }

    /** It was not started yet, so it has said nothing. */
    boolean neverRan() {
        Task task = task();
        return task == null || (task.startedAt() == null && task.finishedAt() == null);
    }

    boolean wantedToStop() {
        return "stop".equals(desiredStatus) || "evict".equals(desiredStatus);
    }

    AllocationSeen ofVersion(long version) {
        return new AllocationSeen(
                id,
                jobId,
                version,
                group,
                node,
                clientStatus,
                desiredStatus,
                createIndex,
                modifyIndex,
                createTime,
                modifyTime,
                tasks);
    }

    AllocationId allocationId() {
        return new AllocationId(id);
    }
}
