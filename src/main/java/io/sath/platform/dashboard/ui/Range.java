package io.sath.platform.dashboard.ui;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far back the curve goes. */
enum Range {
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    MONTH(Duration.ofDays(30)),
    ALL(null);

    private final @Nullable Duration back;

    Range(@Nullable Duration back) {
        this.back = back;
    }

    /** The first moment in it; null: from the beginning. */
    @Nullable Instant from(Instant now) {
        return back == null ? null : now.minus(back);
    }

    String textKey() {
        return "dashboard.range." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
