package io.sath.platform.secrets.store.vault;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Uses Vault where {@code sath.vault.addr} names one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("sath.vault.addr")
@EnableConfigurationProperties(VaultSettings.class)
class VaultConfiguration {
    @Bean
    VaultSecretStore vaultSecretStore(VaultSettings settings, Clock clock) {
        URI addr = settings.addr();
        if (addr == null || addr.getScheme() == null || addr.getHost() == null) {
            throw new StartFault(Text.of("secrets.vault.addr", String.valueOf(addr)));
        }
        // One client for every call: its threads and connections are shared and few.
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.deadline())
                        .build();
        VaultHttp http = new VaultHttp(client, addr, settings.namespace(), settings.deadline());
        VaultToken token =
                new VaultToken(
                        login(settings, http),
                        http,
                        clock,
                        () -> ThreadLocalRandom.current().nextDouble());
        return new VaultSecretStore(settings, client, http, token);
    }

    /** Also where all other beans are made when they are asked for. */
    @Bean
    @Lazy(false)
    VaultRenewal vaultRenewal(VaultSecretStore store) {
        return new VaultRenewal(store::renewWhenDue);
    }

    private static VaultLogin login(VaultSettings settings, VaultHttp http) {
        if (settings.roleId() != null && settings.secretIdFile() != null) {
            return new AppRoleLogin(
                    http, settings.appRolePath(), settings.roleId(), settings.secretIdFile());
        }
        if (settings.jwtFile() != null) {
            return new WorkloadLogin(
                    http, settings.jwtPath(), settings.jwtRole(), settings.jwtFile());
        }
        throw new StartFault(Text.of("secrets.vault.login"));
    }
}
