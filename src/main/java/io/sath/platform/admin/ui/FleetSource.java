package io.sath.platform.admin.ui;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sath.platform.admin.Operations;
import io.sath.platform.admin.Operations.PlannedTenant;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.FleetView;
import io.sath.platform.orchestration.FleetView.BotLine;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the fleet with the names that people know. */
@Component
class FleetSource {
    /** Names and plans change rarely; a tenant that is not known yet is looked up at once. */
    private static final Duration NAMES_LAST = Duration.ofSeconds(30);

    private static final Duration COUNT_LASTS = Duration.ofSeconds(2);

    private final FleetView fleet;
    private final Operations operations;
    private final TenantScope scope;
    private final Clock clock;
    private volatile @Nullable Counted counted;
    private final Cache<String, Map<TenantId, PlannedTenant>> names =
            Caffeine.newBuilder().expireAfterWrite(NAMES_LAST).build();

    FleetSource(FleetView fleet, Operations operations, TenantScope scope, Clock clock) {
        this.fleet = fleet;
        this.operations = operations;
        this.scope = scope;
        this.clock = clock;
    }

    /** How many needed someone when the fleet was read last. */
    private record Counted(Instant at, long needing) {}

    /**
     * All of it in one transaction: of one moment, and with one wait for a connection, which many
     * may be waiting for just when an operator looks.
     */
    @CrossTenant("operators see the whole fleet")
    FleetSnapshot read(Caller caller) {
        Instant now = clock.instant();
        FleetSnapshot read =
                scope.acrossTenants(() ->
                        new FleetSnapshot(
                                now,
                                fleet.health(caller),
                                bots(caller, now),
                                fleet.nodes(caller),
                                fleet.orphans(caller)));
        counted = new Counted(now, read.needing());
        return read;
    }

    /** How many bots need someone, for the navigation; empty for none. */
    String badge(Caller caller) {
        long needing = needing(caller);
        return needing == 0 ? "" : String.valueOf(needing);
    }

    /** A page that was just read is not read again for its mark in the navigation. */
    @CrossTenant("operators see how many bots need someone")
    private long needing(Caller caller) {
        Instant now = clock.instant();
        Counted last = counted;
        if (last != null && caller.isOperator() && now.isBefore(last.at().plus(COUNT_LASTS))) {
            return last.needing();
        }
        long needing =
                scope.acrossTenants(() -> fleet.bots(caller)).stream()
                        .filter(bot -> Need.of(bot, now) != Need.NOBODY)
                        .count();
        counted = new Counted(now, needing);
        return needing;
    }

    private List<FleetBot> bots(Caller caller, Instant now) {
        List<BotLine> lines = fleet.bots(caller);
        Map<TenantId, PlannedTenant> owners = owners(caller, lines);
        return lines.stream()
                .map(line -> named(line, owners.get(line.tenant()), now))
                .sorted(FleetBot.MOST_PRESSING_FIRST)
                .toList();
    }

    private static FleetBot named(BotLine line, @Nullable PlannedTenant owner, Instant now) {
        return new FleetBot(
                line,
                owner == null ? "" : owner.tenant().name(),
                owner == null ? "" : owner.plan(),
                Need.of(line, now));
    }

    /** All tenants' names and plans. */
    Map<TenantId, PlannedTenant> owners(Caller caller) {
        return Objects.requireNonNull(names.get("all", all -> operations.owners(caller)));
    }

    private Map<TenantId, PlannedTenant> owners(Caller caller, List<BotLine> lines) {
        Map<TenantId, PlannedTenant> known = owners(caller);
        if (lines.stream().allMatch(line -> known.containsKey(line.tenant()))) {
            return known;
        }
        names.invalidateAll();
        return owners(caller);
    }
}
