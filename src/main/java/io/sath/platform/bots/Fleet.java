package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The bots as who runs them needs them: what is wanted of each, and where what is seen goes.
 *
 * <p>No person's rights are checked here.
 */
@Service
public class Fleet {
    /** A sight that differs in nothing but its heartbeat is written this often. */
    private static final Duration WRITE_AGAIN = Duration.ofSeconds(15);

    private final TenantScope scope;
    private final BotRows rows;
    private final Allowances allowances;
    private final KeyRules keys;
    private final StateHints hints;
    private final BotsSettings settings;
    private final Clock clock;
    private final Map<TenantId, Sight> latest = new ConcurrentHashMap<>();
    private final Map<TenantId, Instant> written = new ConcurrentHashMap<>();

    Fleet(
            TenantScope scope,
            BotRows rows,
            Allowances allowances,
            KeyRules keys,
            StateHints hints,
            BotsSettings settings,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.allowances = allowances;
        this.keys = keys;
        this.hints = hints;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is wanted of a bot.
     *
     * @param stop the policy of the stop that was ordered; null while it is on, or was never
     *     started
     * @param act raised whenever a person acts on it, at {@code actAt}
     * @param runRev another one wants another run
     * @param keysRev another one wants another run, with its secrets delivered anew
     * @param settingsRev of its settings file
     */
    public record Wanted(
            TenantId tenant,
            BotId bot,
            boolean on,
            @Nullable StopPolicy stop,
            long act,
            Instant actAt,
            long runRev,
            long keysRev,
            long settingsRev) {}

    /**
     * All that a bot's settings and its job are made of, of one moment.
     *
     * @param plan the code of its tenant's plan
     * @param keys those that its configuration names
     * @param entriesReason why nothing may be opened: a code; null where it may
     * @param paidUntil beyond which nothing may be opened (grace included); null: no end
     * @param tradesPerMonth null: no limit
     */
    public record Brief(
            Wanted wanted,
            String plan,
            BotConfig config,
            List<KeyId> keys,
            @Nullable String entriesReason,
            @Nullable Instant paidUntil,
            @Nullable Long tradesPerMonth,
            int memoryMb,
            int cpuPercent) {}

    /**
     * A bot in a table of the whole fleet.
     *
     * @param mode of its configuration as saved last
     * @param reason for operators
     * @param sight what was last seen of it; null: nothing yet
     */
    public record Glance(
            Wanted wanted,
            BotConfig.Mode mode,
            BotStatus.State state,
            Instant since,
            @Nullable Text reason,
            @Nullable Sight sight) {}

    /** Every bot, the oldest first. */
    @CrossTenant("operators see all bots")
    public List<Glance> glances() {
        Instant now = clock.instant();
        return scope.acrossTenants(rows::allSeen).stream()
                .map(row -> glance(row, newer(row.bot().tenant(), row.sight()), now))
                .toList();
    }

    private static Glance glance(BotRows.SeenRow seen, @Nullable Sight sight, Instant now) {
        BotRow row = seen.bot();
        StatusRules.Verdict verdict = StatusRules.of(row.on(), row.actAt(), sight, now);
        return new Glance(
                wanted(row),
                seen.mode(),
                verdict.state(),
                verdict.since(),
                verdict.operators(),
                sight);
    }

    /** What is wanted of every bot. */
    @CrossTenant("the sweep compares every bot with what runs")
    public List<Wanted> wanted() {
        return scope.acrossTenants(() -> rows.all().stream().map(Fleet::wanted).toList());
    }

    public Optional<Wanted> wanted(TenantId tenant) {
        return scope.call(tenant, () -> rows.find(tenant).map(Fleet::wanted));
    }

    public Optional<Brief> brief(TenantId tenant) {
        Allowances.Allowance may = allowances.of(tenant);
        return scope.call(
                tenant,
                () ->
                        rows.find(tenant)
                                .map(row -> {
                                    BotConfig config =
                                            rows.config(tenant, row.revision())
                                                    .orElseThrow()
                                                    .config();
                                    return new Brief(
                                            wanted(row),
                                            may.plan().plan(),
                                            config,
                                            config.keys(),
                                            against(row, config, may),
                                            graceEnd(may.plan().paidUntil()),
                                            may.plan().limits().tradesPerMonth(),
                                            may.plan().limits().botMemoryMb(),
                                            may.plan().limits().botCpuPercent());
                                }));
    }

    /** Why it may open nothing: by its tenant and plan, or by its key; null: it may. */
    @Nullable String against(BotRow row, BotConfig config, Allowances.Allowance may) {
        String by = allowances.against(row.exitOnly(), config, may);
        String key = by == null ? keys.againstEntries(row.tenant(), config) : null;
        return by == null ? key : by;
    }

    /**
     * The settings file has to be written anew; answers its new revision. Joins a scope of the
     * tenant that is under way.
     */
    public long raiseSettings(TenantId tenant) {
        return scope.call(tenant, () -> rows.raiseSettings(tenant));
    }

    /**
     * As {@link #raiseSettings}, to beyond a revision that the bot has been given already, by a
     * database that was newer than this one.
     */
    public void raiseSettingsAbove(TenantId tenant, long given) {
        scope.run(tenant, () -> rows.raiseSettingsAbove(tenant, given));
    }

    /** Notes what is seen of a bot, and hints at it where people would see a difference. */
    public void saw(TenantId tenant, BotId bot, Sight sight) {
        Sight before = latest.put(tenant, sight);
        boolean differs = sight.differsFrom(before);
        Instant last = written.get(tenant);
        if (differs || last == null || !sight.seenAt().isBefore(last.plus(WRITE_AGAIN))) {
            scope.run(tenant, () -> rows.writeSight(tenant, bot, sight));
            written.put(tenant, sight.seenAt());
        }
        if (differs) {
            hints.changed(tenant);
        }
    }

    /** The newest sight: this platform's own, or another replica's from the table. */
    Optional<Sight> sight(TenantId tenant) {
        return Optional.ofNullable(
                newer(tenant, scope.call(tenant, () -> rows.sight(tenant)).orElse(null)));
    }

    private @Nullable Sight newer(TenantId tenant, @Nullable Sight stored) {
        Sight own = latest.get(tenant);
        return own == null || (stored != null && stored.seenAt().isAfter(own.seenAt()))
                ? stored
                : own;
    }

    private @Nullable Instant graceEnd(@Nullable Instant paidUntil) {
        return paidUntil == null ? null : paidUntil.plus(settings.grace());
    }

    private static Wanted wanted(BotRow row) {
        return new Wanted(
                row.tenant(),
                row.id(),
                row.on(),
                row.stop(),
                row.act(),
                row.actAt(),
                row.runRev(),
                row.keysRev(),
                row.settingsRev());
    }
}
