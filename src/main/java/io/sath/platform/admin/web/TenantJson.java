package io.sath.platform.admin.web;

import io.sath.platform.admin.Operations.PlannedTenant;
import io.sath.platform.tenant.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as {@code GET tenants/{id}} shows it.
 *
 * @param role the caller's in it; null for an operator who is no member
 */
record TenantJson(
        String id,
        String name,
        String email,
        String status,
        String plan,
        @Nullable String role,
        Instant createdAt,
        Instant lastActiveAt) {
    static TenantJson of(PlannedTenant planned, @Nullable String role) {
        Tenant tenant = planned.tenant();
        return new TenantJson(
                tenant.id().toString(),
                tenant.name(),
                tenant.email(),
                tenant.status().word(),
                planned.plan(),
                role,
                tenant.createdAt(),
                tenant.lastActiveAt());
    }
}
