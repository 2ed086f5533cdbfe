package io.sath.bot.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the platform orders a run of the task {@code check-key}.
 *
 * @param venue the key's venue, for a delivery that does not name it; null for an AI key
 * @param ref which of the delivered keys
 * @param bases where to ask, by venue or provider; one that is left out is turned off. Null: the
 *     providers' own addresses
 */
public record CheckSettings(
        long rev,
        String bot,
        @Nullable String venue,
        String ref,
        @Nullable Map<String, String> bases) {
    public CheckSettings {
        bases = bases == null ? null : Map.copyOf(bases);
    }
}
