package io.sath.platform.tenant;

import io.sath.platform.shared.Role;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the REST API shows it.
 *
 * @param plan the plan's code; empty where it has none
 * @param role the caller's in this tenant; null for an operator who is no member
 */
public record TenantJson(
        String id,
        String name,
        String email,
        String status,
        String plan,
        @Nullable String role,
        Instant createdAt,
        Instant lastActiveAt) {
    public static TenantJson of(Tenant tenant, String plan, @Nullable Role role) {
        return new TenantJson(
                tenant.id().toString(),
                tenant.name(),
                tenant.email(),
                tenant.status().word(),
                plan,
                role == null ? null : role.name().toLowerCase(Locale.ROOT),
                tenant.createdAt(),
                tenant.lastActiveAt());
    }
}
