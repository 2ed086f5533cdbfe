package io.sath.platform.secrets.probe.provider;

import java.time.Duration;

/** When a whole check has to be over, by the machine's own steady clock. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** What is left; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
