package io.sath.platform.billing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A plan of a catalogue.
 *
 * @param code unique in its catalogue, for example {@code pro}: at most 40 of a-z, 0-9 and hyphens,
 *     none of these first (the database holds to it)
 * @param priceMonthly in {@code currency}
 * @param priceYearly in {@code currency}; null where it is not sold by the year
 */
public record Plan(
        String catalogue,
        String code,
        String name,
        BigDecimal priceMonthly,
        @Nullable BigDecimal priceYearly,
        String currency,
        PlanLimits limits) {}
