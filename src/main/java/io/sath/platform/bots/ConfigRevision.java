package io.sath.platform.bots;

import io.sath.platform.shared.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it was saved once.
 *
 * @param by who saved it; null for the one that the platform made at sign-up
 * @param changes against the revision before
 */
public record ConfigRevision(
        long revision, Instant at, @Nullable UserId by, List<Change> changes, BotConfig config) {
    public ConfigRevision {
        changes = List.copyOf(changes);
    }

    /** A field that differs, its path and both values as text; null where there is none. */
    public record Change(String field, @Nullable String old, @Nullable String now) {}
}
