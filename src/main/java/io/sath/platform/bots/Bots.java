package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * The bots of the tenants: what each is to do, and how each is.
 *
 * <p>Every act writes what is wanted and returns at once; the reconciler makes it so. Repeating one
 * is no error. A viewer may read; acts need a trader of that tenant, or an operator. Whoever may
 * not gets the {@link Problem} forbidden.
 */
@Service
public class Bots {
    private final TenantScope scope;
    private final BotRows rows;
    private final NewBots newBots;
    private final KeyRules keys;
    private final Fleet fleet;
    private final BotConfigs configs;
    private final BotStatuses statuses;
    private final BotProgram program;
    private final Allowances allowances;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Bots(
            TenantScope scope,
            BotRows rows,
            NewBots newBots,
            KeyRules keys,
            Fleet fleet,
            BotConfigs configs,
            BotStatuses statuses,
            BotProgram program,
            Allowances allowances,
            ApplicationEventPublisher events,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.newBots = newBots;
        this.keys = keys;
        this.fleet = fleet;
        this.configs = configs;
        this.statuses = statuses;
        this.program = program;
        this.allowances = allowances;
        this.events = events;
        this.clock = clock;
    }

    /** How the tenant's bot is now. */
    public BotStatus status(TenantId tenant) {
        newBots.ensure(tenant);
        return scope.call(tenant, () -> statuses.of(rows.find(tenant).orElseThrow()));
    }

    /** The configuration as saved last; a new tenant's is complete. */
    public BotConfig config(TenantId tenant) {
        newBots.ensure(tenant);
        return scope.call(tenant, () -> current(rows.find(tenant).orElseThrow()));
    }

    /** What a configuration can name. */
    public Catalogue catalogue() {
        return program.catalogue();
    }

    /**
     * Saves a configuration as a new revision, unless it is the saved one already.
     *
     * @param expected the revision it was made from, or null to save over whatever is there
     */
    public SaveResult save(TenantId tenant, Caller by, BotConfig config, @Nullable Long expected) {
        mayAct(tenant, by);
        newBots.ensure(tenant);
        return configs.save(tenant, by, config, expected);
    }

    /** Saves the configuration of an old revision as a new one. */
    public SaveResult rollBack(TenantId tenant, Caller by, long revision) {
        return save(tenant, by, configs.old(tenant, revision), null);
    }

    /** The revisions with their differences, newest first unless asked otherwise. */
    public Page<ConfigRevision> revisions(TenantId tenant, PageRequest request) {
        newBots.ensure(tenant);
        return configs.revisions(tenant, request);
    }

    /**
     * Wants it on, with new entries allowed. {@link Problem}: tenant-not-active, key-missing where
     * a key that it names is gone, key-unverified and key-refused where it is to trade live.
     */
    public BotStatus start(TenantId tenant, Caller by) {
        mayAct(tenant, by);
        if (!allowances.of(tenant).active()) {
            throw Problem.of(ProblemCode.TENANT_NOT_ACTIVE, Text.of("bots.tenant-not-active"));
        }
        return act(
                tenant,
                row -> {
                    if (row.on() && !row.exitOnly() && !gaveUp(row)) {
                        return row;
                    }
                    Optional<Problem> against = keys.againstStart(tenant, current(row));
                    if (against.isPresent()) {
                        throw against.get();
                    }
                    return wanting(row, true, false, null, row.runRev());
                });
    }

    /** Wants it off; null: by the policy of its configuration. */
    public BotStatus stop(TenantId tenant, Caller by, @Nullable StopPolicy policy) {
        mayAct(tenant, by);
        return act(
                tenant,
                row -> {
                    StopPolicy ordered = policy == null ? current(row).stopPolicy() : policy;
                    boolean same = !row.on() && (row.stop() == ordered || row.stop() == null);
                    boolean harder = policy != null && policy != StopPolicy.LEAVE;
                    return same && !(harder && row.stop() == null)
                            ? row
                            : wanting(row, false, false, ordered, row.runRev());
                });
    }

    /** As it is ordered: {@link #exitOnly} or {@link #stop(TenantId, Caller, StopPolicy)}. */
    public BotStatus stopBy(TenantId tenant, Caller by, StopOrder order) {
        return order.exitOnly() ? exitOnly(tenant, by) : stop(tenant, by, order.chosen());
    }

    /** The soft stop: it stays on and manages what is open, but opens nothing. */
    public BotStatus exitOnly(TenantId tenant, Caller by) {
        mayAct(tenant, by);
        return act(
                tenant,
                row ->
                        !row.on() || row.exitOnly()
                                ? row
                                : wanting(row, true, true, null, row.runRev()));
    }

    /** A new run of its process, if it is wanted on; nothing is sold. */
    public BotStatus restart(TenantId tenant, Caller by) {
        mayAct(tenant, by);
        return act(
                tenant,
                row -> row.on() ? wanting(row, true, row.exitOnly(), null, row.runRev() + 1) : row);
    }

    /** Cancels, flattens and stops. */
    public BotStatus halt(TenantId tenant, Caller by) {
        return stop(tenant, by, StopPolicy.FLATTEN);
    }

    /** The bot of every tenant, for operators. */
    @CrossTenant("operators see all bots")
    public List<TenantBot> all() {
        List<BotRow> found = scope.acrossTenants(rows::all);
        return found.stream()
                .map(row -> new TenantBot(row.tenant(), status(row.tenant())))
                .toList();
    }

    /** The tenant whose bot this is. */
    @CrossTenant("operators name a bot by its id alone")
    public Optional<TenantId> tenantOf(BotId bot) {
        return scope.acrossTenants(() ->
                rows.all().stream()
                        .filter(row -> row.id().equals(bot))
                        .map(BotRow::tenant)
                        .findFirst());
    }

    /** A bot and whose it is. */
    public record TenantBot(TenantId tenantId, BotStatus status) {}

    private BotStatus act(TenantId tenant, UnaryOperator<BotRow> change) {
        newBots.ensure(tenant);
        return scope.call(
                tenant,
                () -> {
                    BotRow row = rows.lock(tenant).orElseThrow();
                    BotRow next = change.apply(row);
                    if (!next.equals(row)) {
                        rows.update(next);
                        events.publishEvent(new BotWantedChanged(tenant, row.id()));
                    }
                    return statuses.of(next);
                });
    }

    private BotRow wanting(
            BotRow row, boolean on, boolean exitOnly, @Nullable StopPolicy stop, long runRev) {
        return new BotRow(
                row.tenant(),
                row.id(),
                on,
                exitOnly,
                stop,
                row.act() + 1,
                clock.instant(),
                runRev,
                row.keysRev(),
                row.settingsRev() + 1,
                row.revision());
    }

    private boolean gaveUp(BotRow row) {
        return fleet.sight(row.tenant()).filter(sight -> sight.gaveUpAt() != null).isPresent();
    }

    private BotConfig current(BotRow row) {
        return rows.config(row.tenant(), row.revision()).orElseThrow().config();
    }

    private static void mayAct(TenantId tenant, Caller by) {
        boolean trader = by.tenantId().equals(tenant) && by.has(Role.TRADER);
        if (!trader && !by.isOperator()) {
            throw Problem.forbidden();
        }
    }
}
