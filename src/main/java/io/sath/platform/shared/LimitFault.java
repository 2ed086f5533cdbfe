package io.sath.platform.shared;

import org.jspecify.annotations.Nullable;

/**
 * A plan's limit that stands in the way.
 *
 * @param name the limit's name, for example {@code capital}
 * @param value what the plan allows, as text
 * @param asked what was asked for, as text
 * @param remedy what lifts it, for example {@code upgrade:pro}; null where nothing does
 */
public record LimitFault(String name, String value, String asked, @Nullable String remedy) {}
