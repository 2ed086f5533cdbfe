package io.sath.platform.logs;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids that rise with every call: UUID version 7 whose 12 bits after the milliseconds count on (RFC
 * 9562, section 6.2, method 3).
 */
final class LineIds {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    LineIds(Clock clock) {
        this.clock = clock;
    }

    UUID next() {
        long now = clock.millis() << 12;
        long stamp = last.updateAndGet(former -> Math.max(former + 1, now));
        long high = (stamp >>> 12) << 16 | 0x7000L | (stamp & 0xFFF);
        long low = ThreadLocalRandom.current().nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
