package io.sath.platform.secrets;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/** Hands the keys of a bot out for one start of its run. No person's rights are checked here. */
@Service
public class KeyDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(KeyDelivery.class);

    private final TenantScope scope;
    private final KeyRows rows;
    private final SecretStore store;
    private final Clock clock;

    KeyDelivery(TenantScope scope, KeyRows rows, SecretStore store, Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.store = store;
        this.clock = clock;
    }

    /**
     * The delivery of these keys, and the note that they were used; no keys are an empty delivery.
     * A key that is not the tenant's, is revoked, or is being erased, is missing. What carries
     * bytes is closed by who asked.
     */
    public Delivered deliver(TenantId tenant, BotId bot, List<KeyId> keys) {
        try {
            List<KeyId> missing =
                    scope.call(
                            tenant,
                            () -> keys.stream().filter(key -> !isLive(tenant, key)).toList());
            if (!missing.isEmpty()) {
                return new Delivered.Missing(missing);
            }
        } catch (DataAccessException | TransactionException e) {
            return new Delivered.Unavailable(Outage.UNREACHABLE);
        }
        Delivered delivered = store.deliver(tenant, bot, keys);
        if (delivered instanceof Delivered.Ready && !keys.isEmpty()) {
            note(tenant, keys);
        }
        return delivered;
    }

    private boolean isLive(TenantId tenant, KeyId key) {
        return rows.find(tenant, key).filter(row -> row.phase() == Phase.LIVE).isPresent();
    }

    /** A start does not fail for want of a note. */
    private void note(TenantId tenant, List<KeyId> keys) {
        try {
            scope.run(tenant, () -> rows.used(tenant, keys, clock.instant()));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The use of keys of tenant {} is not noted: {}", tenant, e.toString());
        }
    }
}
