package io.sath.platform.secrets.fake;

import io.sath.platform.bots.BotProgram;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.support.PlatformTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/**
 * As {@link PlatformTest}, with stand-ins for services and bots, and a store that can be closed.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@PlatformTest
@Import(KeysTest.Fakes.class)
@TestPropertySource(properties = "sath.egress-addresses=192.0.2.7,192.0.2.8")
public @interface KeysTest {
    /** The stand-ins. */
    @TestConfiguration(proxyBeanMethods = false)
    class Fakes {
        @Bean
        ScriptedProbe scriptedProbe() {
            return new ScriptedProbe();
        }

        @Bean
        @Primary
        FickleStore fickleStore(@Qualifier("embeddedSecretStore") SecretStore store) {
            return new FickleStore(store);
        }

        @Bean
        @Primary
        ScriptedCheck scriptedCheck() {
            return new ScriptedCheck();
        }

        @Bean
        @Primary
        BotProgram botProgram() {
            return FixedProgram::catalogue;
        }

        @Bean
        HeardNews heardNews() {
            return new HeardNews();
        }
    }
}
