package io.sath.platform.admin;

import io.sath.platform.audit.Audit;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.tenant.TenantStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Stops and starts the bots of all tenants.
 *
 * <p>Every call needs an operator, else it is the {@link Problem} forbidden. Each bot is an act of
 * its own in its tenant's audit; the whole stands in the platform's. One that fails is left out and
 * the others go on: repeating the call does what is missing.
 */
@Service
public class BulkActs {
    private static final Logger LOG = LoggerFactory.getLogger(BulkActs.class);

    private final Bots bots;
    private final Fleet fleet;
    private final Operations operations;
    private final Audit audit;
    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Clock clock;

    BulkActs(
            Bots bots,
            Fleet fleet,
            Operations operations,
            Audit audit,
            TenantScope scope,
            JdbcClient jdbc,
            Clock clock) {
        this.bots = bots;
        this.fleet = fleet;
        this.operations = operations;
        this.audit = audit;
        this.scope = scope;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Which bots are started. */
    public enum Which {
        /** Those that {@link #stopAll} stopped and that nobody acted on since. */
        STOPPED_TOGETHER,
        /** Every one that is off, also where its owner stopped it. */
        ALL
    }

    /**
     * How many bots each act would reach.
     *
     * @param on wanted on
     * @param stoppedTogether as {@link Which#STOPPED_TOGETHER}, of active tenants
     * @param off wanted off, of active tenants
     */
    public record Reach(int on, int stoppedTogether, int off) {}

    public Reach reach(Caller caller) {
        List<Wanted> all = all(caller);
        int on = (int) all.stream().filter(Wanted::on).count();
        return new Reach(
                on,
                startable(caller, all, Which.STOPPED_TOGETHER).size(),
                startable(caller, all, Which.ALL).size());
    }

    /**
     * Stops every bot that is wanted on.
     *
     * @param policy null: each by the policy of its configuration
     * @return how many were stopped
     */
    public int stopAll(Caller caller, BotConfig.@Nullable StopPolicy policy) {
        List<Wanted> reached = all(caller).stream().filter(Wanted::on).toList();
        audit.record(caller.userId(), null, "admin.bots-stopped", String.valueOf(reached.size()));
        return each(reached, bot -> stop(caller, bot, policy));
    }

    /** Starts bots of active tenants; answers how many were started. */
    public int startAll(Caller caller, Which which) {
        List<Wanted> reached = startable(caller, all(caller), which);
        audit.record(caller.userId(), null, "admin.bots-started", String.valueOf(reached.size()));
        return each(reached, bot -> operations.start(caller, bot.tenant(), bot.bot()));
    }

    private void stop(Caller caller, Wanted bot, BotConfig.@Nullable StopPolicy policy) {
        scope.run(
                bot.tenant(),
                () -> {
                    audit.record(
                            caller.userId(), bot.tenant(), "admin.bot-stopped", bot.bot().value());
                    bots.stop(bot.tenant(), caller, policy);
                    fleet.wanted(bot.tenant()).ifPresent(now -> note(now, clock.instant()));
                });
    }

    private void note(Wanted stopped, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO bulk_stops (bot_id, act, stopped_at) VALUES (:bot, :act, :now)
                        ON CONFLICT (bot_id) DO UPDATE SET
                            act = excluded.act, stopped_at = excluded.stopped_at
                        """)
                .param("bot", stopped.bot().value())
                .param("act", stopped.act())
                .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .update();
    }

    private List<Wanted> startable(Caller caller, List<Wanted> all, Which which) {
        Set<TenantId> active =
                operations.owners(caller).values().stream()
                        .map(Operations.PlannedTenant::tenant)
                        .filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
                        .map(tenant -> tenant.id())
                        .collect(Collectors.toSet());
        Predicate<Wanted> meant =
                switch (which) {
                    case ALL -> bot -> true;
                    case STOPPED_TOGETHER -> stoppedTogether();
                };
        return all.stream()
                .filter(bot -> !bot.on() && active.contains(bot.tenant()) && meant.test(bot))
                .toList();
    }

    private Predicate<Wanted> stoppedTogether() {
        Map<BotId, Long> acts = new HashMap<>();
        jdbc.sql("SELECT bot_id, act FROM bulk_stops")
                .query(row -> {
                    acts.put(new BotId(row.getString("bot_id")), row.getLong("act"));
                });
        return bot -> Long.valueOf(bot.act()).equals(acts.get(bot.bot()));
    }

    private List<Wanted> all(Caller caller) {
        if (!caller.isOperator()) {
            throw Problem.forbidden();
        }
        return fleet.wanted();
    }

    private static int each(List<Wanted> reached, java.util.function.Consumer<Wanted> act) {
        int done = 0;
        for (Wanted bot : reached) {
            try {
                act.accept(bot);
                done++;
            } catch (RuntimeException e) {
                LOG.warn("Left out of an act on all bots: {} ({})", bot.bot(), e.toString());
            }
        }
        return done;
    }
}
