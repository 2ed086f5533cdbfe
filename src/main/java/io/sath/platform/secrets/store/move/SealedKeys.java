package io.sath.platform.secrets.store.move;

import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The keys of the embedded store, as who moves them needs them. */
public interface SealedKeys {
    /**
     * One of them, without its value.
     *
     * @param moved this very version was found in Vault before
     */
    record Sealed(
            Place place,
            int version,
            Set<String> fields,
            Map<String, String> notes,
            boolean moved) {
        public Sealed {
            fields = Set.copyOf(fields);
            notes = Map.copyOf(notes);
        }
    }

    /** All of them, of every tenant, always in the same order. */
    List<Sealed> all();

    /** Opens one for the time of {@code use}; its values are wiped afterwards. */
    <T> T open(Sealed sealed, Function<Map<String, SecretValue>, T> use);

    /** Notes that this version is in Vault; without effect on another version. */
    void moved(Sealed sealed);

    /** Erases those that are noted as moved in their present version; returns how many. */
    int eraseMoved();
}
