package io.sath.platform.account;

import io.sath.platform.shared.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * With what a person logs in.
 *
 * @param tenant the workspace to act in; null: the one used last
 * @param address the network address that the attempt is counted for
 */
public record Credentials(
        String email, String password, @Nullable TenantId tenant, String address) {
    /** Leaves e-mail and password out. */
    @Override
    public String toString() {
        return "Credentials[address=" + address + "]";
    }
}
