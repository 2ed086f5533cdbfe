package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Observed.Cause;
import io.sath.platform.orchestration.scheduler.Observed.Ended;
import io.sath.platform.orchestration.scheduler.nomad.AllocationSeen.Event;
import io.sath.platform.orchestration.scheduler.nomad.AllocationSeen.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one placement, read from what happened to its task. Pure.
 *
 * <p>A run is named {@code <allocation>-<restarts>}. The cluster keeps the last ten events of a
 * task, so the last three runs at least.
 */
final class Runs {
    private static final String STARTED = "Started";
    private static final String TERMINATED = "Terminated";
    private static final String RESTARTING = "Restarting";
    private static final String DRIVER_FAILURE = "Driver Failure";
    private static final String KILLING = "Killing";
    private static final String RESTART_SIGNALED = "Restart Signaled";

    /** So long a program may take until it listens for signals, on a busy machine. */
    private static final Duration BEGINS = Duration.ofSeconds(2);

    private static final int KILLED = 137;
    private static final int SIGKILL = 9;
    private static final int MAX_REASON = 200;
    private static final Pattern ADDRESS = Pattern.compile("\\b[a-z]+://\\S+");

    private final AllocationSeen of;
    private final Task task;

    private Runs(AllocationSeen of, Task task) {
        this.of = of;
        this.task = task;
    }

    static @Nullable Runs of(AllocationSeen allocation) {
        Task task = allocation.task();
        return task == null ? null : new Runs(allocation, task);
    }

    String instance() {
        return of.id() + "-" + task.restarts();
    }

    /**
     * Not after the present run's first instruction: the event says when the node had heard of the
     * start, and the program may have spoken before.
     */
    Instant startedAt() {
        List<Event> events = task.happened();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).type().equals(STARTED)) {
                if (i == 0) {
                    return events.get(0).at().minusSeconds(1);
                }
                Event before = events.get(i - 1);
                return before.at().plus(Duration.ofNanos(before.startDelay()));
            }
        }
        return task.startedAt() == null ? Nanos.instant(of.createTime()) : task.startedAt();
    }

    /** It was asked to end before, or just after, it started: it may not have heard it. */
    boolean askedWhileItBegan() {
        Instant asked = last(KILLING);
        Instant started = last(STARTED);
        return asked != null && started != null && asked.isBefore(started.plus(BEGINS));
    }

    private @Nullable Instant last(String type) {
        return task.happened().reversed().stream()
                .filter(event -> event.type().equals(type))
                .map(Event::at)
                .findFirst()
                .orElse(null);
    }

    boolean everStarted() {
        return task.startedAt() != null;
    }

    /** It waits to be started again in the same place. */
    boolean restarts() {
        return !of.terminal() && !task.running() && !task.dead() && last() != null;
    }

    /**
     * How the last run ended; null where none has, or the present one has not.
     *
     * @param again the cluster starts it again
     */
    @Nullable Ended ended(boolean again) {
        Event end = last();
        return end == null ? null : ended(end, task.restarts() - restartsFrom(end), again);
    }

    /** Every end that is still known, oldest first. */
    List<Ended> ends() {
        List<Ended> ends = new ArrayList<>();
        for (Event event : task.happened()) {
            if (isEnd(event)) {
                ends.add(ended(event, task.restarts() - restartsFrom(event), true));
            }
        }
        return ends;
    }

    /** What stands in the way of its start, in the cluster's words; null where nothing is said. */
    @Nullable String obstacle() {
        List<Event> events = task.happened();
        for (int i = events.size() - 1; i >= 0; i--) {
            Event event = events.get(i);
            switch (event.type()) {
                case KILLING,
                        "Template",
                        "Failed Artifact Download",
                        "Setup Failure",
                        "Failed Validation" -> {
                    return brief(event.message());
                }
                default -> {}
            }
        }
        return null;
    }

    /** Of an error over several lines the last one says it; addresses are nobody's business. */
    private static @Nullable String brief(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return null;
        }
        String line = message.strip().lines().toList().getLast().strip();
        String said =
                ADDRESS.matcher(line.startsWith("* ") ? line.substring(2) : line).replaceAll("…");
        return said.length() > MAX_REASON ? said.substring(0, MAX_REASON) + "…" : said;
    }

    private @Nullable Event last() {
        Event found = null;
        for (Event event : task.happened()) {
            if (isEnd(event)) {
                found = event;
            } else if (event.type().equals(STARTED)) {
                found = null;
            }
        }
        return found;
    }

    private static boolean isEnd(Event event) {
        return event.type().equals(TERMINATED) || event.type().equals(DRIVER_FAILURE);
    }

    /** How often it was started again from this event on: each start names its restart first. */
    private long restartsFrom(Event end) {
        List<Event> events = task.happened();
        return events.subList(events.lastIndexOf(end), events.size()).stream()
                .filter(event -> event.type().equals(RESTARTING))
                .count();
    }

    private Ended ended(Event end, long restart, boolean again) {
        return new Ended(
                of.id() + "-" + restart,
                end.type().equals(DRIVER_FAILURE) || end.exitCode() < 0
                        ? null
                        : Integer.valueOf(end.exitCode()),
                cause(end),
                end.at(),
                again);
    }

    private Cause cause(Event end) {
        if (end.type().equals(DRIVER_FAILURE)) {
            return Cause.NOT_STARTED;
        }
        if (end.outOfMemory()) {
            return Cause.MEMORY;
        }
        if (!askedBefore(end)) {
            return Cause.ITSELF;
        }
        return end.signal() == SIGKILL || end.exitCode() == KILLED || end.exitCode() < 0
                ? Cause.KILLED
                : Cause.ASKED;
    }

    private boolean askedBefore(Event end) {
        List<Event> events = task.happened();
        for (int i = events.lastIndexOf(end) - 1; i >= 0; i--) {
            switch (events.get(i).type()) {
                case KILLING, RESTART_SIGNALED -> {
                    return true;
                }
                case STARTED -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }
}
