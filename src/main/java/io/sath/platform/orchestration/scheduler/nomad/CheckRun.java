package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Observed.Cause;
import io.sath.platform.orchestration.scheduler.Observed.Ended;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.secrets.SecretDelivery.ByVault;
import io.sath.platform.shared.BotId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a program once as the group {@code check} of a bot's own job, since what a job may read from
 * Vault hangs on its id: the group is put into the job as it stands, which leaves the bot's group
 * alone; its output is read; and it is set back to 0. A bot without a job gets one for this alone.
 */
final class CheckRun {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRun.class);
    private static final int TRIES = 3;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LOOK_CLOSER = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofMillis(300);

    private final NomadHttp http;
    private final NomadSdk sdk;
    private final JobSpec specs;
    private final Variables variables;
    private final ClusterReader reader;
    private final ClusterView view;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);

    CheckRun(
            NomadHttp http,
            NomadSdk sdk,
            JobSpec specs,
            Variables variables,
            ClusterReader reader,
            ClusterView view,
            Clock clock) {
        this.http = http;
        this.sdk = sdk;
        this.specs = specs;
        this.variables = variables;
        this.reader = reader;
        this.view = view;
        this.clock = clock;
    }

    /** Puts the check into the job; answers the placements of former ones. */
    Set<String> begin(Workload once) {
        ByVault secrets = BotJobs.byVault(once.secrets().get());
        JobId id = JobId.of(once.bot());
        // The newest one is meant, whatever was checked before.
        variables.write(id.variable(BotSeen.CHECK), clock.millis(), once.settings(), true);
        ObjectNode checking = (ObjectNode) NomadReads.JSON.readTree(specs.checking(once, secrets));
        group(checking).put("Count", 1);
        for (int attempt = 1; ; attempt++) {
            BotSeen seen = reader.readBack(once.bot());
            JobSeen job = seen.job();
            Set<String> former =
                    seen.allocations().keySet().stream().collect(Collectors.toUnmodifiableSet());
            try {
                if (job == null || job.dead() || job.checkOnly()) {
                    sdk.register(checking.toString(), job == null ? 0 : job.jobModifyIndex());
                } else {
                    sdk.register(with(sdk.job(id), group(checking)), job.jobModifyIndex());
                }
                var _ = reader.readBack(once.bot());
                return former;
            } catch (NomadFailure.Conflict e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** The job as it stands, with this group for its own. */
    private static String with(String standing, ObjectNode check) {
        ObjectNode job = (ObjectNode) NomadReads.JSON.readTree(standing);
        ArrayNode groups = (ArrayNode) job.get("TaskGroups");
        for (int i = groups.size() - 1; i >= 0; i--) {
            if (isCheck(groups.get(i))) {
                groups.remove(i);
            }
        }
        groups.add(check);
        return job.toString();
    }

    private static ObjectNode group(ObjectNode job) {
        for (JsonNode group : job.path("TaskGroups")) {
            if (isCheck(group)) {
                return (ObjectNode) group;
            }
        }
        throw new NomadFailure.Rejected("the job file has no group " + BotSeen.CHECK);
    }

    private static boolean isCheck(JsonNode group) {
        return group.path("Name").asString("").equals(BotSeen.CHECK);
    }

    /** Waits for its end and reads what it said. */
    Once await(BotId bot, Set<String> former, Duration patience) throws InterruptedException {
        Instant until = clock.instant().plus(patience);
        Instant closer = clock.instant().plus(LOOK_CLOSER);
        while (true) {
            AllocationSeen placed = placed(view.get(bot), former);
            Runs runs = placed == null ? null : Runs.of(placed);
            Ended end = runs == null ? null : runs.ended(false);
            if (placed != null && end != null) {
                return ended(placed, end);
            }
            if (placed != null && placed.terminal()) {
                throw failure(runs == null ? null : runs.obstacle());
            }
            if (!clock.instant().isBefore(until)) {
                String why = runs == null ? view.get(bot).blocked() : runs.obstacle();
                if (placed == null || why != null) {
                    throw failure(why);
                }
                return new Once(lines(placed), null, true);
            }
            pause(LOOK);
            if (!clock.instant().isBefore(closer)) {
                closer = clock.instant().plus(LOOK_CLOSER);
                var _ = reader.readBack(bot);
            }
        }
    }

    private Once ended(AllocationSeen placed, Ended end) throws InterruptedException {
        if (end.cause() == Cause.NOT_STARTED) {
            throw failure("the program could not be started");
        }
        if (end.cause() == Cause.ASKED || end.cause() == Cause.KILLED) {
            throw failure("it was ended from elsewhere");
        }
        pause(SETTLING);
        return new Once(lines(placed), end.exitCode(), false);
    }

    private void pause(Duration pause) throws InterruptedException {
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("the platform ends");
        }
    }

    /** Ends every wait. */
    void close() {
        closing.countDown();
    }

    private static NomadFailure failure(@Nullable String why) {
        return new NomadFailure.Unavailable(
                "the check did not run" + (why == null ? "" : ": " + why), false, null);
    }

    private List<String> lines(AllocationSeen placed) throws InterruptedException {
        List<Output.Line> lines = new ArrayList<>();
        try (LogReader reader =
                new LogReader(
                        http, placed.allocationId(), Output.Stream.STDOUT, LogPlace.Spot.START)) {
            reader.rest(Once.MAX_LINES, true, lines);
        }
        return lines.stream().limit(Once.MAX_LINES).map(Output.Line::text).toList();
    }

    private static @Nullable AllocationSeen placed(BotSeen seen, Set<String> former) {
        return seen.placements(BotSeen.CHECK).reversed().stream()
                .filter(one -> !former.contains(one.id()))
                .findFirst()
                .orElse(null);
    }

    /** Sets the group back to 0; a job that was there for the check alone goes. */
    void end(BotId bot, Set<String> former) {
        JobId id = JobId.of(bot);
        BotSeen seen = reader.readBack(bot);
        JobSeen job = seen.job();
        if (job == null) {
            return;
        }
        AllocationSeen placed = placed(seen, former);
        if (placed != null && placed.live()) {
            kill(placed);
        }
        if (!job.checkOnly()) {
            http.put(
                    "/v1/job/" + id.value() + "/scale",
                    Map.of(),
                    NomadReads.JSON.writeValueAsString(
                            Map.of(
                                    "Count",
                                    0,
                                    "Target",
                                    Map.of("Group", BotSeen.CHECK),
                                    "Message",
                                    "checked")));
        } else {
            // What the bot itself said before is not read yet, perhaps.
            sdk.deregister(id, seen.placements(BotSeen.BOT).isEmpty());
        }
        variables.delete(id.variable(BotSeen.CHECK));
        var _ = reader.readBack(bot);
    }

    private void kill(AllocationSeen placed) {
        try {
            http.kill(placed.allocationId());
        } catch (NomadFailure e) {
            LOG.warn("A check of {} could not be killed: {}", placed.jobId(), e.getMessage());
        }
    }
}
