package io.sath.platform.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a tenant has used a meter.
 *
 * @param limit null: unlimited
 * @param resetsAt when the month ends; null for a level that no month resets
 */
public record MeterReading(
        Meter meter, long used, @Nullable Long limit, @Nullable Instant resetsAt) {}
