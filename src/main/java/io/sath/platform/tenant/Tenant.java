package io.sath.platform.tenant;

import io.sath.platform.shared.TenantId;
import java.time.Instant;

/**
 * A workspace that owns data.
 *
 * @param email where its owner is reached
 * @param catalogue the plan catalogue that is sold to it, for example {@code sath}
 * @param lastActiveAt when somebody of it last did something, to the minute
 */
public record Tenant(
        TenantId id,
        String name,
        String email,
        TenantStatus status,
        String catalogue,
        Instant createdAt,
        Instant lastActiveAt) {}
