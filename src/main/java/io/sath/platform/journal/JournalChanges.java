package io.sath.platform.journal;

import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TenantListeners;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Tells pages that something of a tenant's journal has changed: then they read again. */
@Component
public class JournalChanges implements DisposableBean {
    static final Duration PACE = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(JournalChanges.class);

    private final TenantListeners listeners = new TenantListeners();
    private final Set<TenantId> changed = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;

    JournalChanges() {
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("journal-changes").daemon().factory());
        @SuppressWarnings("unused")
        Object task =
                timer.scheduleWithFixedDelay(
                        this::tell, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Calls {@code action} after changes of {@code tenant}'s journal, at most once a second. It
     * runs on a thread shared by all: it must not wait (a page hands over to {@code ui.access}).
     */
    public TenantListeners.Subscription subscribe(TenantId tenant, Runnable action) {
        return listeners.subscribe(tenant, action);
    }

    /** Something was booked or seen. */
    void changed(TenantId tenant) {
        if (listeners.has(tenant)) {
            changed.add(tenant);
        }
    }

    /** One round: tells the listeners of every tenant with changes. */
    void tell() {
        for (TenantId tenant : Set.copyOf(changed)) {
            changed.remove(tenant);
            listeners.each(tenant, JournalChanges::tell);
        }
    }

    /** A listener that fails keeps nobody else from hearing. */
    private static void tell(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.debug("A listener of the journal failed: {}", e.toString());
        }
    }

    int listening() {
        return listeners.tenants();
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
