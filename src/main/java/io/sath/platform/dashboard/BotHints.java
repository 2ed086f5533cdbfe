package io.sath.platform.dashboard;

import io.sath.platform.bots.BotStateChanged;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TenantListeners;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells open pages that a bot's state may have changed: then they read again. */
@Component
public class BotHints {
    private final TenantListeners listeners = new TenantListeners();

    /** Calls {@code action} on the thread of the change: it must not wait. */
    public TenantListeners.Subscription subscribe(TenantId tenant, Runnable action) {
        return listeners.subscribe(tenant, action);
    }

    @EventListener
    void changed(BotStateChanged event) {
        listeners.each(event.tenantId(), Runnable::run);
    }
}
