package io.sath.platform.tenant;

import io.sath.platform.shared.TenantId;

/**
 * A tenant's status may have changed: published inside the transaction that changes it, so that a
 * {@code @TransactionalEventListener} hears of it after the commit and reads the status again.
 */
public record TenantStatusChanged(TenantId tenantId) {}
