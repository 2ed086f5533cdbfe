package io.sath.platform.shared;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field of an input.
 *
 * @param field its path, for example {@code symbols[1]} or {@code risk.stopLoss}
 * @param code a stable word for programs, for example {@code unknown-symbol}
 * @param value what was given, as text; null where nothing was given, or where it is a secret
 * @param message names the fault and what would be right
 */
public record FieldFault(String field, String code, @Nullable String value, Text message) {}
