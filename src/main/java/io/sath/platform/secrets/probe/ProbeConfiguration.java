package io.sath.platform.secrets.probe;

import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The one client and the operator's addresses, which all adapters share. */
@Configuration(proxyBeanMethods = false)
class ProbeConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    ProviderBases providerBases(Environment settings) {
        return ProviderBases.of(settings::getProperty);
    }

    @Bean
    ProviderHttp providerHttp() {
        return new ProviderHttp(PATIENCE);
    }
}
