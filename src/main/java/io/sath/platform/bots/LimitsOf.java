package io.sath.platform.bots;

import io.sath.platform.shared.TenantId;

/** What a tenant may do with its bot. */
interface LimitsOf {
    Limits of(TenantId tenant);
}
