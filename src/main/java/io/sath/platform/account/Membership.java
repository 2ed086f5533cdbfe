package io.sath.platform.account;

import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;

/**
 * One workspace of a person, as {@code users/me} lists it.
 *
 * @param status {@code trial}, {@code active}, {@code suspended} or {@code expired}
 * @param role {@link Role#VIEWER}, {@link Role#TRADER} or {@link Role#OWNER}
 * @param plan the plan's code, for example {@code free}
 */
public record Membership(TenantId id, String name, String status, Role role, String plan) {}
