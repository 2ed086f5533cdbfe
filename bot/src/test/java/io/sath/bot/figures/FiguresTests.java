package io.sath.bot.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTests {
    private static final Instant START = Instant.parse("2025-04-03T12:00:00Z");

    private final FiguresCollector collector = new FiguresCollector("USD", 500);

    @Test
    void aRunWithoutTradesHasNoRates() {
        mark(0, "100");

        Figures figures = figures();

        assertThat(figures.trades()).isEqualTo(new Figures.Trades(0, 0, 0, 0, 0, 0));
        assertThat(figures.winRate()).isNull();
        assertThat(figures.sharpe()).isNull();
        assertThat(figures.profitFactor()).isNull();
        assertThat(figures.maxDrawdown()).isEqualByComparingTo("0");
        assertThat(figures.equity()).isEqualByComparingTo("100");
        assertThat(figures.equityCurve()).containsExactly(new EquityPoint(START, dec("100")));
    }

    @Test
    void tradesAreCountedByTheirResultAfterFees() {
        for (String pnl : List.of("3", "-1", "0", "-1", "2")) {
            collector.opened();
            collector.paid(dec("0.1"));
            collector.closed(dec(pnl));
        }
        collector.opened();
        collector.failed();

        Figures figures = figures();

        assertThat(figures.trades()).isEqualTo(new Figures.Trades(7, 6, 1, 1, 2, 2));
        assertThat(figures.winRate()).isEqualByComparingTo("0.4");
        assertThat(figures.profitFactor()).isEqualByComparingTo("2.5");
        assertThat(figures.realizedPnl()).isEqualByComparingTo("3");
        assertThat(figures.fees()).isEqualByComparingTo("0.5");
    }

    @Test
    void onlyGainsHaveNoProfitFactor() {
        collector.opened();
        collector.closed(dec("3"));

        assertThat(figures().profitFactor()).isNull();
        assertThat(figures().winRate()).isEqualByComparingTo("1");
    }

    @Test
    void theDrawdownIsTheDeepestFallBelowTheHighestBefore() {
        List<String> marks = List.of("100", "120", "90", "119", "200", "151", "210");
        for (int i = 0; i < marks.size(); i++) {
            mark(i, marks.get(i));
        }

        assertThat(figures().maxDrawdown()).isEqualByComparingTo("0.25");
    }

    @Test
    void theSharpeRatioIsThatOfDailyReturns() {
        // ends of days: 100 (begin) → 110, 99, 108.9: returns 0.1, -0.1, 0.1
        mark(0, "100");
        mark(60, "95");
        mark(11 * 60, "110");
        mark(24 * 60, "80");
        mark(35 * 60, "99");
        mark(48 * 60, "108.9");

        double mean = 0.1 / 3;
        double deviation = Math.sqrt((2 * sq(0.1 - mean) + sq(-0.1 - mean)) / 2);
        assertThat(figures().sharpe())
                .isCloseTo(
                        BigDecimal.valueOf(mean / deviation * Math.sqrt(365)),
                        within(dec("0.0001")));
    }

    @Test
    void aFlatCurveHasNoSharpeRatio() {
        for (int day = 0; day < 5; day++) {
            mark(day * 24 * 60, "100");
        }

        assertThat(figures().sharpe()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 499, 500, 501, 1_000, 25_920, 100_001})
    void theCurveIsBoundedAndKeepsItsEnds(int marks) {
        for (int i = 0; i < marks; i++) {
            mark(i, Integer.toString(i + 1));
        }

        List<EquityPoint> curve = figures().equityCurve();

        assertThat(curve).hasSizeBetween(Math.min(marks, 250), 500);
        assertThat(curve.getFirst().equity()).isEqualByComparingTo("1");
        assertThat(curve.getLast().equity()).isEqualByComparingTo(Integer.toString(marks));
        assertThat(curve).extracting(EquityPoint::at).isSorted().doesNotHaveDuplicates();
    }

    private void mark(int minutes, String equity) {
        collector.marked(START.plusSeconds(minutes * 60L), dec(equity));
    }

    private Figures figures() {
        return collector.figures(dec("100"), BigDecimal.ZERO);
    }

    private static double sq(double value) {
        return value * value;
    }

    private static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }
}
