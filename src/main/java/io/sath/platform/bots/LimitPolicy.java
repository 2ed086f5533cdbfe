package io.sath.platform.bots;

import io.sath.platform.billing.EntitlementChanged;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.TenantId;
import io.sath.platform.tenant.TenantStatusChanged;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * When what a tenant may do has changed, its bot gets new settings: limits, the right to open, the
 * lease of trades. What they say is read anew when they are written. It belongs to the transaction
 * that changes it: after that it cannot be missed.
 */
@Component
class LimitPolicy {
    private final TenantScope scope;
    private final BotRows rows;
    private final ApplicationEventPublisher events;

    LimitPolicy(TenantScope scope, BotRows rows, ApplicationEventPublisher events) {
        this.scope = scope;
        this.rows = rows;
        this.events = events;
    }

    @EventListener
    void on(EntitlementChanged changed) {
        renew(changed.tenantId());
    }

    @EventListener
    void on(TenantStatusChanged changed) {
        renew(changed.tenantId());
    }

    private void renew(TenantId tenant) {
        scope.run(
                tenant,
                () ->
                        rows.find(tenant)
                                .ifPresent(row -> {
                                    rows.raiseSettings(tenant);
                                    events.publishEvent(new BotWantedChanged(tenant, row.id()));
                                }));
    }
}
