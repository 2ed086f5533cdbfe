package io.sath.platform.orchestration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a new build of the bot program comes to the bots.
 *
 * @param arrival what happens when the platform starts with another build than the fleet's
 * @param soak how long each ring is watched before the next one moves
 * @param tolerated how many errors, and how many missed heartbeats, are too few to judge by
 */
@ConfigurationProperties("sath.rollout")
record RolloutSettings(
        @DefaultValue("at-once") Arrival arrival,
        @DefaultValue("30m") Duration soak,
        @DefaultValue("3") int tolerated) {
    enum Arrival {
        /** All bots move to it by their next run, which begins at once. */
        AT_ONCE,
        /** It is known, and waits until an operator begins a rollout. */
        WAITS
    }

    RolloutSettings {
        if (soak.isNegative()) {
            throw new IllegalArgumentException("sath.rollout.soak is not below 0s");
        }
        if (tolerated < 0) {
            throw new IllegalArgumentException(
                    "sath.rollout.tolerated is 0 or more, not " + tolerated);
        }
    }
}
