package io.sath.platform.secrets;

import io.sath.platform.audit.Audit;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Erased;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.secrets.store.SecretStore.Written;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Brings values and rows together, so that neither is ever there for long without the other.
 *
 * <p>A row claims the place first, the value is kept, then the row counts, with its entry in the
 * audit trail in the same transaction. What fails half-way is undone at once where that is
 * possible, and by {@link KeySweep} where it is not. No transaction is open while the secret store
 * is asked.
 */
@Component
class KeyKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(KeyKeeper.class);

    /** After this nobody is at work on a row any more. */
    static final Duration WORK_TAKES = Duration.ofMinutes(1);

    private static final int MAX_KEYS = 50;

    private final TenantScope scope;
    private final KeyRows rows;
    private final KeyValues values;
    private final ObjectProvider<CredentialUse> use;
    private final KeySchedule schedule;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KeyKeeper(
            TenantScope scope,
            KeyRows rows,
            KeyValues values,
            ObjectProvider<CredentialUse> use,
            KeySchedule schedule,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.values = values;
        this.use = use;
        this.schedule = schedule;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Keeps a new key. */
    SaveOutcome add(TenantId tenant, UserId by, NewCredential key, KeyState state) {
        Instant now = clock.instant();
        KeyRow row =
                new KeyRow(
                        tenant,
                        new KeyId(Uuids.timeOrdered(now)),
                        key.service(),
                        Phase.SAVING,
                        0,
                        state,
                        null,
                        now.plus(WORK_TAKES),
                        null,
                        null,
                        now);
        boolean claimed =
                scope.call(
                        tenant,
                        () -> {
                            if (rows.count(tenant, key.service()) >= MAX_KEYS) {
                                throw Problem.of(
                                        ProblemCode.CONFLICT,
                                        Text.of("secrets.too-many", MAX_KEYS));
                            }
                            return rows.insert(row, by, schedule.next(now));
                        });
        if (!claimed) {
            return new SaveOutcome.Invalid(List.of(KeyFields.labelTaken(state.label())));
        }
        switch (values.put(row, key, 0, by, state)) {
            case Written.Stored(int version) -> {
                return afterwards(
                        () -> count(row, version, by),
                        row,
                        () -> giveUp(row, true),
                        "secrets.unavailable");
            }
            case Written.Conflict() -> {
                giveUp(row, true);
                throw changedMeanwhile();
            }
            case Written.Unavailable(Outage outage) -> {
                giveUp(row, outage == Outage.UNREACHABLE);
                return unavailable();
            }
        }
    }

    /** Keeps another value in the place of a stored one. */
    SaveOutcome replace(UserId by, KeyRow row, NewCredential key, KeyState next) {
        Instant due = clock.instant().plus(WORK_TAKES);
        boolean begun =
                scope.call(
                        row.tenant(),
                        () -> {
                            rows.lockAll(row.tenant());
                            return rows.beginReplacing(row, next, due);
                        });
        if (!begun) {
            throw changedMeanwhile();
        }
        return switch (values.put(row, key, row.version(), by, next)) {
            case Written.Stored(int version) ->
                    // The sweep asks the store which value is there, and lets the row follow.
                    afterwards(
                            () -> endReplacing(row, next, version, by),
                            row,
                            () -> {},
                            "secrets.finished-later");
            case Written.Conflict() -> {
                drop(row);
                throw changedMeanwhile();
            }
            case Written.Unavailable(Outage outage) -> {
                if (outage != Outage.UNREACHABLE) {
                    drop(row);
                }
                yield unavailable();
            }
        };
    }

    /** Erases a value, then its row. */
    void delete(TenantId tenant, UserId by, KeyId key) {
        if (values.health() instanceof SecretStore.Health.Closed) {
            throw Problem.of(ProblemCode.UNAVAILABLE, Text.of("secrets.unavailable"));
        }
        KeyRow row = scope.call(tenant, () -> beginErasing(tenant, by, key));
        switch (values.erase(row)) {
            case Erased.Done() -> removed(row, by);
            case Erased.Unavailable(Outage ignored) -> {
                Phase was = row.phase();
                scope.run(
                        tenant,
                        () -> rows.move(row, Phase.ERASING, was, row.version(), row.dueAt()));
                throw Problem.of(ProblemCode.UNAVAILABLE, Text.of("secrets.unavailable"));
            }
        }
    }

    private KeyRow beginErasing(TenantId tenant, UserId by, KeyId key) {
        rows.lockAll(tenant);
        // First the bot's row, which the answer locks: whoever starts it comes before or after.
        boolean inUse = use.getObject().inUse(tenant, key);
        KeyRow row =
                rows.find(tenant, key)
                        .filter(found -> found.phase().shown())
                        .orElseThrow(Problem::notFound);
        if (inUse) {
            throw Problem.of(ProblemCode.KEY_IN_USE, Text.of("secrets.in-use"));
        }
        if (row.pending() != null
                || !rows.move(
                        row,
                        row.phase(),
                        Phase.ERASING,
                        row.version(),
                        clock.instant().plus(WORK_TAKES))) {
            throw changedMeanwhile();
        }
        audit.record(by, tenant, "keys.deleted", key.toString());
        return row;
    }

    /** The value of a row that is being erased is gone: so is the row. */
    void removed(KeyRow row, @Nullable UserId by) {
        scope.run(
                row.tenant(),
                () -> {
                    rows.lockAll(row.tenant());
                    if (rows.remove(row)) {
                        audit.record(by, row.tenant(), "keys.erased", row.id().toString());
                        events.publishEvent(new CredentialSaved(row.tenant(), row.id()));
                    }
                });
    }

    /** Its value is kept as this version: from now on it counts. */
    private void count(KeyRow row, int version, UserId by) {
        scope.run(
                row.tenant(),
                () -> {
                    rows.lockAll(row.tenant());
                    if (!rows.move(row, Phase.SAVING, Phase.LIVE, version, null)) {
                        throw changedMeanwhile();
                    }
                    audit.record(by, row.tenant(), "keys.saved", row.id().toString());
                    events.publishEvent(new CredentialSaved(row.tenant(), row.id()));
                });
    }

    /** The other value is kept as this version: from now on it counts. */
    void endReplacing(KeyRow row, KeyState next, int version, @Nullable UserId by) {
        scope.run(
                row.tenant(),
                () -> {
                    rows.lockAll(row.tenant());
                    boolean taken =
                            rows.labelTaken(row.tenant(), row.service(), next.label(), row.id());
                    KeyState named = taken ? next.labelled(row.state().label()) : next;
                    Instant now = clock.instant();
                    if (!rows.endReplacing(row, named, version, now, schedule.next(now))) {
                        throw changedMeanwhile();
                    }
                    audit.record(by, row.tenant(), "keys.replaced", row.id().toString());
                    events.publishEvent(new CredentialSaved(row.tenant(), row.id()));
                });
    }

    /** The value is kept; where the row cannot follow, {@code undo}, and {@code said} why. */
    private SaveOutcome afterwards(Runnable last, KeyRow row, Runnable undo, String said) {
        try {
            last.run();
        } catch (DataAccessException | TransactionException e) {
            LOG.error("The row of key {} could not follow its value", row.id(), e);
            undo.run();
            return new SaveOutcome.Unavailable(Text.of(said));
        } catch (RuntimeException e) {
            undo.run();
            throw e;
        }
        Instant now = clock.instant();
        return scope.call(
                row.tenant(),
                () ->
                        rows.find(row.tenant(), row.id())
                                .<SaveOutcome>map(
                                        kept -> new SaveOutcome.Saved(kept.credential(now)))
                                .orElseThrow(KeyKeeper::changedMeanwhile));
    }

    /**
     * A new key that is not kept after all; what fails here is left to the sweep.
     *
     * @param written whether a value may lie at its place
     */
    private void giveUp(KeyRow row, boolean written) {
        try {
            boolean mine =
                    scope.call(
                            row.tenant(),
                            () -> rows.move(row, Phase.SAVING, Phase.ERASING, 0, row.dueAt()));
            if (mine && (!written || values.erase(row) instanceof Erased.Done)) {
                scope.run(row.tenant(), () -> rows.remove(row));
            }
        } catch (RuntimeException e) {
            LOG.warn("Key {} is left for the sweep: {}", row.id(), e.toString());
        }
    }

    /** A replacement that came to nothing. */
    void drop(KeyRow row) {
        scope.run(row.tenant(), () -> rows.dropReplacing(row));
    }

    private static SaveOutcome unavailable() {
        return new SaveOutcome.Unavailable(Text.of("secrets.unavailable"));
    }

    private static Problem changedMeanwhile() {
        return Problem.of(ProblemCode.CONFLICT, Text.of("secrets.changed-meanwhile"));
    }
}
