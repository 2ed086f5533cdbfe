package io.sath.platform.secrets;

import io.sath.platform.audit.Audit;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.secrets.store.SecretStore.Erased;
import io.sath.platform.secrets.store.SecretStore.Found;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finishes what was cut off: values without a row that counts are erased, replacements are found to
 * have happened or not. One replica does it.
 */
@Component
class KeySweep {
    private static final Logger LOG = LoggerFactory.getLogger(KeySweep.class);
    static final String DUTY = "keys";
    private static final int AT_ONCE = 200;

    private final KeyPlaces places;
    private final KeyRows rows;
    private final KeyKeeper keeper;
    private final KeyValues values;
    private final TenantScope scope;
    private final Audit audit;
    private final Leadership leadership;
    private final Clock clock;

    KeySweep(
            KeyPlaces places,
            KeyRows rows,
            KeyKeeper keeper,
            KeyValues values,
            TenantScope scope,
            Audit audit,
            Leadership leadership,
            Clock clock) {
        this.places = places;
        this.rows = rows;
        this.keeper = keeper;
        this.values = values;
        this.scope = scope;
        this.audit = audit;
        this.leadership = leadership;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT20S")
    void sweep() {
        if (leadership.tryLead(DUTY).isPresent()) {
            finishDue();
        }
    }

    /** Finishes all that is due; stops where the store does not serve. */
    void finishDue() {
        for (KeyPlaces.Place place : places.due(clock.instant(), AT_ONCE)) {
            try {
                Optional<KeyRow> row =
                        scope.call(place.tenant(), () -> rows.find(place.tenant(), place.key()));
                if (row.isPresent() && !finish(row.get())) {
                    LOG.info("The secret store does not serve; what is left is tried again");
                    return;
                }
            } catch (RuntimeException e) {
                LOG.warn("Key {} could not be finished: {}", place.key(), e.toString());
            }
        }
    }

    /** False: the store could not be asked. */
    private boolean finish(KeyRow row) {
        return switch (row.phase()) {
            case SAVING -> {
                boolean mine =
                        scope.call(
                                row.tenant(),
                                () ->
                                        rows.move(
                                                row,
                                                Phase.SAVING,
                                                Phase.ERASING,
                                                0,
                                                clock.instant()));
                yield !mine || erase(row);
            }
            case ERASING -> erase(row);
            case REVOKING -> eraseRevoked(row);
            case LIVE, REVOKED -> settle(row);
        };
    }

    private boolean erase(KeyRow row) {
        if (values.erase(row) instanceof Erased.Unavailable) {
            return false;
        }
        keeper.removed(row, null);
        return true;
    }

    private boolean eraseRevoked(KeyRow row) {
        if (values.erase(row) instanceof Erased.Unavailable) {
            return false;
        }
        scope.run(
                row.tenant(),
                () -> {
                    if (rows.move(row, Phase.REVOKING, Phase.REVOKED, 0, null)) {
                        audit.record(null, row.tenant(), "keys.erased", row.id().toString());
                    }
                });
        return true;
    }

    /** Was the other value kept before the work was cut off? The store knows. */
    private boolean settle(KeyRow row) {
        KeyState next = row.pending();
        if (next == null) {
            return true;
        }
        switch (values.find(row)) {
            case Found.Present(int version, var fields, var notes, var at)
                    when version > row.version() ->
                    keeper.endReplacing(row, next, version, null);
            case Found.Present ignored -> keeper.drop(row);
            case Found.Absent() -> keeper.drop(row);
            case Found.Unavailable ignored -> {
                return false;
            }
        }
        return true;
    }
}
