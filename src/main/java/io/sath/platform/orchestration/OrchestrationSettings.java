package io.sath.platform.orchestration;

import io.sath.platform.database.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How bots are run.
 *
 * @param botJar the bot program
 * @param java the java to run it with; null: the platform's own
 * @param marketDir the operator's own market data, or null
 * @param tenantsDir where each bot has its own directory; null: tenants below the data directory
 * @param sweep how often everything that is wanted is compared with everything that runs
 * @param concurrency how many bots are worked on at once
 * @param starting how many starts may be under way at once on a machine; the next ones wait
 * @param patience how long one call of the scheduler may take
 * @param stopGrace how long a bot may take to end when asked to
 */
@ConfigurationProperties("sath.orchestration")
record OrchestrationSettings(
        @DefaultValue("bot/target/bot.jar") Path botJar,
        @Nullable Path java,
        @Nullable Path marketDir,
        @Nullable Path tenantsDir,
        @DefaultValue("30s") Duration sweep,
        @DefaultValue("8") int concurrency,
        @DefaultValue("8") int starting,
        @DefaultValue("15s") Duration patience,
        @DefaultValue("60s") Duration stopGrace) {
    OrchestrationSettings {
        if (concurrency < 1 || concurrency > 200) {
            throw new IllegalArgumentException(
                    "sath.orchestration.concurrency is 1 to 200, not " + concurrency);
        }
        if (starting < 1 || starting > 1000) {
            throw new IllegalArgumentException(
                    "sath.orchestration.starting is 1 to 1000, not " + starting);
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("sath.orchestration.patience is at least 1s");
        }
        if (sweep.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("sath.orchestration.sweep is at least 1s");
        }
    }

    /** Where each bot has its own directory. */
    Path tenants(DataDirectory directory) {
        return tenantsDir == null ? directory.path().resolve("tenants") : tenantsDir;
    }
}
