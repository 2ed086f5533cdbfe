package io.sath.platform.billing;

import io.sath.platform.shared.TenantId;

/**
 * What a tenant may do may have changed: published inside the transaction that changes it, so that
 * a {@code @TransactionalEventListener} hears of it after the commit and reads {@link Entitlements}
 * again.
 */
public record EntitlementChanged(TenantId tenantId) {}
