package io.sath.platform.bots;

import io.sath.platform.bots.BotRows.StoredConfig;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Cursor;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Checks and stores configurations; the tenant's bot exists already. */
@Component
class BotConfigs {
    private final TenantScope scope;
    private final BotRows rows;
    private final BotProgram program;
    private final Allowances allowances;
    private final KeyRules keys;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BotConfigs(
            TenantScope scope,
            BotRows rows,
            BotProgram program,
            Allowances allowances,
            KeyRules keys,
            ApplicationEventPublisher events,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.program = program;
        this.allowances = allowances;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    /** What stands in the way of a configuration; empty: nothing does. */
    Optional<SaveResult> refusal(TenantId tenant, BotConfig config) {
        List<FieldFault> faults = ConfigCheck.faults(config, program.catalogue());
        if (!faults.isEmpty()) {
            return Optional.of(new SaveResult.Invalid(faults));
        }
        Optional<SaveResult.OverLimit> over =
                allowances.firstOver(config, allowances.of(tenant).plan());
        if (over.isPresent()) {
            return Optional.of(over.get());
        }
        return keys.refusal(tenant, config);
    }

    SaveResult save(TenantId tenant, Caller by, BotConfig config, @Nullable Long expected) {
        return refusal(tenant, config)
                .or(() -> keys.againstLive(by, config))
                .orElseGet(() ->
                        scope.call(tenant, () -> store(tenant, by.userId(), config, expected)));
    }

    private SaveResult store(
            TenantId tenant, UserId by, BotConfig config, @Nullable Long expected) {
        BotRow row = rows.lock(tenant).orElseThrow();
        // Once more: whoever deletes a key locks the bot's row first.
        Optional<SaveResult> gone = keys.refusal(tenant, config);
        if (gone.isPresent()) {
            return gone.get();
        }
        BotConfig current = rows.config(tenant, row.revision()).orElseThrow().config();
        if (expected != null && expected != row.revision()) {
            return new SaveResult.Stale(current);
        }
        BotConfig next = config.numbered(row.revision() + 1);
        if (ConfigDiff.between(rows.tree(current), rows.tree(next)).isEmpty()) {
            return new SaveResult.Saved(current);
        }
        long settingsRev = row.settingsRev() + 1;
        Instant now = clock.instant();
        boolean newRun = needsNewRun(current, next);
        rows.update(
                new BotRow(
                        tenant,
                        row.id(),
                        row.on(),
                        row.exitOnly(),
                        row.stop(),
                        row.on() ? row.act() + 1 : row.act(),
                        row.on() ? now : row.actAt(),
                        newRun ? row.runRev() + 1 : row.runRev(),
                        row.keysRev(),
                        settingsRev,
                        next.revision()));
        rows.insertConfig(tenant, row.id(), next.revision(), next, now, by, settingsRev);
        events.publishEvent(new BotWantedChanged(tenant, row.id()));
        return new SaveResult.Saved(next);
    }

    /** Within a run the venue, the mode and the currency stay as they are. */
    private static boolean needsNewRun(BotConfig old, BotConfig now) {
        return old.venue() != now.venue()
                || old.mode() != now.mode()
                || !old.currency().equals(now.currency())
                || !Objects.equals(old.keyId(), now.keyId());
    }

    BotConfig old(TenantId tenant, long revision) {
        return scope.call(tenant, () -> rows.config(tenant, revision))
                .map(StoredConfig::config)
                .orElseThrow(Problem::notFound);
    }

    Page<ConfigRevision> revisions(TenantId tenant, PageRequest request) {
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
}
