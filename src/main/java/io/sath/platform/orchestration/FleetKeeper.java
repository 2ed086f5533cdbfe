package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.database.Mandate;
import io.sath.platform.orchestration.FleetRows.NodeRow;
import io.sath.platform.orchestration.FleetRows.OrphanRow;
import io.sath.platform.orchestration.RestoreRule.Evidence;
import io.sath.platform.orchestration.scheduler.Nodes;
import io.sath.platform.orchestration.scheduler.Nodes.Node;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.BotId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leader does with each sweep for the fleet as a whole: tells how it is, reports what runs
 * without a row, carries out operators' orders, and holds everything while the database seems older
 * than what runs.
 */
final class FleetKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(FleetKeeper.class);

    /** How long an ended orphan is shown. */
    private static final Duration SHOWN = Duration.ofDays(1);

    private final String fleet;
    private final Mandate mandate;
    private final WorkloadScheduler scheduler;
    private final Fleet bots;
    private final FleetRows rows;
    private final Programs programs;
    private final StartQueue starts;
    private final Duration stopGrace;
    private final Clock clock;
    private boolean looked;
    private boolean remembered;

    FleetKeeper(
            String fleet,
            Mandate mandate,
            WorkloadScheduler scheduler,
            Fleet bots,
            FleetRows rows,
            Programs programs,
            StartQueue starts,
            Duration stopGrace,
            Clock clock) {
        this.fleet = fleet;
        this.mandate = mandate;
        this.scheduler = scheduler;
        this.bots = bots;
        this.rows = rows;
        this.programs = programs;
        this.starts = starts;
        this.stopGrace = stopGrace;
        this.clock = clock;
    }

    /**
     * @param wanted as read before {@code observed} was
     * @return whether bots may be started and ended now
     */
    boolean tend(List<Wanted> wanted, Map<BotId, Observed> observed) {
        if (!looked) {
            holdWhereTheDatabaseIsOlder(wanted, observed);
            looked = true;
        }
        boolean held = rows.held(fleet).isPresent();
        orphans(wanted, observed);
        nodes();
        if (held) {
            return false;
        }
        if (!remembered) {
            scheduler.rememberEpoch(mandate.epoch());
            remembered = true;
        }
        raiseBeyondWhatRuns(wanted, observed);
        programs.tend(
                wanted.stream()
                        .filter(Wanted::on)
                        .map(one ->
                                new Programs.Member(
                                        one.tenant(),
                                        one.bot(),
                                        observed.get(one.bot()) instanceof Observed.Running))
                        .toList());
        return true;
    }

    /** Once, before this leader starts or ends anything. */
    private void holdWhereTheDatabaseIsOlder(List<Wanted> wanted, Map<BotId, Observed> observed) {
        Evidence found = evidence(wanted, observed);
        if (!found.isNothing()) {
            // What changed between the two readings is in the rows by now.
            found = evidence(bots.wanted(), observed);
        }
        if (found.isNothing()) {
            return;
        }
        LOG.error(
                "The database seems older than what runs: {}. Nothing is started or ended until an"
                        + " operator confirms it.",
                found);
        Evidence evidence = found;
        rows.under(mandate, () -> rows.hold(fleet, evidence, clock.instant()));
    }

    private Evidence evidence(List<Wanted> wanted, Map<BotId, Observed> observed) {
        Map<String, Long> running = new HashMap<>();
        running(observed).forEach((bot, run) -> running.put(bot.value(), run.settingsRev()));
        return RestoreRule.look(
                mandate.epoch(),
                scheduler.epoch(),
                running,
                wanted.stream()
                        .collect(Collectors.toMap(one -> one.bot().value(), Wanted::settingsRev)),
                rows.orphans(fleet).stream()
                        .map(row -> row.bot().value())
                        .collect(Collectors.toSet()));
    }

    private static Map<BotId, Observed.Running> running(Map<BotId, Observed> observed) {
        Map<BotId, Observed.Running> running = new HashMap<>();
        observed.forEach((bot, seen) -> {
            if (seen instanceof Observed.Running run) {
                running.put(bot, run);
            }
        });
        return running;
    }

    /** A bot refuses no revision but takes none twice: after a restore its next one is fresh. */
    private void raiseBeyondWhatRuns(List<Wanted> wanted, Map<BotId, Observed> observed) {
        for (Wanted one : wanted) {
            if (observed.get(one.bot()) instanceof Observed.Running run
                    && run.settingsRev() > one.settingsRev()) {
                bots.raiseSettingsAbove(one.tenant(), run.settingsRev());
            }
        }
    }

    /** What runs without a row that wants it: told, and touched by nobody but an operator. */
    private void orphans(List<Wanted> wanted, Map<BotId, Observed> observed) {
        Instant now = clock.instant();
        Map<BotId, OrphanRow> known =
                rows.orphans(fleet).stream().collect(Collectors.toMap(OrphanRow::bot, row -> row));
        Map<BotId, Observed.Running> strange = running(observed);
        wanted.forEach(one -> strange.remove(one.bot()));
        if (!strange.isEmpty() && !known.keySet().containsAll(strange.keySet())) {
            bots.wanted().forEach(one -> strange.remove(one.bot()));
        }
        Set<BotId> gone = new HashSet<>(known.keySet());
        gone.removeAll(strange.keySet());
        if (strange.isEmpty() && gone.isEmpty()) {
            return;
        }
        Set<BotId> ours = wanted.stream().map(Wanted::bot).collect(Collectors.toSet());
        rows.under(
                mandate,
                () -> {
                    strange.forEach((bot, run) ->
                            rows.sawOrphan(fleet, bot, run.node(), run.startedAt(), now));
                    for (BotId bot : gone) {
                        Instant ended = java.util.Objects.requireNonNull(known.get(bot)).endedAt();
                        if (ours.contains(bot)
                                || (ended != null && ended.plus(SHOWN).isBefore(now))) {
                            rows.forgetOrphan(fleet, bot);
                        } else {
                            rows.orphanEnded(fleet, bot, now);
                        }
                    }
                });
        strange.forEach((bot, run) -> {
            OrphanRow row = known.get(bot);
            if (row == null) {
                LOG.error("bot {} runs, and no row wants it: an operator has to decide", bot);
            } else if (row.stopAskedAt() != null && !run.ending()) {
                LOG.warn("bot {}: no row wants it, an operator ends it", bot);
                scheduler.stop(bot, stopGrace);
            }
        });
    }

    private void nodes() {
        Optional<Nodes> nodes = scheduler.nodes();
        if (nodes.isEmpty()) {
            return;
        }
        List<Node> seen;
        try {
            seen = nodes.get().list();
        } catch (SchedulerUnavailable e) {
            LOG.warn("The machines are not told: {}", e.getMessage());
            return;
        }
        starts.machines((int) seen.stream().filter(one -> one.ready() && !one.draining()).count());
        rows.under(mandate, () -> rows.writeNodes(fleet, seen, clock.instant()));
        for (NodeRow row : rows.nodes(fleet)) {
            Boolean ordered = row.drainWanted();
            if (ordered != null && ordered != row.node().draining()) {
                drain(nodes.get(), row.node(), ordered);
            }
        }
    }

    private void drain(Nodes nodes, Node node, boolean on) {
        try {
            nodes.drain(node.id(), on);
        } catch (SchedulerUnavailable | IllegalArgumentException e) {
            LOG.warn("Machine {}: cannot be {}", node.name(), on ? "drained" : "used again", e);
            rows.under(
                    mandate,
                    () -> rows.drainFailed(fleet, node.id(), String.valueOf(e.getMessage())));
        }
    }

    /** For the pages of every replica. */
    void tell(FleetState state) {
        rows.under(mandate, () -> rows.tell(fleet, mandate.epoch(), clock.instant(), state));
    }
}
