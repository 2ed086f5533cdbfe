package io.sath.platform.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sath.platform.billing.EntitlementChanged;
import io.sath.platform.billing.Entitlements;
import io.sath.platform.database.Rate;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** How many calls a minute a tenant's plan allows, at most ten seconds old. */
@Component
class PlanRates {
    private final Entitlements entitlements;
    private final Cache<TenantId, Rate> recent =
            Caffeine.newBuilder()
                    .maximumSize(10_000)
                    .expireAfterWrite(Duration.ofSeconds(10))
                    .build();

    PlanRates(Entitlements entitlements) {
        this.entitlements = entitlements;
    }

    Rate of(TenantId tenant) {
        return recent.get(
                tenant, id -> Rate.perMinute(entitlements.of(id).limits().callsPerMinute()));
    }

    @TransactionalEventListener(fallbackExecution = true)
    void changed(EntitlementChanged event) {
        recent.invalidate(event.tenantId());
    }
}
