package io.sath.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sath.bot.market.Instrument;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.PrintReader;
import io.sath.bot.market.Tape;
import io.sath.bot.market.Timeframe;
import io.sath.bot.wire.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The same rule on the same candles makes the same trades as another program, freqtrade 2026.9. It
/// reads a directory `shared` beside the repository or above, or what the property `sath.shared`
/// names.
class FreqtradeParityTests {
    private static final List<String> SYMBOLS =
            List.of("BTCUSDT", "ETHUSDT", "SOLUSDT", "BNBUSDT", "XRPUSDT");
    private static final Path SHARED = shared();
    private static final Path THEIRS = SHARED.resolve("fixtures/freqtrade/ema-12-26-trades.csv.gz");

    @BeforeAll
    static void theDataIsThere() {
        assumeTrue(
                Files.exists(THEIRS),
                () -> "Skipped: no recorded trades of freqtrade at " + THEIRS);
    }

    private static Path shared() {
        String named = System.getProperty("sath.shared");
        if (named != null) {
            return Path.of(named);
        }
        Path here = Path.of("").toAbsolutePath();
        for (Path at = here; at != null; at = at.getParent()) {
            Path shared = at.resolve("shared");
            if (Files.isDirectory(shared.resolve("fixtures/freqtrade"))) {
                return shared;
            }
        }
        return here.resolve("shared");
    }

    @Test
    void everyTradeIsThatOfFreqtrade() throws IOException {
        Map<String, Theirs> theirs = theirs();
        List<BacktestTrade> ours = ours();

        assertThat(ours).hasSize(2249).hasSameSizeAs(theirs.entrySet());
        BigDecimal sum = BigDecimal.ZERO;
        for (BacktestTrade trade : ours) {
            Theirs their =
                    Objects.requireNonNull(
                            theirs.remove(key(trade.symbol(), trade.openedAt())),
                            () -> "freqtrade has no " + trade);
            assertThat(trade.closedAt()).as("%s", trade).isEqualTo(their.closedAt);
            assertThat(trade.entryPrice()).as("%s", trade).isEqualByComparingTo(their.entryPrice);
            assertThat(trade.exitPrice()).as("%s", trade).isEqualByComparingTo(their.exitPrice);
            assertThat(trade.quantity()).as("%s", trade).isEqualByComparingTo(their.quantity);
            assertThat(trade.pnl())
                    .as("%s", trade)
                    .isCloseTo(their.profit, within(new BigDecimal("0.0000001")));
            sum = sum.add(trade.pnl());
        }
        assertThat(theirs).isEmpty();
        assertThat(sum).isCloseTo(new BigDecimal("-308.50"), within(new BigDecimal("0.005")));
    }

    private static List<BacktestTrade> ours() {
        Settings settings =
                BacktestSettings.of(
                        """
                        {"symbols":["BTCUSDT","ETHUSDT","SOLUSDT","BNBUSDT","XRPUSDT"],"quote":"USDT",
                         "capital":"100000","maxPosition":"100","maxTradesPerDay":100000,
                         "strategies":[{"name":"ema-cross",
                           "params":{"fast":"12","slow":"26","seed":"mean","atrStop":"0"}}],
                         "replay":{"data":"dir","speed":"1","warmup":60},
                         "paper":{"commission":"0.001","halfSpread":"0"}}
                        """);
        List<Tape> tapes = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            Path file = SHARED.resolve("market/" + symbol + "-5m-2025Q2.csv.gz");
            tapes.add(new FineSteps(MarketSets.ofFile(file)));
        }
        List<BacktestTrade> trades = new ArrayList<>();
        BacktestReport report = Backtest.run(settings, tapes, null, null, 500, trades::add);
        assertThat(report.figures().trades().total()).isEqualTo(trades.size());
        return trades;
    }

    private record Theirs(
            Instant closedAt,
            BigDecimal entryPrice,
            BigDecimal exitPrice,
            BigDecimal quantity,
            BigDecimal profit) {}

    private static Map<String, Theirs> theirs() throws IOException {
        Map<String, Theirs> trades = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(THEIRS)),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(f ->
                            trades.put(
                                    key(f[0].replace("/", ""), time(f[1])),
                                    new Theirs(
                                            time(f[2]),
                                            new BigDecimal(f[3]),
                                            new BigDecimal(f[4]),
                                            new BigDecimal(f[5]),
                                            new BigDecimal(f[7]))));
        }
        return trades;
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String key(String symbol, Instant openedAt) {
        return symbol + " " + openedAt;
    }

    /// freqtrade was run with quantities of five places for every symbol.
    private record FineSteps(Tape tape) implements Tape {
        @Override
        public Instrument instrument() {
            Instrument coarse = tape.instrument();
            return new Instrument(
                    coarse.symbol(),
                    coarse.quote(),
                    coarse.tick(),
                    new BigDecimal("0.00001"),
                    coarse.minNotional());
        }

        @Override
        public Timeframe resolution() {
            return tape.resolution();
        }

        @Override
        public Instant from() {
            return tape.from();
        }

        @Override
        public Instant to() {
            return tape.to();
        }

        @Override
        public PrintReader prints(Instant from) {
            return tape.prints(from);
        }
    }
}
