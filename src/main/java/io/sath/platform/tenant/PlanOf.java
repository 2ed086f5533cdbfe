package io.sath.platform.tenant;

import io.sath.platform.shared.TenantId;
import java.util.Collection;
import java.util.Map;

/** Which plans tenants are on; what module {@code tenant} needs of module {@code billing}. */
public interface PlanOf {
    /** The code of each one's plan, for example {@code free}; called outside any tenant's scope. */
    Map<TenantId, String> codes(Collection<TenantId> tenants);

    /** How many tenants are on each plan, by its code; called outside any tenant's scope. */
    Map<String, Long> counts();
}
