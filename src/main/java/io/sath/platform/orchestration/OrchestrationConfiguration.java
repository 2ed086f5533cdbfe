package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.local.LocalScheduler;
import io.sath.platform.secrets.KeyDelivery;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.StoredKeyCheck;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs bots: the program, and the scheduler that there is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OrchestrationSettings.class, RolloutSettings.class})
class OrchestrationConfiguration {
    @Bean
    BotJar botJar(OrchestrationSettings settings, DataDirectory directory) {
        return new BotJar(settings, directory.path().resolve("programs"));
    }

    @Bean
    StoredKeyCheck storedKeyCheck(
            WorkloadScheduler scheduler,
            Fleet fleet,
            BotJar jar,
            KeyGate keys,
            ProviderBases bases,
            Clock clock) {
        return new BotKeyCheck(scheduler, fleet, jar::build, keys, bases, clock);
    }

    @Bean
    KeyGate keyGate(KeyDelivery keys, Clock clock) {
        return new KeyGate(keys::deliver, clock);
    }

    /** Where no cluster is named. */
    @Bean
    @ConditionalOnProperty(name = "sath.nomad.addr", matchIfMissing = true, havingValue = "none")
    WorkloadScheduler workloadScheduler(
            BotJar jar, OrchestrationSettings settings, DataDirectory directory, Clock clock) {
        return LocalScheduler.of(
                settings.tenants(directory),
                jar::program,
                jar::arguments,
                jar.environment(),
                clock);
    }
}
