package io.sath.platform.secrets;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;

/** Who uses a tenant's keys; implemented where the bots are. */
public interface CredentialUse {
    /** The tenant's bot, in whose folder the values of its keys lie. */
    BotId botOf(TenantId tenant);

    /**
     * Whether the configuration of a bot that is wanted on names the key. Called within a scope of
     * the tenant, the answer holds until its transaction ends.
     */
    boolean inUse(TenantId tenant, KeyId key);
}
