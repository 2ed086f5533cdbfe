package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.BotRows.StoredConfig;
import io.sath.platform.bots.BotStatus.Entries;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.Cursor;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TenantScope scope;
    private final BotRows rows;
    private final Fleet fleet;
    private final BotProgram program;
    private final Allowances allowances;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Bots(
            TenantScope scope,
            BotRows rows,
            Fleet fleet,
            BotProgram program,
            Allowances allowances,
            ApplicationEventPublisher events,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.fleet = fleet;
        this.program = program;
        this.allowances = allowances;
        this.events = events;
        this.clock = clock;
    }

    /** How the tenant's bot is now. */
    public BotStatus status(TenantId tenant) {
        ensure(tenant);
        return scope.call(tenant, () -> status(rows.find(tenant).orElseThrow()));
    }

    /** The configuration as saved last; a new tenant's is complete. */
    public BotConfig config(TenantId tenant) {
        ensure(tenant);
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
        ensure(tenant);
        List<FieldFault> faults = ConfigCheck.faults(config, program.catalogue());
        if (!faults.isEmpty()) {
            return new SaveResult.Invalid(faults);
        }
        Optional<SaveResult.OverLimit> over =
                allowances.firstOver(config, allowances.of(tenant).plan());
        if (over.isPresent()) {
            return over.get();
        }
        if (config.mode() == Mode.LIVE) {
            return new SaveResult.Refused(
                    ProblemCode.KEY_MISSING, Text.of("bots.live.key-missing"));
        }
        return scope.call(tenant, () -> store(tenant, by, config, expected));
    }

    private SaveResult store(
            TenantId tenant, Caller by, BotConfig config, @Nullable Long expected) {
        BotRow row = rows.lock(tenant).orElseThrow();
        BotConfig current = current(row);
        if (expected != null && expected != row.revision()) {
            return new SaveResult.Stale(current);
        }
        BotConfig next = config.numbered(row.revision() + 1);
        if (ConfigDiff.between(rows.tree(current), rows.tree(next)).isEmpty()) {
            return new SaveResult.Saved(current);
        }
        long settingsRev = row.settingsRev() + 1;
        Instant now = clock.instant();
        rows.update(
                new BotRow(
                        tenant,
                        row.id(),
                        row.on(),
                        row.exitOnly(),
                        row.stop(),
                        row.on() ? row.act() + 1 : row.act(),
                        row.on() ? now : row.actAt(),
                        needsNewRun(current, next) ? row.runRev() + 1 : row.runRev(),
                        row.keysRev(),
                        settingsRev,
                        next.revision()));
        rows.insertConfig(tenant, row.id(), next.revision(), next, now, by.userId(), settingsRev);
        events.publishEvent(new BotWantedChanged(tenant, row.id()));
        return new SaveResult.Saved(next);
    }

    /** Within a run the venue, the mode and the currency stay as they are. */
    private static boolean needsNewRun(BotConfig old, BotConfig now) {
        return old.venue() != now.venue()
                || old.mode() != now.mode()
                || !old.currency().equals(now.currency())
                || !java.util.Objects.equals(old.keyId(), now.keyId());
    }

    /** Saves the configuration of an old revision as a new one. */
    public SaveResult rollBack(TenantId tenant, Caller by, long revision) {
        mayAct(tenant, by);
        BotConfig old =
                scope.call(tenant, () -> rows.config(tenant, revision))
                        .map(StoredConfig::config)
                        .orElseThrow(Problem::notFound);
        return save(tenant, by, old, null);
    }

    /** The revisions with their differences, newest first unless asked otherwise. */
    public Page<ConfigRevision> revisions(TenantId tenant, PageRequest request) {
        ensure(tenant);
        Long after = request.cursor() == null ? null : number(Cursor.read(request.cursor(), 1));
        return scope.call(
                tenant,
                () -> {
                    List<StoredConfig> found =
                            rows.configs(tenant, after, request.ascending(), request.limit() + 1);
                    boolean more = found.size() > request.limit();
                    List<ConfigRevision> items = new ArrayList<>();
                    for (StoredConfig stored : more ? found.subList(0, request.limit()) : found) {
                        items.add(revision(tenant, stored));
                    }
                    return new Page<>(
                            items, more ? Cursor.of(items.getLast().revision()).text() : null);
                });
    }

    private static long number(Cursor cursor) {
        try {
            return Long.parseLong(cursor.values().getFirst());
        } catch (NumberFormatException e) {
            throw Problem.of(ProblemCode.CURSOR_INVALID, Text.of("problem.cursor-invalid.detail"));
        }
    }

    private ConfigRevision revision(TenantId tenant, StoredConfig stored) {
        long number = stored.config().revision();
        List<ConfigRevision.Change> changes =
                rows.config(tenant, number - 1)
                        .map(before ->
                                ConfigDiff.between(
                                        rows.tree(before.config()), rows.tree(stored.config())))
                        .orElse(List.of());
        return new ConfigRevision(number, stored.at(), stored.by(), changes, stored.config());
    }

    /** Wants it on, with new entries allowed. */
    public BotStatus start(TenantId tenant, Caller by) {
        mayAct(tenant, by);
        if (!allowances.of(tenant).active()) {
            throw Problem.of(ProblemCode.TENANT_NOT_ACTIVE, Text.of("bots.tenant-not-active"));
        }
        return act(
                tenant,
                row ->
                        row.on() && !row.exitOnly() && !gaveUp(row)
                                ? row
                                : wanting(row, true, false, null, row.runRev()));
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
        ensure(tenant);
        return scope.call(
                tenant,
                () -> {
                    BotRow row = rows.lock(tenant).orElseThrow();
                    BotRow next = change.apply(row);
                    if (!next.equals(row)) {
                        rows.update(next);
                        events.publishEvent(new BotWantedChanged(tenant, row.id()));
                    }
                    return status(next);
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

    private BotStatus status(BotRow row) {
        Sight sight = fleet.sight(row.tenant()).orElse(null);
        BotConfig config = current(row);
        Instant now = clock.instant();
        StatusRules.Verdict verdict = StatusRules.of(row.on(), row.actAt(), sight, now);
        boolean runs = sight != null && sight.phase() == Sight.Phase.RUNNING;
        return new BotStatus(
                row.id(),
                verdict.state(),
                verdict.since(),
                verdict.reason(),
                row.on(),
                config.venue(),
                config.mode(),
                row.revision(),
                sight == null || sight.settingsRev() == 0
                        ? null
                        : rows.revisionOf(row.tenant(), sight.settingsRev()),
                sight == null ? null : sight.beatAt(),
                runs ? sight.startedAt() : null,
                sight == null ? 0 : sight.deaths(),
                sight == null ? 0 : sight.openPositions(),
                entries(row, config, sight),
                runs ? sight.node() : null);
    }

    private Entries entries(BotRow row, BotConfig config, @Nullable Sight sight) {
        String against = allowances.against(row.exitOnly(), config, allowances.of(row.tenant()));
        if (against == null && sight != null && sight.doing() == Sight.Doing.EXIT_ONLY) {
            against = sight.doingReason();
        }
        return new Entries(
                against == null,
                against == null ? null : BotReasons.text(against),
                sight == null ? null : sight.entriesUntil());
    }

    private void ensure(TenantId tenant) {
        if (scope.call(tenant, () -> rows.find(tenant)).isEmpty()) {
            BotConfig config =
                    ConfigDefaults.within(allowances.of(tenant).plan().limits().capital());
            scope.run(
                    tenant,
                    () -> rows.insert(tenant, BotId.random(RANDOM), config, clock.instant()));
        }
    }

    private static void mayAct(TenantId tenant, Caller by) {
        boolean trader = by.tenantId().equals(tenant) && by.has(Role.TRADER);
        if (!trader && !by.isOperator()) {
            throw Problem.forbidden();
        }
    }
}
