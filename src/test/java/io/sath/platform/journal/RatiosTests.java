package io.sath.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RatiosTests {
    private static List<BigDecimal> series(String... values) {
        return Stream.of(values).map(BigDecimal::new).toList();
    }

    @Test
    void theDrawdownIsTheDeepestFallFromAFormerPeak() {
        assertThat(Ratios.maxDrawdown(series("100", "120", "90", "130", "117")))
                .isEqualByComparingTo("0.25");
        assertThat(Ratios.maxDrawdown(series("100", "100", "101"))).isEqualByComparingTo("0");
        assertThat(Ratios.maxDrawdown(List.of())).isNull();
    }

    /** Returns 0.01, −0.02, 0.03: mean 1/150, sample deviation 0.0251661, times √365. */
    @Test
    void theSharpeRatioIsMeanOverDeviationOfDailyReturnsAYear() {
        assertThat(Ratios.sharpe(series("100", "101", "98.98", "101.9494")))
                .isEqualByComparingTo("5.061031");
    }

    @Test
    void thereIsNoSharpeRatioOfTooFewOrEqualReturns() {
        assertThat(Ratios.sharpe(series("100", "101"))).isNull();
        assertThat(Ratios.sharpe(series("100", "100", "100"))).isNull();
        assertThat(Ratios.sharpe(series("100", "0", "100"))).isNull();
    }

    @Test
    void afractionOfNothingIsUnknown() {
        assertThat(Ratios.fraction(BigDecimal.ONE, BigDecimal.ZERO)).isNull();
        assertThat(Ratios.fraction(BigDecimal.TWO, BigDecimal.valueOf(3)))
                .isEqualByComparingTo("0.666667");
    }
}
