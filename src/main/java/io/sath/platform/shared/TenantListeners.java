package io.sath.platform.shared;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Who wants to hear of something of a tenant, for as long as they do: a tenant whom nobody listens
 * to takes no room. Safe for use by many threads.
 */
public final class TenantListeners {
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

    /** Adds a listener until its subscription is closed. */
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

    /** Whether anybody listens to the tenant. */
    public boolean has(TenantId tenant) {
        return listeners.containsKey(tenant);
    }

    /** Hands the action of each of the tenant's listeners to {@code teller}, on this thread. */
    public void each(TenantId tenant, Consumer<Runnable> teller) {
        listeners
                .getOrDefault(tenant, Set.of())
                .forEach(listener -> teller.accept(listener.action));
    }

    /** How many tenants are listened to. */
    public int tenants() {
        return listeners.size();
    }
}
