package io.sath.platform.shared;

import org.jspecify.annotations.Nullable;

/**
 * Which piece of a list is asked for.
 *
 * @param limit 1 to 200
 * @param cursor as a former {@link Page} gave it, or null for the first piece
 * @param ascending oldest first; the default is newest first
 */
public record PageRequest(int limit, @Nullable String cursor, boolean ascending) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT);
        }
    }

    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, null, false);
    }

    public static PageRequest newest(int limit) {
        return new PageRequest(limit, null, false);
    }
}
