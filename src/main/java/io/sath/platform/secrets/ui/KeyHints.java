package io.sath.platform.secrets.ui;

import io.sath.platform.secrets.CredentialChecked;
import io.sath.platform.secrets.CredentialSaved;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TenantListeners;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells open pages that a key may have changed: then they read again. */
@Component
class KeyHints {
    private final TenantListeners listeners = new TenantListeners();

    /** Calls {@code action} on the thread of the change: it must not wait. */
    TenantListeners.Subscription subscribe(TenantId tenant, Runnable action) {
        return listeners.subscribe(tenant, action);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void saved(CredentialSaved event) {
        listeners.each(event.tenantId(), Runnable::run);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void checked(CredentialChecked event) {
        listeners.each(event.tenantId(), Runnable::run);
    }
}
