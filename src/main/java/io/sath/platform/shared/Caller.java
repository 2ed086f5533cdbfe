package io.sath.platform.shared;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;

/**
 * Who asks: the person, the tenant they act in, what they may do there, and when they last proved
 * who they are (UTC).
 *
 * <p>It is the principal of every authentication, in a page's session and in a REST call alike. The
 * roles are closed under implication: an owner is also a trader and a viewer. {@code authId} names
 * the log-in (session or token family) that this caller came from, so that ending it ends the
 * caller.
 */
public record Caller(
        UserId userId, TenantId tenantId, Set<Role> roles, Instant authenticatedAt, String authId)
        implements Serializable {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    public boolean isOperator() {
        return has(Role.ADMIN);
    }
}
