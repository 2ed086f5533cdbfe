package io.sath.platform.account;

import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which workspaces a person belongs to; what module {@code account} needs of module {@code tenant}.
 */
public interface Memberships {
    /**
     * Makes a tenant in status {@code trial} on its catalogue's free plan, owned by {@code owner}.
     *
     * <p>Called inside the transaction that makes the user and joins it: both are there, or none.
     *
     * @param name what its owner is called; 1 to 100 characters, already checked
     * @param contactEmail already checked
     */
    TenantId createFor(UserId owner, String name, String contactEmail);

    /**
     * Turns every tenant in {@code trial} that {@code owner} owns to {@code active}; any other
     * status stays. Called inside the transaction that marks the e-mail as verified; repeating it
     * changes nothing.
     */
    void activate(UserId owner);

    /**
     * The workspaces of a person, oldest membership first; empty for an unknown person. Called at
     * every log-in and, through a cache of one second, with every request, before any tenant is
     * known.
     */
    List<Membership> of(UserId user);

    /** As {@link #of(UserId)}, of many; who has none is left out. */
    Map<UserId, List<Membership>> of(Collection<UserId> users);
}
