package io.sath.platform.secrets;

import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Erased;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStore.Written;
import io.sath.platform.shared.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The values of keys in the secret store, in the form in which the bot reads them. */
@Component
class KeyValues {
    private static final Logger LOG = LoggerFactory.getLogger(KeyValues.class);

    private final SecretStore store;
    private final ObjectProvider<CredentialUse> use;

    KeyValues(SecretStore store, ObjectProvider<CredentialUse> use) {
        this.store = store;
        this.use = use;
    }

    SecretStore.Health health() {
        return store.health();
    }

    /** In the folder of the tenant's bot. */
    private Place place(KeyRow row) {
        return new Place(row.tenant(), use.getObject().botOf(row.tenant()), row.id());
    }

    Found find(KeyRow row) {
        return store.find(place(row));
    }

    Erased erase(KeyRow row) {
        return store.erase(place(row));
    }

    /** Keeps a value with the words that make it complete by itself. */
    Written put(KeyRow row, NewCredential key, int replaces, UserId by, KeyState state) {
        Map<String, SecretValue> whole = new HashMap<>(key.fields());
        whole.put(
                key.service().kind() == KeyService.Kind.AI ? "provider" : "venue",
                SecretValue.of(key.service().word()));
        KeyAlgorithm algorithm = key.algorithm();
        if (algorithm != null) {
            whole.put("algorithm", SecretValue.of(algorithm.word()));
        }
        try {
            return store.put(place(row), whole, replaces, notes(by, state));
        } catch (RuntimeException e) {
            // Its message could hold what it was given.
            LOG.error("The secret store failed: {}", e.getClass().getName());
            return new Written.Unavailable(Outage.UNREACHABLE);
        }
    }

    private static Map<String, String> notes(UserId by, KeyState state) {
        Instant checkedAt = state.checkedAt();
        return Map.of(
                "fingerprint",
                state.fingerprint(),
                "updatedBy",
                by.toString(),
                "verifiedAt",
                checkedAt == null ? "never" : checkedAt.toString());
    }
}
