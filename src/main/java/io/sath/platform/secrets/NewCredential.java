package io.sath.platform.secrets;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key as its owner enters it, until {@link #close} wipes its values.
 *
 * @param label its name among the keys of its service
 * @param algorithm of exchanges that know several; null: the service's usual one
 * @param fields {@code apiKey}, {@code apiSecret}, {@code passphrase}, {@code walletKey}, as the
 *     service needs them
 * @param skipCheck save it unverified, without asking the service
 */
public record NewCredential(
        KeyService service,
        String label,
        @Nullable KeyAlgorithm algorithm,
        Map<String, SecretValue> fields,
        boolean skipCheck)
        implements AutoCloseable {
    public NewCredential {
        fields = Map.copyOf(fields);
    }

    @Override
    public void close() {
        fields.values().forEach(SecretValue::close);
    }
}
