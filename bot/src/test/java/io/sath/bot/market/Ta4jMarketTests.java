package io.sath.bot.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ta4jMarketTests {
    private final MarketSet set = new MarketSets(null).named("ta4j");

    @Test
    void bitcoinCandlesAreBuiltFromTheRealTrades() {
        List<Candle> candles = CandleFileTests.candles(set.tape("BTCUSD"), Timeframe.M5);

        assertThat(candles).hasSize(1916);
        Candle first = candles.getFirst();
        assertThat(first.at()).isEqualTo("2013-11-25T00:00:00Z");
        assertThat(first.open()).isEqualByComparingTo("800.01");
        assertThat(first.low()).isLessThanOrEqualTo(first.close());
        assertThat(candles.getLast().closesAt()).isEqualTo("2013-12-01T16:00:00Z");
        assertThat(candles)
                .allSatisfy(candle ->
                        assertThat(candle.at().toEpochMilli() % Timeframe.M5.millis()).isZero());
    }

    @Test
    void coarserCandlesHoldTheFinerOnes() {
        Tape tape = set.tape("BTCUSD");
        BigDecimal fine = volume(CandleFileTests.candles(tape, Timeframe.M15));
        List<Candle> hours = CandleFileTests.candles(tape, Timeframe.H1);

        assertThat(volume(hours)).isEqualByComparingTo(fine);
        assertThat(hours).hasSize(160);
    }

    @Test
    void etherIsTheRealFiveMinuteCandles() {
        Tape tape = set.tape("ETHUSD");
        List<Candle> candles = CandleFileTests.candles(tape, Timeframe.M5);

        assertThat(candles).hasSize(580);
        assertThat(candles.getFirst().at()).isEqualTo("2023-03-13T18:00:00Z");
        assertThat(candles.getFirst().open()).isEqualByComparingTo("1673.58");
        assertThat(candles.getLast().close()).isEqualByComparingTo("1629.52");
        assertThat(tape.to()).isEqualTo(Instant.ofEpochMilli(1678904400000L));
    }

    @Test
    void etherHasNoMinutes() {
        Tape tape = set.tape("ETHUSD");

        assertThatThrownBy(() -> CandleFileTests.candles(tape, Timeframe.M1))
                .isInstanceOf(UnusableMarketData.class)
                .hasMessage(
                        "ETHUSD is recorded in candles of 5m, so candles of 1m cannot be built from it: use 5m or a multiple of it");
    }

    @Test
    void anotherSymbolIsNamedWithWhatThereIs() {
        assertThatThrownBy(() -> set.tape("DOGEUSD"))
                .hasMessage("The set ta4j has no DOGEUSD; it has BTCUSD and ETHUSD.");
    }

    private static BigDecimal volume(List<Candle> candles) {
        return candles.stream().map(Candle::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
