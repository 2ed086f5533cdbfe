package io.sath.platform.journal;

import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.util.Map;
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

    private final Map<TenantId, Set<Listener>> listeners = new ConcurrentHashMap<>();
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

    /** Identity matters: the same runnable may listen twice. */
    private static final class Listener {
        private final Runnable action;

        Listener(Runnable action) {
            this.action = action;
        }
    }

    /** A listener's place; closing it twice is no error. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls {@code action} after changes of {@code tenant}'s journal, at most once a second. It
     * runs on a thread shared by all: it must not wait (a page hands over to {@code ui.access}).
     */
    public Subscription subscribe(TenantId tenant, Runnable action) {
        Listener listener = new Listener(action);
        listeners.compute(
                tenant,
                (id, present) -> {
                    Set<Listener> all = present == null ? ConcurrentHashMap.newKeySet() : present;
                    all.add(listener);
                    return all;
                });
        return () ->
                listeners.computeIfPresent(
                        tenant,
                        (id, all) -> {
                            all.remove(listener);
                            return all.isEmpty() ? null : all;
                        });
    }

    /** Something was booked or seen. */
    void changed(TenantId tenant) {
        if (listeners.containsKey(tenant)) {
            changed.add(tenant);
        }
    }

    /** One round: tells the listeners of every tenant with changes. */
    void tell() {
        for (TenantId tenant : Set.copyOf(changed)) {
            changed.remove(tenant);
            for (Listener listener : listeners.getOrDefault(tenant, Set.of())) {
                try {
                    listener.action.run();
                } catch (RuntimeException e) {
                    LOG.debug("A listener of the journal failed: {}", e.toString());
                }
            }
        }
    }

    int listening() {
        return listeners.size();
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
