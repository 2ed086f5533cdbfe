package io.sath.platform.orchestration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sath.platform.audit.Audit;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Sight;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The fleet as its operators see it: what the leading replica last found, read from the database on
 * any replica. No call reaches the cluster, so all of it answers while that is away.
 *
 * <p>Every call needs an operator, else it is the {@link Problem} forbidden. Reading the tenants'
 * bots stands in the audit, once in {@value #AUDIT_MINUTES} minutes and person.
 */
@Service
public class FleetView {
    private static final int AUDIT_MINUTES = 15;

    /** Without a word for that long nobody leads: one replica takes over within 30 s. */
    private static final Duration SILENT = Duration.ofSeconds(60);

    private final FleetRows rows;
    private final ServiceRows services;
    private final Fleet fleet;
    private final Audit audit;
    private final Clock clock;
    private final Cache<UserId, Boolean> read =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(AUDIT_MINUTES)).build();

    FleetView(FleetRows rows, ServiceRows services, Fleet fleet, Audit audit, Clock clock) {
        this.rows = rows;
        this.services = services;
        this.fleet = fleet;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How the fleet as a whole is.
     *
     * @param led a replica leads and told of it within the last minute
     * @param leader that replica's name; null: none ever led
     * @param epoch of its leadership: one more with every change of hands
     * @param toldAt when it last told
     * @param awaySince since when the cluster does not answer; null: it does
     * @param awayReason what was seen of that, in the cluster's own words
     * @param nextTryAt when it is asked again
     * @param sweptAt when all bots were last compared with all that runs; null: not yet
     * @param sweepTook how long that took
     * @param busy bots that the last sweep did not wait for
     * @param wanted bots that are wanted on
     * @param running workloads that run
     * @param hold set while nothing is started or ended, until an operator lifts it
     */
    public record Health(
            boolean led,
            @Nullable String leader,
            long epoch,
            @Nullable Instant toldAt,
            @Nullable Instant awaySince,
            @Nullable String awayReason,
            @Nullable Instant nextTryAt,
            @Nullable Instant sweptAt,
            Duration sweepTook,
            int busy,
            int wanted,
            int running,
            @Nullable Hold hold) {}

    /**
     * The database seems older than what runs, as after a backup was put back; {@link
     * FleetActs#lift} ends it.
     *
     * @param ahead bots that run by settings which the database does not know
     * @param unknown bots that run and have no row at all
     * @param clusterEpoch the epoch that the cluster remembers, where that is not below the
     *     leader's; 0: it is, or it remembers none
     * @param bots some of them
     */
    public record Hold(
            Instant since, int ahead, int unknown, long clusterEpoch, List<String> bots) {}

    /**
     * A bot.
     *
     * @param act raised whenever a person acts on it
     * @param desired whether its tenant wants it on
     * @param mode of its configuration as saved last
     * @param phase how the scheduler has it; null: never seen
     * @param phaseSince since when the scheduler has it so
     * @param placement what the scheduler says of that, for example why it is not placed
     * @param nextTryAt when it is started again, where it waits for that
     * @param restarts how often it was started again by itself since a person acted on it
     * @param beatAt its last heartbeat
     * @param program the build that it ran last; null: none known
     */
    public record BotLine(
            TenantId tenant,
            BotId bot,
            long act,
            boolean desired,
            BotConfig.Mode mode,
            BotStatus.State state,
            Instant since,
            @Nullable Text reason,
            Sight.@Nullable Phase phase,
            @Nullable Instant phaseSince,
            @Nullable String placement,
            @Nullable String node,
            @Nullable Instant startedAt,
            @Nullable Instant nextTryAt,
            int restarts,
            @Nullable Instant beatAt,
            int openPositions,
            @Nullable String program) {}

    /**
     * A machine of the cluster.
     *
     * @param name as {@link BotLine#node} has it
     * @param ready it takes bots, or would if it were not draining
     * @param drainable whether {@link FleetActs#drain} works on it
     * @param drainOrdered what is ordered and not yet so; null: nothing
     * @param drainFault why the last order failed; null: it did not
     * @param cpuPercent 100 a core
     * @param bots how many run there
     */
    public record NodeLine(
            String id,
            String name,
            boolean ready,
            boolean draining,
            boolean drainable,
            @Nullable Boolean drainOrdered,
            @Nullable String drainFault,
            long memoryMb,
            long memoryUsedMb,
            int cpuPercent,
            int cpuUsedPercent,
            int bots,
            Instant seenAt) {
        public long memoryFreeMb() {
            return Math.max(0, memoryMb - memoryUsedMb);
        }

        public int cpuFreePercent() {
            return Math.max(0, cpuPercent - cpuUsedPercent);
        }
    }

    /** A bot that is wanted and that the cluster does not place, in the cluster's own words. */
    public record Unplaced(TenantId tenant, BotId bot, String reason, Instant since) {}

    /**
     * What runs without a row that wants it; nothing but {@link FleetActs#stopOrphan} ends it.
     *
     * @param stopOrderedAt when an operator ordered its end; null: nobody did
     * @param endedAt when it was seen to have ended; null: it runs
     */
    public record Orphan(
            BotId bot,
            @Nullable String node,
            @Nullable Instant startedAt,
            Instant firstSeenAt,
            Instant lastSeenAt,
            @Nullable Instant stopOrderedAt,
            @Nullable Instant endedAt) {}

    public Health health(Caller caller) {
        operator(caller);
        return health(Orchestration.FLEET);
    }

    Health health(String name) {
        FleetRows.Told told = rows.told(name).orElse(null);
        Hold hold =
                rows.held(name)
                        .map(open ->
                                new Hold(
                                        open.since(),
                                        open.found().ahead(),
                                        open.found().unknown(),
                                        open.found().clusterEpoch(),
                                        java.util.stream.Stream.concat(
                                                        open.found().aheadBots().stream(),
                                                        open.found().unknownBots().stream())
                                                .toList()))
                        .orElse(null);
        if (told == null) {
            return new Health(
                    false, null, 0, null, null, null, null, null, Duration.ZERO, 0, 0, 0, hold);
        }
        FleetState state = told.state();
        return new Health(
                clock.instant().isBefore(told.at().plus(SILENT)),
                state.replica(),
                told.epoch(),
                told.at(),
                state.awaySince(),
                state.awayReason(),
                state.nextTryAt(),
                state.sweptAt(),
                Duration.ofMillis(state.sweepMillis()),
                state.busy(),
                state.wanted(),
                state.running(),
                hold);
    }

    /** Every bot of every tenant, the oldest first. */
    public List<BotLine> bots(Caller caller) {
        operator(caller);
        noteReading(caller);
        Map<BotId, String> programs = services.newest();
        return fleet.glances().stream()
                .map(bot -> FleetLines.of(bot, programs.get(bot.wanted().bot())))
                .toList();
    }

    /** The machines, by name; empty while the scheduler names none. */
    public List<NodeLine> nodes(Caller caller) {
        operator(caller);
        return rows.nodes(Orchestration.FLEET).stream().map(FleetLines::of).toList();
    }

    /** The bots that the cluster does not place, those that wait longest first. */
    public List<Unplaced> unplaced(Caller caller) {
        operator(caller);
        noteReading(caller);
        return fleet.glances().stream()
                .filter(bot -> bot.wanted().on())
                .flatMap(bot -> FleetLines.unplaced(bot).stream())
                .sorted(java.util.Comparator.comparing(Unplaced::since))
                .toList();
    }

    /** What runs and nobody wants, the first seen first; ended ones for a day. */
    public List<Orphan> orphans(Caller caller) {
        operator(caller);
        return rows.orphans(Orchestration.FLEET).stream()
                .map(row ->
                        new Orphan(
                                row.bot(),
                                row.node(),
                                row.startedAt(),
                                row.firstSeenAt(),
                                row.lastSeenAt(),
                                row.stopAskedAt(),
                                row.endedAt()))
                .toList();
    }

    private void noteReading(Caller caller) {
        if (read.asMap().putIfAbsent(caller.userId(), true) == null) {
            audit.record(caller.userId(), null, "orchestration.fleet-read", "all");
        }
    }

    static void operator(Caller caller) {
        if (!caller.isOperator()) {
            throw Problem.forbidden();
        }
    }
}
