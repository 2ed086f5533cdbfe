package io.sath.platform.secrets.probe;

import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyWarning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says about a key that it knows.
 *
 * @param ipRestricted whether it works from named addresses alone; null where that is unknown
 * @param tradeUntil when the right to trade ends (UTC); null: unknown, or it does not
 * @param clockSkew how far the provider's clock is ahead of the platform's, negative when behind;
 *     null where the provider tells no time
 * @param warnings what the provider's answer itself gives reason for; what a key must or should
 *     have is the caller's policy
 */
public record KeyFacts(
        Set<KeyRight> rights,
        @Nullable Boolean ipRestricted,
        @Nullable Instant tradeUntil,
        @Nullable Duration clockSkew,
        List<KeyWarning> warnings) {
    public KeyFacts {
        rights = Set.copyOf(rights);
        warnings = List.copyOf(warnings);
    }
}
