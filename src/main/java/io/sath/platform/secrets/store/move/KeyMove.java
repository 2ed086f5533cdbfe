package io.sath.platform.secrets.store.move;

import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Erased;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStore.Written;
import io.sath.platform.secrets.store.move.SealedKeys.Sealed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Copies every key to Vault under the same place and the same version, so that all that the
 * platform knows of it stays true.
 *
 * <pre>
 *   Vault has        nothing   fewer versions   the same, whole   the same, without notes   others
 *   next step        write     write            done              erase, write              told, left
 * </pre>
 *
 * <p>Each step is taken from what is found, never from what was done before: it may be cut off at
 * any moment and begun again. A value is never read back; that it is there is told by its version,
 * the names of its fields and its fingerprint. Nobody else may write meanwhile.
 */
final class KeyMove {
    private static final int PATIENCE = 3;

    private final SealedKeys from;
    private final SecretStore to;
    private final Consumer<Step> watcher;

    /** What has just been done; a test cuts the move off there. */
    enum Step {
        WRITTEN,
        CLEARED,
        FOUND,
        MARKED,
        VERIFIED,
        ERASED
    }

    /** How one key came out. */
    enum Outcome {
        /** It was written now. */
        MOVED,
        /** It was there before. */
        THERE,
        /** Vault has another value, or a later one: it was left as it is. */
        DIFFERENT,
        /** Vault takes no write at this place. */
        BLOCKED
    }

    /** Vault does not serve: begin again later. */
    static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Outage outage;

        Away(Outage outage) {
            super("Vault does not serve: " + outage);
            this.outage = outage;
        }

        Outage outage() {
            return outage;
        }
    }

    KeyMove(SealedKeys from, SecretStore to, Consumer<Step> watcher) {
        this.from = from;
        this.to = to;
        this.watcher = watcher;
    }

    List<Sealed> all() {
        return from.all();
    }

    /** Moves one; throws {@link Away} where Vault does not serve. */
    Outcome move(Sealed sealed) {
        boolean written = false;
        int conflicts = 0;
        while (true) {
            int there = 0;
            switch (look(sealed.place())) {
                case Found.Absent _ -> {}
                case Found.Unavailable(Outage outage) -> throw new Away(outage);
                case Found.Present present -> {
                    there = present.version();
                    if (isWhole(sealed, present)) {
                        watcher.accept(Step.FOUND);
                        from.moved(sealed);
                        watcher.accept(Step.MARKED);
                        return written ? Outcome.MOVED : Outcome.THERE;
                    }
                    if (there > sealed.version()
                            || (there == sealed.version() && !present.notes().isEmpty())) {
                        return Outcome.DIFFERENT;
                    }
                    if (there == sealed.version()) {
                        clear(sealed.place());
                        there = 0;
                    }
                }
            }
            switch (write(sealed, there)) {
                case Written.Stored _ -> written = true;
                case Written.Unavailable(Outage outage) -> throw new Away(outage);
                case Written.Conflict _ -> {
                    if (++conflicts == PATIENCE) {
                        return Outcome.BLOCKED;
                    }
                }
            }
            watcher.accept(Step.WRITTEN);
        }
    }

    /**
     * Erases the embedded copies, if every single one is whole in Vault at this moment.
     *
     * @return how many were erased; -1 where one is not there, and nothing was erased
     */
    int erase() {
        for (Sealed sealed : from.all()) {
            switch (look(sealed.place())) {
                case Found.Unavailable(Outage outage) -> throw new Away(outage);
                case Found.Absent _ -> {
                    return -1;
                }
                case Found.Present present -> {
                    if (!sealed.moved() || !isWhole(sealed, present)) {
                        return -1;
                    }
                }
            }
            watcher.accept(Step.VERIFIED);
        }
        int erased = from.eraseMoved();
        watcher.accept(Step.ERASED);
        return erased;
    }

    private Found look(Place place) {
        return to.find(place);
    }

    private Written write(Sealed sealed, int replaces) {
        return from.open(sealed, fields -> to.put(sealed.place(), fields, replaces, notes(sealed)));
    }

    /** The value came through, its notes did not: so nobody can say whose it is. */
    private void clear(Place place) {
        if (to.erase(place) instanceof Erased.Unavailable(Outage outage)) {
            throw new Away(outage);
        }
        watcher.accept(Step.CLEARED);
    }

    private static boolean isWhole(Sealed sealed, Found.Present present) {
        return present.version() == sealed.version()
                && present.fields().equals(sealed.fields())
                && present.notes().entrySet().containsAll(notes(sealed).entrySet());
    }

    /** Its own notes, fingerprint included, and where it came from. */
    private static Map<String, String> notes(Sealed sealed) {
        Map<String, String> notes = new HashMap<>(sealed.notes());
        notes.put("movedFrom", "embedded-" + sealed.version());
        return notes;
    }
}
