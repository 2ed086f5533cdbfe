package io.sath.bot.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketEventsTests {
    private static final Instant START = Instant.parse("2025-04-03T17:00:00Z");

    @Test
    void aCandleIsClosedByTheFirstPrintAfterIt() {
        Tape tape = tape("AUSD", START, "10,14,9,11", "12,13,8,9");

        assertThat(told(events(tape, START, Duration.ZERO, Timeframe.M5)))
                .containsExactly(
                        "17:00:00 print 10",
                        "17:01:15 print 9",
                        "17:02:30 print 14",
                        "17:04:59.999 print 11",
                        "17:05:00 print 12",
                        "17:05:00 closed 17:00:00 5m 10 14 9 11 7",
                        "17:06:15 print 13",
                        "17:07:30 print 8",
                        "17:09:59.999 print 9",
                        "17:10:00 closed 17:05:00 5m 12 13 8 9 7");
    }

    @Test
    void candlesOfSeveralTimeframesAreBuiltAtOnce() {
        Tape tape = tape("AUSD", START, "10,14,9,11", "12,13,8,9", "9,9,7,8", "8,8,8,8");

        assertThat(
                        told(events(tape, START, Duration.ZERO, Timeframe.M5, Timeframe.M15))
                                .stream()
                                .filter(line -> line.contains("closed")))
                .containsExactly(
                        "17:05:00 closed 17:00:00 5m 10 14 9 11 7",
                        "17:10:00 closed 17:05:00 5m 12 13 8 9 7",
                        "17:15:00 closed 17:10:00 5m 9 9 7 8 7",
                        "17:15:00 closed 17:00:00 15m 10 14 7 8 21",
                        "17:20:00 closed 17:15:00 5m 8 8 8 8 7");
    }

    @Test
    void aCandleThatBeganEarlierIsLeftOut() {
        Tape tape = tape("AUSD", START, "10,14,9,11", "12,13,8,9", "9,9,7,8");

        assertThat(
                        told(events(tape, START.plusSeconds(150), Duration.ZERO, Timeframe.M5))
                                .stream()
                                .filter(line -> line.contains("closed")))
                .containsExactly(
                        "17:10:00 closed 17:05:00 5m 12 13 8 9 7",
                        "17:15:00 closed 17:10:00 5m 9 9 7 8 7");
    }

    @Test
    void timesCanBeMovedToAnotherClock() {
        Tape tape = tape("AUSD", START, "10,10,10,10");

        assertThat(told(events(tape, START, Duration.ofHours(1), Timeframe.M5)))
                .startsWith("18:00:00 print 10")
                .endsWith("18:05:00 closed 18:00:00 5m 10 10 10 10 7");
    }

    @Test
    void severalSymbolsComeInTheOrderOfTime() {
        Tape a = tape("AUSD", START, "10,10,10,10", "11,11,11,11");
        Tape b = tape("BUSD", START.plusSeconds(300), "20,20,20,20");
        List<String> symbols = new ArrayList<>();
        List<Instant> times = new ArrayList<>();

        try (MarketEvents merged =
                MarketEvents.merged(
                        List.of(
                                events(b, b.from(), Duration.ZERO, Timeframe.M5),
                                events(a, START, Duration.ZERO, Timeframe.M5)))) {
            for (MarketEvent event = merged.next(); event != null; event = merged.next()) {
                symbols.add(event.symbol());
                times.add(event.at());
            }
        }

        assertThat(times).isSorted().hasSize(15);
        assertThat(symbols).startsWith("AUSD", "AUSD", "AUSD", "AUSD", "BUSD", "AUSD", "AUSD");
    }

    private static MarketEvents events(
            Tape tape, Instant from, Duration shift, Timeframe... timeframes) {
        return MarketEvents.of(tape, List.of(timeframes), from, shift);
    }

    private static List<String> told(MarketEvents events) {
        List<String> lines = new ArrayList<>();
        try (events) {
            for (MarketEvent event = events.next(); event != null; event = events.next()) {
                lines.add(time(event.at()) + " " + told(event));
            }
        }
        return lines;
    }

    private static String told(MarketEvent event) {
        return switch (event) {
            case MarketEvent.Print print -> "print " + print.price();
            case MarketEvent.Closed(String _, Instant _, Candle candle) ->
                    "closed %s %s %s %s %s %s %s"
                            .formatted(
                                    time(candle.at()),
                                    candle.interval(),
                                    candle.open(),
                                    candle.high(),
                                    candle.low(),
                                    candle.close(),
                                    candle.volume());
        };
    }

    private static String time(Instant at) {
        return at.toString().substring(11).replace("Z", "");
    }

    static Tape tape(String symbol, Instant from, String... rows) {
        CandleSeries.Builder series =
                CandleSeries.of(
                        CandleFileTests.instrument(symbol, "USD", "1", "0.001"),
                        Timeframe.M5,
                        0,
                        0);
        for (int i = 0; i < rows.length; i++) {
            String[] prices = rows[i].split(",", -1);
            series.add(
                    new Candle(
                            from.plusSeconds(300L * i),
                            Timeframe.M5,
                            new BigDecimal(prices[0]),
                            new BigDecimal(prices[1]),
                            new BigDecimal(prices[2]),
                            new BigDecimal(prices[3]),
                            BigDecimal.valueOf(7)));
        }
        return series.build();
    }
}
