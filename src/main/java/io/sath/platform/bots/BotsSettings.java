package io.sath.platform.bots;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all bots.
 *
 * @param grace how long a plan that lapsed still lets entries pass
 */
@ConfigurationProperties("sath.bots")
record BotsSettings(@DefaultValue("3d") Duration grace) {
    BotsSettings {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("sath.bots.grace is 0s or more, not " + grace);
        }
    }
}
