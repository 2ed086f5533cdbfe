package io.sath.platform.support;

import io.sath.platform.SathPlatform;
import io.sath.platform.database.Replicas;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;

/**
 * A test of the whole platform on a PostgreSQL of its own, with a random port ({@code
 * local.server.port}) and no scheduler at work.
 *
 * <p>All classes so marked share one context, which is made once: they add no properties, no beans
 * and no active profile, and each test makes the tenants it needs ({@link Fixtures}).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = SathPlatform.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sath.first-start.enabled=false",
            "sath.scheduling=false",
            "sath.database.durable=false",
            "sath.account.bcrypt-cost=4",
            "sath.account.attempts-per-address=100000",
            // nobody listens there: no test asks a real provider
            "sath.providers.binance.base=http://127.0.0.1:9",
            "sath.providers.binance-testnet.base=http://127.0.0.1:9",
            "sath.providers.polymarket.base=http://127.0.0.1:9",
            "sath.providers.deepseek.base=http://127.0.0.1:9",
            "sath.providers.openai.base=http://127.0.0.1:9",
            "sath.providers.gemini.base=http://127.0.0.1:9",
            "vaadin.productionMode=true"
        })
@ContextConfiguration(initializers = TestDataDirectory.class)
@Import({Fixtures.class, Replicas.class})
@TestExecutionListeners(
        listeners = {FleetAtRest.class, OwnAddress.class},
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface PlatformTest {}
