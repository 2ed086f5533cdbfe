package io.sath.bot.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sath.bot.market.Candle;
import io.sath.bot.market.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTests {
    private static final Instant START = Instant.parse("2025-04-03T17:00:00Z");

    @Nested
    class EmaCrossing {

        @Test
        void buysWhenTheFastAverageCrossesAboveAndSaysTheNumbers() {
            // mean-seeded: of 2 it goes 11, 9, 9.67, 11.89; of 3 it goes 10, 10, 11.5
            List<Opinion> opinions =
                    opinions(
                            Map.of("fast", "2", "slow", "3", "atrStop", "0"),
                            "12",
                            "10",
                            "8",
                            "10",
                            "13");

            assertThat(opinions.subList(0, 3))
                    .allSatisfy(opinion ->
                            assertThat(opinion.why().getFirst().code()).isEqualTo("warming-up"));
            assertThat(opinions.get(2).why().getFirst().values())
                    .containsExactly(Map.entry("seen", "3"), Map.entry("needed", "4"));
            assertThat(opinions.get(3)).isInstanceOf(Opinion.Hold.class);
            assertThat(opinions.get(3).why())
                    .containsExactly(Reason.of("no-cross", "fast", "9.67", "slow", "10.00"));
            assertThat(opinions.get(4)).isInstanceOf(Opinion.Enter.class);
            assertThat(opinions.get(4).why())
                    .containsExactly(
                            Reason.of(
                                    "crossed-above",
                                    "fast",
                                    "11.89",
                                    "slow",
                                    "11.50",
                                    "fastBefore",
                                    "9.67",
                                    "slowBefore",
                                    "10.00",
                                    "close",
                                    "13"));
        }

        @Test
        void sellsWhenTheFastAverageCrossesBelow() {
            List<Opinion> opinions =
                    opinions(
                            Map.of("fast", "2", "slow", "3", "atrStop", "0"),
                            "10",
                            "10",
                            "10",
                            "14",
                            "15",
                            "9");

            assertThat(opinions.get(3)).isInstanceOf(Opinion.Enter.class);
            assertThat(opinions.get(4)).isInstanceOf(Opinion.Hold.class);
            assertThat(opinions.get(5)).isInstanceOf(Opinion.Exit.class);
            assertThat(opinions.get(5).why().getFirst().code()).isEqualTo("crossed-below");
        }

        @Test
        void putsTheStopAMultipleOfTheRangeBelowTheClose() {
            List<Opinion> opinions =
                    opinions(
                            Map.of("fast", "2", "slow", "3", "atr", "2", "atrStop", "1.5"),
                            "100",
                            "100",
                            "100",
                            "110");

            // candles here reach 1 above and below: the mean range of 2 (of 2 and 11) is 6.5
            Opinion.Enter enter = (Opinion.Enter) opinions.get(3);
            assertThat(enter.stop())
                    .isCloseTo(BigDecimal.valueOf(110 - 1.5 * 6.5), within(new BigDecimal("0.01")));
        }

        @ParameterizedTest
        @CsvSource({"mean", "first"})
        void agreesWithAPlainComputationHoweverLongTheSeries(String seed) {
            int fast = 12;
            int slow = 26;
            List<Double> closes = walk(5_000);
            Strategy strategy =
                    StrategyType.named("ema-cross")
                            .orElseThrow()
                            .create(
                                    Map.of(
                                            "fast", "12", "slow", "26", "seed", seed, "atrStop",
                                            "0"));
            double[] fastLine = ema(closes, fast, seed.equals("mean"));
            double[] slowLine = ema(closes, slow, seed.equals("mean"));
            int crossings = 0;
            for (int i = 0; i < closes.size(); i++) {
                Opinion opinion = strategy.onClose(candle(i, BigDecimal.valueOf(closes.get(i))));
                if (i < strategy.warmUp()) {
                    continue;
                }
                boolean above = fastLine[i] > slowLine[i] && fastLine[i - 1] <= slowLine[i - 1];
                boolean below = fastLine[i] < slowLine[i] && fastLine[i - 1] >= slowLine[i - 1];
                assertThat(opinion instanceof Opinion.Enter).as("enter at %d", i).isEqualTo(above);
                assertThat(opinion instanceof Opinion.Exit).as("exit at %d", i).isEqualTo(below);
                crossings += above || below ? 1 : 0;
            }
            assertThat(crossings).isGreaterThan(100);
        }

        @Test
        void ignoresACandleThatIsNotAfterTheLast() {
            Strategy strategy = StrategyType.named("ema-cross").orElseThrow().create(Map.of());
            strategy.onClose(candle(1, BigDecimal.TEN));

            assertThat(strategy.onClose(candle(1, BigDecimal.ONE)).why().getFirst().code())
                    .isEqualTo("candle-out-of-order");
        }

        private static double[] ema(List<Double> closes, int length, boolean mean) {
            double[] line = new double[closes.size()];
            int seed = mean ? length - 1 : length;
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += closes.get(i);
            }
            for (int i = 0; i < closes.size(); i++) {
                if (i < seed) {
                    line[i] = Double.NaN;
                } else if (i == seed) {
                    line[i] = mean ? sum / length : closes.get(i);
                } else {
                    line[i] = line[i - 1] + (closes.get(i) - line[i - 1]) * 2 / (length + 1);
                }
            }
            return line;
        }
    }

    @Nested
    class MeanReverting {
        private static final Map<String, String> SHORT =
                Map.of("rsi", "3", "band", "5", "deviations", "1.5", "atr", "3", "atrStop", "2");

        @Test
        void buysBelowTheLowerBandWhileOversoldAndSellsBackAtTheMean() {
            Strategy strategy = StrategyType.named("mean-reversion").orElseThrow().create(SHORT);
            List<Opinion> opinions =
                    opinions(strategy, "100", "101", "100", "101", "100", "100", "90", "99", "100");

            assertThat(opinions.get(4).why().getFirst().code()).isEqualTo("warming-up");
            Opinion.Enter enter = (Opinion.Enter) opinions.get(6);
            Reason reason = enter.why().getFirst();
            assertThat(reason.code()).isEqualTo("oversold-below-band");
            assertThat(reason.values())
                    .containsKeys("rsi", "oversold", "close", "lowerBand", "middleBand")
                    .containsEntry("close", "90")
                    // mean of 101 100 100 90 100… of the last five: 98.2, deviation 4.1183
                    .containsEntry("middleBand", "98.20")
                    .containsEntry("lowerBand", "92.02");
            assertThat(Double.parseDouble(String.valueOf(reason.values().get("rsi"))))
                    .isLessThan(30);
            assertThat(enter.stop()).isNotNull().isLessThan(new BigDecimal("90"));
            assertThat(opinions.get(7)).isInstanceOf(Opinion.Exit.class);
            assertThat(opinions.get(7).why().getFirst().code()).isEqualTo("back-at-mean");
        }

        @Test
        void holdsInBetweenWithTheNumbers() {
            Strategy strategy = StrategyType.named("mean-reversion").orElseThrow().create(SHORT);
            List<Opinion> opinions =
                    opinions(strategy, "100", "104", "100", "104", "100", "104", "99");

            assertThat(opinions.getLast()).isInstanceOf(Opinion.Hold.class);
            assertThat(opinions.getLast().why().getFirst().code()).isEqualTo("not-oversold");
        }
    }

    @Nested
    class Catalogue {

        @Test
        void presetsAreWithinTheirOwnBounds() {
            assertThat(StrategyType.all())
                    .extracting(StrategyType::name)
                    .containsExactly("ema-cross", "mean-reversion");
            assertThat(StrategyType.all())
                    .allSatisfy(type -> {
                        assertThat(type.check(Map.of())).isEmpty();
                        assertThat(type.parameters())
                                .allSatisfy(parameter ->
                                        assertThat(parameter.problem(parameter.preset())).isNull());
                        assertThat(type.create(Map.of()).name()).isEqualTo(type.name());
                    });
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ema-cross | fast | 1 | must be a whole number from 2 to 500, not \"1\"",
                    "ema-cross | fast | 9.5 | must be a whole number from 2 to 500, not \"9.5\"",
                    "ema-cross | fast | 99999999999 | must be a whole number from 2 to 500, not \"99999999999\"",
                    "ema-cross | fast | nine | must be a whole number from 2 to 500, not \"nine\"",
                    "ema-cross | fast | 21 | must be below slow (21), not 21",
                    "ema-cross | seed | last | must be one of mean, first, not \"last\"",
                    "ema-cross | atrStop | -1 | must be a number from 0 to 50, not \"-1\"",
                    "ema-cross | speed | 1 | is no parameter of ema-cross; it has fast, slow, seed, atr, atrStop",
                    "mean-reversion | deviations | 1e1 | must be a number from 0.1 to 10, not \"1e1\"",
                })
        void wrongValuesAreNamedWithWhatWouldBeRight(
                String type, String parameter, String value, String message) {
            assertThat(StrategyType.named(type).orElseThrow().check(Map.of(parameter, value)))
                    .containsExactly(new StrategyType.Problem(parameter, message));
            assertThatThrownBy(() ->
                            StrategyType.named(type).orElseThrow().create(Map.of(parameter, value)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void anUnknownStrategyIsNotThere() {
            assertThat(StrategyType.named("astrology")).isEmpty();
        }
    }

    private static List<Opinion> opinions(Map<String, String> values, String... closes) {
        return opinions(StrategyType.named("ema-cross").orElseThrow().create(values), closes);
    }

    private static List<Opinion> opinions(Strategy strategy, String... closes) {
        List<Opinion> opinions = new ArrayList<>();
        for (int i = 0; i < closes.length; i++) {
            opinions.add(strategy.onClose(candle(i, new BigDecimal(closes[i]))));
        }
        return opinions;
    }

    private static Candle candle(int index, BigDecimal close) {
        return new Candle(
                START.plus(Timeframe.M5.duration().multipliedBy(index)),
                Timeframe.M5,
                close,
                close.add(BigDecimal.ONE),
                close.subtract(BigDecimal.ONE),
                close,
                BigDecimal.ONE);
    }

    private static List<Double> walk(int count) {
        List<Double> closes = new ArrayList<>();
        java.util.Random random = new java.util.Random(7);
        double price = 1000;
        for (int i = 0; i < count; i++) {
            price *= 1 + random.nextGaussian() / 500;
            closes.add(Math.round(price * 100) / 100.0);
        }
        return closes;
    }
}
