package io.sath.platform.secrets.store.embedded;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.CrossTenant;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uses the embedded store where no Vault is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "sath.vault.addr", matchIfMissing = true, havingValue = "none")
class EmbeddedConfiguration {
    @Bean
    SecretStore embeddedSecretStore(
            TenantScope scope,
            JdbcClient jdbc,
            Clock clock,
            @Value("${sath.data-dir}") Path dataDir) {
        SecureRandom random = new SecureRandom();
        KeyFile file = keyFile(dataDir, random);
        return new EmbeddedSecretStore(
                scope, jdbc, new WrappingKeys(file, used(scope, jdbc)), random, clock);
    }

    static KeyFile keyFile(Path dataDir, SecureRandom random) {
        return new KeyFile(dataDir.resolve("keys").resolve("secret-store.keys"), random);
    }

    @CrossTenant("at start, which wrapping keys are in use at all")
    static Set<String> used(TenantScope scope, JdbcClient jdbc) {
        return scope.acrossTenants(() ->
                jdbc.sql("SELECT DISTINCT wrapping_key FROM sealed_secrets")
                        .query(String.class)
                        .set());
    }
}
