package io.sath.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the keys of a bot reach its run, and nobody else. */
public sealed interface SecretDelivery {
    /**
     * The cluster renders the values into the job's secrets directory under the job's own identity;
     * they never pass through the platform.
     *
     * @param path the secret store's path prefix of this bot, for example {@code
     *     kv/data/tenants/bot-…}
     * @param keys what is to be read below it, each under its id
     */
    record ByVault(String path, List<KeyId> keys) implements SecretDelivery {
        public ByVault {
            keys = List.copyOf(keys);
        }
    }

    /**
     * One line of JSON for the standard input of a local child; each start asks anew, and the
     * caller closes it once written.
     */
    record ByStdin(SecretValue line) implements SecretDelivery, AutoCloseable {
        /** For a run that needs no keys. */
        public static ByStdin none() {
            return new ByStdin(SecretValue.owning("{}".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
