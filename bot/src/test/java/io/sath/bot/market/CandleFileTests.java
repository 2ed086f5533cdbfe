package io.sath.bot.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleFileTests {
    private static final String HEADER = "open_time,open,high,low,close,volume\n";
    private static final String FIRST = "1743699900000,81794.8,81998.1,81785.2,81804.9,317.956\n";
    private static final String SECOND = "1743700200000,81804.9,81898.3,81714.5,81800.3,128.285\n";

    @TempDir Path directory;

    @Nested
    class GoodFiles {

        @Test
        void areReadWithAndWithoutHeaderPlainAndZipped() throws IOException {
            write("A1USDT-5m.csv", HEADER + FIRST + SECOND);
            write("A2USDT-5m.csv", FIRST + SECOND);
            write("A3USDT-5m.csv.gz", HEADER + FIRST + SECOND);
            write("A4USDT.csv", "\uFEFF" + HEADER.replace("\n", "\r\n") + FIRST + SECOND + "\n\n");

            MarketSet.Contents contents = set().contents();

            assertThat(contents.problems()).isEmpty();
            assertThat(contents.tapes()).hasSize(4);
            assertThat(contents.tapes())
                    .allSatisfy(tape -> {
                        assertThat(tape.resolution()).isEqualTo(Timeframe.M5);
                        assertThat(tape.from()).isEqualTo("2025-04-03T17:05:00Z");
                        assertThat(tape.to()).isEqualTo("2025-04-03T17:15:00Z");
                        assertThat(candles(tape, Timeframe.M5))
                                .containsExactly(
                                        candle(1743699900000L, FIRST),
                                        candle(1743700200000L, SECOND));
                    });
        }

        @Test
        void giveTickFromPricesAndStepWorthAtMostOneDollar() throws IOException {
            write("BTCUSDT-5m.csv", FIRST + SECOND);
            write(
                    "XRPUSDT-5m.csv",
                    "1743699900000,2.0100,2.0271,2.0069,2.01,5\n1743700200000,2.01,2.02,2.0,2.01,5\n");

            assertThat(set().tape("BTCUSDT").instrument())
                    .isEqualTo(instrument("BTCUSDT", "USDT", "0.1", "0.00001"));
            assertThat(set().tape("XRPUSDT").instrument())
                    .isEqualTo(instrument("XRPUSDT", "USDT", "0.0001", "0.1"));
        }

        @Test
        void ofOneSymbolAreReadOneAfterTheOther() throws IOException {
            write("BTCUSDT-b.csv", SECOND);
            write("BTCUSDT-2025-03.csv", rows(1743699300000L, 300_000, 2));
            write("BTCUSDT-2025-04.csv", FIRST + SECOND);
            Files.delete(directory.resolve("BTCUSDT-b.csv"));

            assertThat(candles(set().tape("BTCUSDT"), Timeframe.M5))
                    .extracting(Candle::at)
                    .containsExactly(
                            Instant.parse("2025-04-03T16:55:00Z"),
                            Instant.parse("2025-04-03T17:00:00Z"),
                            Instant.parse("2025-04-03T17:05:00Z"),
                            Instant.parse("2025-04-03T17:10:00Z"));
        }

        @Test
        void mayHaveHoles() throws IOException {
            write("BTCUSDT.csv", rows(1743699900000L, 60_000, 2) + rows(1743786300000L, 60_000, 2));

            assertThat(candles(set().tape("BTCUSDT"), Timeframe.M1)).hasSize(4);
        }

        @Test
        void areStreamedFromWhereOneAsks() throws IOException {
            write("BTCUSDT.csv.gz", rows(1743699900000L, 300_000, 1000));
            Tape tape = set().tape("BTCUSDT");

            try (PrintReader prints = tape.prints(Instant.ofEpochMilli(1743699900000L + 150_000))) {
                prints.next();
                assertThat(prints.atMillis()).isEqualTo(1743699900000L + 150_000);
            }
            try (PrintReader prints =
                    tape.prints(Instant.ofEpochMilli(1743699900000L + 999 * 300_000L))) {
                int count = 0;
                while (prints.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(4);
            }
        }
    }

    @Nested
    class BadRows {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "1743700200000,81804.9,81898.3,81714.5,81800.3 | has 5 fields; a row is open_time,open,high,low,close,volume.",
                    "1743700200000,abc,81898.3,81714.5,81800.3,1 | open is \"abc\"; it must be a plain number that is not negative, such as 81794.8.",
                    "1743700200000,,81898.3,81714.5,81800.3,1 | open is \"\"; it must be a plain number that is not negative, such as 81794.8.",
                    "1743700200000,81804.9,81898.3,-81714.5,81800.3,1 | low is \"-81714.5\"; it must be a plain number that is not negative, such as 81794.8.",
                    "1743700200000,81804.9,81898.3,81714.5,81800.3,NaN | volume is \"NaN\"; it must be a plain number that is not negative, such as 81794.8.",
                    "1743700200000,0,81898.3,0,81800.3,1 | open is 0; a price is above 0.",
                    "1743700200000,81804.9,81800,81714.5,81800.3,1 | high 81800 is below another price of the row; it must be the largest of the four.",
                    "1743700200000,81804.9,81898.3,81801,81800.3,1 | low 81801 is above another price of the row; it must be the smallest of the four.",
                    "1743700200,81804.9,81898.3,81714.5,81800.3,1 | open_time 1743700200 is no time from 2009 to 2099; write milliseconds since 1970, such as 1743699900000.",
                    "1743700200000000,81804.9,81898.3,81714.5,81800.3,1 | open_time 1743700200000000 is no time from 2009 to 2099; write milliseconds since 1970, such as 1743699900000.",
                    "1743699900000,81804.9,81898.3,81714.5,81800.3,1 | open_time 2025-04-03T17:05:00Z is not after the row before it (2025-04-03T17:05:00Z); rows go upward, each time once.",
                    "1743700320000,81804.9,81898.3,81714.5,81800.3,1 | the first two rows are 420 s apart; candles are of 1m, 3m, 5m, 15m, 30m, 1h, 2h, 4h, 6h, 8h, 12h or 1d.",
                })
        void areNamedByFileAndLine(String row, String problem) throws IOException {
            write("BTCUSDT-5m.csv", HEADER + FIRST + row + "\n" + SECOND);

            assertThatThrownBy(() -> set().tape("BTCUSDT"))
                    .isInstanceOf(UnusableMarketData.class)
                    .hasMessage("BTCUSDT-5m.csv, line 3: " + problem);
        }

        @Test
        void offTheGridAreNamed() throws IOException {
            write(
                    "BTCUSDT-5m.csv",
                    FIRST + SECOND + "1743700260000,81804.9,81898.3,81714.5,81800.3,1\n");

            assertThatThrownBy(() -> set().tape("BTCUSDT"))
                    .hasMessage(
                            "BTCUSDT-5m.csv, line 3: open_time 2025-04-03T17:11:00Z is no opening of a candle of 5m, the distance of the first two rows.");
        }

        @Test
        void cutArchivesAreOneSentence() throws IOException {
            write("BTCUSDT-5m.csv.gz", rows(1743699900000L, 300_000, 500));
            Path file = directory.resolve("BTCUSDT-5m.csv.gz");
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

            assertThatThrownBy(() -> set().tape("BTCUSDT"))
                    .isInstanceOf(UnusableMarketData.class)
                    .hasMessageStartingWith("BTCUSDT-5m.csv.gz cannot be read")
                    .hasMessageEndingWith(
                            "give a whole .csv or .csv.gz file that the bot may read.");
        }

        @Test
        void doNotHideOtherFiles() throws IOException {
            write("BTCUSDT-5m.csv", FIRST + SECOND);
            write("ETHUSDT-5m.csv", FIRST + "x\n");
            write("EURGBP-5m.csv", FIRST + SECOND);
            write("LTCUSDT-5m.csv", "");

            MarketSet.Contents contents = set().contents();

            assertThat(contents.tapes())
                    .extracting(tape -> tape.instrument().symbol())
                    .containsExactly("BTCUSDT");
            assertThat(contents.problems())
                    .containsExactly(
                            "ETHUSDT-5m.csv, line 2: has 1 fields; a row is open_time,open,high,low,close,volume.",
                            "EURGBP-5m.csv: EURGBP is not quoted in US dollars; a file's name begins with a symbol that ends with USD, USDT, USDC, FDUSD or pUSD.",
                            "LTCUSDT-5m.csv has fewer than two candles; a row is open_time,open,high,low,close,volume.");
        }

        @Test
        void overlappingFilesAreRefused() throws IOException {
            write("BTCUSDT-a.csv", FIRST + SECOND);
            write("BTCUSDT-b.csv", FIRST + SECOND);

            assertThatThrownBy(() -> set().tape("BTCUSDT"))
                    .hasMessageContaining("files of one symbol (BTCUSDT) follow each other.");
        }
    }

    @Test
    void unknownSymbolsAndDirectoriesAreSaid() throws IOException {
        write("BTCUSDT-a.csv", FIRST + SECOND);

        assertThatThrownBy(() -> set().tape("NOPE"))
                .hasMessage("The market directory has no file of NOPE; it has BTCUSDT.");
        assertThatThrownBy(() -> new DirectoryMarket(directory.resolve("none")).tape("BTCUSDT"))
                .hasMessageContaining("SATH_MARKET_DIR must name a directory");
        assertThatThrownBy(() -> new MarketSets(null).named("dir"))
                .hasMessageContaining("name it in SATH_MARKET_DIR");
        assertThatThrownBy(() -> new MarketSets(directory).named("nasdaq"))
                .hasMessageContaining("There is no market set \"nasdaq\"");
    }

    private DirectoryMarket set() {
        return new DirectoryMarket(directory);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        if (name.endsWith(".gz")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            Files.writeString(file, text);
        }
    }

    static String rows(long from, long interval, int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(from + i * interval).append(",100.5,102,99.5,101.25,7\n");
        }
        return rows.toString();
    }

    static Instrument instrument(String symbol, String quote, String tick, String step) {
        return new Instrument(
                symbol, quote, new BigDecimal(tick), new BigDecimal(step), BigDecimal.valueOf(5));
    }

    private static Candle candle(long at, String row) {
        String[] fields = row.strip().split(",", -1);
        return new Candle(
                Instant.ofEpochMilli(at),
                Timeframe.M5,
                new BigDecimal(fields[1]),
                new BigDecimal(fields[2]),
                new BigDecimal(fields[3]),
                new BigDecimal(fields[4]),
                new BigDecimal(fields[5]));
    }

    static int count(Tape tape, Timeframe timeframe) {
        int count = 0;
        try (MarketEvents events =
                MarketEvents.of(tape, List.of(timeframe), tape.from(), java.time.Duration.ZERO)) {
            for (MarketEvent event = events.next(); event != null; event = events.next()) {
                count += event instanceof MarketEvent.Closed ? 1 : 0;
            }
        }
        return count;
    }

    static List<Candle> candles(Tape tape, Timeframe timeframe) {
        List<Candle> candles = new ArrayList<>();
        try (MarketEvents events =
                MarketEvents.of(tape, List.of(timeframe), tape.from(), java.time.Duration.ZERO)) {
            for (MarketEvent event = events.next(); event != null; event = events.next()) {
                if (event instanceof MarketEvent.Closed closed) {
                    candles.add(closed.candle());
                }
            }
        }
        return candles;
    }
}
