package io.sath.platform.dashboard.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A part of a whole as a fraction, to six places, half-even: for show. */
final class Ratio {
    private Ratio() {}

    static BigDecimal of(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, 6, RoundingMode.HALF_EVEN);
    }

    static BigDecimal of(long part, long whole) {
        return of(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }
}
