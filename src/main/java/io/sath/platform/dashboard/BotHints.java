package io.sath.platform.dashboard;

import io.sath.platform.bots.BotStateChanged;
import io.sath.platform.shared.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells open pages that a bot's state may have changed: then they read again. */
@Component
public class BotHints {
    private final Map<TenantId, Set<Listener>> listeners = new ConcurrentHashMap<>();

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

    /** Calls {@code action} on the thread of the change: it must not wait. */
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

    @EventListener
    void changed(BotStateChanged event) {
        listeners
                .getOrDefault(event.tenantId(), Set.of())
                .forEach(listener -> listener.action.run());
    }
}
