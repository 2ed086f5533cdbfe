package io.sath.platform.secrets.fake;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A store that serves until a test closes it, or loses the answer of a call that it carried out.
 */
public final class FickleStore implements SecretStore {
    private final SecretStore store;
    private volatile @Nullable Outage closed;
    private final AtomicReference<@Nullable Runnable> beforePut = new AtomicReference<>();
    private final AtomicReference<@Nullable Outage> nextPut = new AtomicReference<>();
    private final AtomicReference<@Nullable Outage> nextErase = new AtomicReference<>();
    private volatile boolean putsAllTheSame;

    public FickleStore(SecretStore store) {
        this.store = store;
    }

    /** From now on every call is answered so. */
    public void close(Outage why) {
        closed = why;
    }

    public void open() {
        closed = null;
        beforePut.set(null);
        nextPut.set(null);
        nextErase.set(null);
    }

    /**
     * Its health is fine, and the next value is answered so.
     *
     * @param keptAllTheSame the answer was lost, and not the value
     */
    public void failNextPut(Outage why, boolean keptAllTheSame) {
        putsAllTheSame = keptAllTheSame;
        nextPut.set(why);
    }

    public void failNextErase(Outage why) {
        nextErase.set(why);
    }

    /** Something else happens right before the next value is kept. */
    public void beforeNextPut(Runnable what) {
        beforePut.set(what);
    }

    @Override
    public Written put(
            Place place, Map<String, SecretValue> fields, int replaces, Map<String, String> notes) {
        Runnable before = beforePut.getAndSet(null);
        if (before != null) {
            before.run();
        }
        Outage why = closed;
        if (why != null) {
            return new Written.Unavailable(why);
        }
        Outage once = nextPut.getAndSet(null);
        if (once != null) {
            if (putsAllTheSame) {
                store.put(place, fields, replaces, notes);
            }
            return new Written.Unavailable(once);
        }
        return store.put(place, fields, replaces, notes);
    }

    @Override
    public Found find(Place place) {
        Outage why = closed;
        return why == null ? store.find(place) : new Found.Unavailable(why);
    }

    @Override
    public Erased erase(Place place) {
        Outage why = closed == null ? nextErase.getAndSet(null) : closed;
        return why == null ? store.erase(place) : new Erased.Unavailable(why);
    }

    @Override
    public Delivered deliver(TenantId tenant, BotId bot, List<KeyId> keys) {
        Outage why = closed;
        return why == null ? store.deliver(tenant, bot, keys) : new Delivered.Unavailable(why);
    }

    @Override
    public Health health() {
        Outage why = closed;
        return why == null ? store.health() : new Health.Closed(why);
    }

    @Override
    public boolean readableByPlatform() {
        return store.readableByPlatform();
    }
}
