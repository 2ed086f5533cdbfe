package io.sath.platform.secrets;

/** How the keys of a bot reach its run, and nobody else. */
public sealed interface SecretDelivery {
    /**
     * The cluster renders the values into the job's secrets directory under the job's own identity;
     * they never pass through the platform.
     *
     * @param path the secret store's path prefix of this bot, for example {@code
     *     kv/data/tenants/bot-…}
     */
    record ByVault(String path) implements SecretDelivery {}

    /**
     * One line of JSON for the standard input of a local child; each start asks anew, and the
     * caller closes it once written.
     */
    record ByStdin(SecretValue line) implements SecretDelivery, AutoCloseable {
        @Override
        public void close() {
            line.close();
        }
    }
}
