package io.sath.platform.secrets.store.embedded;

import io.sath.platform.database.DataDirectory;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.store.move.SealedKeys;
import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the embedded store beside Vault, for the program that moves the keys and nobody else. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("sath.secrets.move")
class MoveConfiguration {
    @Bean
    SealedKeys sealedKeys(TenantScope scope, JdbcClient jdbc, DataDirectory directory) {
        KeyFile file = EmbeddedConfiguration.keyFile(directory.path(), new SecureRandom());
        return new SealedRows(
                scope, jdbc, new WrappingKeys(file, EmbeddedConfiguration.used(scope, jdbc)));
    }
}
