package io.sath.platform.secrets.store.embedded;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The wrapping keys at hand, checked against the ids that stored secrets name. */
final class WrappingKeys {
    private final KeyFile file;
    private volatile Map<String, byte[]> keys;
    private volatile String currentId;

    /**
     * Reads the key file, or makes it where nothing is stored yet.
     *
     * @param used the wrapping keys that stored secrets name; one that the file lacks is a {@link
     *     StartFault}: a wrong key file is told now, not when a bot is to start
     */
    WrappingKeys(KeyFile file, Set<String> used) {
        this.file = file;
        if (!file.exists()) {
            if (!used.isEmpty()) {
                throw new StartFault(Text.of("secrets.key-file.missing", file.path().toString()));
            }
            file.add();
        }
        try {
            keys = file.read();
        } catch (KeyFile.Unusable e) {
            throw new StartFault(
                    Text.of("secrets.key-file.unusable", String.valueOf(e.getMessage())));
        }
        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(keys.keySet());
        if (!missing.isEmpty()) {
            throw new StartFault(
                    Text.of(
                            "secrets.key-file.wrong",
                            file.path().toString(),
                            String.join(", ", missing)));
        }
        currentId = newest(keys);
    }

    String currentId() {
        return currentId;
    }

    byte[] current() {
        return byId(currentId);
    }

    byte[] byId(String id) {
        return Objects.requireNonNull(keys.get(id), "an unknown wrapping key");
    }

    /** Makes a new wrapping key; secrets sealed from now on are under it. */
    void rotate() {
        file.add();
        keys = file.read();
        currentId = newest(keys);
    }

    private static String newest(Map<String, byte[]> keys) {
        String last = "";
        for (String id : keys.keySet()) {
            last = id;
        }
        return last;
    }
}
