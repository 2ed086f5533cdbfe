package io.sath.platform.secrets;

import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.util.List;
import org.springframework.stereotype.Service;

/** Hands the keys of a bot out for one start of its run. No person's rights are checked here. */
@Service
public class KeyDelivery {
    private final SecretStore store;

    KeyDelivery(SecretStore store) {
        this.store = store;
    }

    /**
     * The delivery of these keys, and the note that they were used; no keys are an empty delivery.
     * A key that is not the tenant's, or is being erased, is missing.
     */
    public SecretStore.Delivered deliver(TenantId tenant, BotId bot, List<KeyId> keys) {
        return store.deliver(tenant, bot, keys);
    }
}
