package io.sath.platform.secrets.store;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the values of keys, and gives them back only as a delivery to a job.
 *
 * <p>A secret is a few named fields (for example {@code apiKey}, {@code apiSecret}) under a {@link
 * Place}. Every write names the version that it replaces, so that of two writers one is told of the
 * other. No call waits longer than two seconds; a store that is sealed or away is an answer, never
 * an exception.
 */
public interface SecretStore {
    /**
     * Where a secret lies: the bot's own folder, so that the job's identity opens that folder
     * alone.
     */
    record Place(TenantId tenant, BotId bot, KeyId key) {}

    /** What came of a write. */
    sealed interface Written {
        /** It is kept, as this version. */
        record Stored(int version) implements Written {}

        /** Another version stands there than the one to be replaced; nothing was written. */
        record Conflict() implements Written {}

        /** The store could not take it; nothing was written. */
        record Unavailable(Outage outage) implements Written {}
    }

    /** What is known of a secret without its value. */
    sealed interface Found {
        /**
         * It is there: its version, the names of its fields, its notes, and when it was written
         * (UTC).
         */
        record Present(int version, Set<String> fields, Map<String, String> notes, Instant at)
                implements Found {}

        /** There is none. */
        record Absent() implements Found {}

        /** The store could not say. */
        record Unavailable(Outage outage) implements Found {}
    }

    /** What came of an erasure: afterwards no version is left, or the store could not be asked. */
    sealed interface Erased {
        /** Nothing is left at that place; it may have been empty before. */
        record Done() implements Erased {}

        /** The store could not be asked; everything is as it was. */
        record Unavailable(Outage outage) implements Erased {}
    }

    /** What came of asking for a delivery. */
    sealed interface Delivered {
        /** The delivery; one that carries bytes is closed by who asked. */
        record Ready(SecretDelivery delivery) implements Delivered {}

        /** These keys are not there. */
        record Missing(List<KeyId> keys) implements Delivered {}

        /** The store could not say; try again later. */
        record Unavailable(Outage outage) implements Delivered {}
    }

    /** Why a store does not serve. */
    enum Outage {
        /** It is locked after a start, until its keepers unseal it. */
        SEALED,
        /** It does not answer in time. */
        UNREACHABLE,
        /** It answers, but refuses the platform: its token or its rights are gone. */
        REFUSED
    }

    /** How the store is. */
    sealed interface Health {
        /** It serves. */
        record Open() implements Health {}

        /** It does not, for this reason. */
        record Closed(Outage outage) implements Health {}
    }

    /**
     * Writes a secret.
     *
     * @param replaces the version that stands there now; 0 for none
     * @param notes never secret (fingerprint, who, checked when): whoever may see the place sees
     *     them
     */
    Written put(
            Place place, Map<String, SecretValue> fields, int replaces, Map<String, String> notes);

    /** What is known of the secret at {@code place}. */
    Found find(Place place);

    /** Erases every version at {@code place}; repeating it is no error. */
    Erased erase(Place place);

    /** The delivery of a bot's keys for one start of its run. */
    Delivered deliver(TenantId tenant, BotId bot, List<KeyId> keys);

    /** Asks the store how it is. */
    Health health();

    /**
     * Whether the platform could read values back if it wanted to: false with Vault, true with the
     * embedded store. The pages say so.
     */
    boolean readableByPlatform();
}
