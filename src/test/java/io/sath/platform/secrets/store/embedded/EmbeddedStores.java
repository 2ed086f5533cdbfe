package io.sath.platform.secrets.store.embedded;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.move.SealedKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The embedded store with a key file of its own, for tests of other packages. */
public record EmbeddedStores(SecretStore store, SealedKeys sealed) {
    public static EmbeddedStores of(TenantScope scope, JdbcClient jdbc, Path keyFile) {
        SecureRandom random = new SecureRandom();
        WrappingKeys keys = new WrappingKeys(new KeyFile(keyFile, random), Set.of());
        return new EmbeddedStores(
                new EmbeddedSecretStore(scope, jdbc, keys, random, Clock.systemUTC()),
                new SealedRows(scope, jdbc, keys));
    }
}
