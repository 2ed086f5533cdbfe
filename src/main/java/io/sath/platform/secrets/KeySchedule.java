package io.sath.platform.secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** When a key is checked again: every key at its own time, so that they do not all come at once. */
@Component
class KeySchedule {
    private final Duration interval;

    KeySchedule(@Value("${sath.keys.check-interval:24h}") Duration interval) {
        if (interval.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("sath.keys.check-interval is at least 1m");
        }
        this.interval = interval;
    }

    /** An interval later, a tenth of it more or less. */
    Instant next(Instant now) {
        double share = 0.9 + ThreadLocalRandom.current().nextDouble() * 0.2;
        return now.plusMillis((long) (interval.toMillis() * share));
    }
}
