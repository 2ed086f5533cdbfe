package io.sath.bot.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking about a key. */
sealed interface Finding {

    /**
     * The provider knows the key; null stands for unknown or "does not apply".
     *
     * @param skew how far the provider's clock is ahead of this machine's
     * @param warnings words for what a person should know
     */
    record Good(
            @Nullable Boolean trade,
            @Nullable Boolean withdraw,
            @Nullable Boolean ipRestricted,
            @Nullable Instant tradeUntil,
            @Nullable Duration skew,
            List<String> warnings)
            implements Finding {}

    /** It is not known to be good. */
    record Bad(Fault fault, @Nullable Duration skew) implements Finding {
        Bad(Fault fault) {
            this(fault, null);
        }
    }
}
