package io.sath.platform.secrets.probe;

import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.SecretValue;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a provider about a key while its value is still in hand.
 *
 * <p>One call waits five seconds at most in all, asks nothing twice and never throws for what a
 * provider answers. The values are read during the call and stay the caller's to close; they appear
 * in no text, exception, log or address.
 */
public interface KeyProbe {
    /** The services whose keys this one can check. */
    Set<KeyService> services();

    /**
     * Checks a key.
     *
     * @param algorithm how it signs; null where the service has but one way, or to be recognised
     *     from the secret
     * @param fields {@code apiKey}, {@code apiSecret}, {@code passphrase}, {@code walletKey}, as
     *     far as the service has them
     */
    Probed probe(
            KeyService service, @Nullable KeyAlgorithm algorithm, Map<String, SecretValue> fields);
}
