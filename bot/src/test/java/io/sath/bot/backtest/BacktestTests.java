package io.sath.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sath.bot.figures.Figures;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.market.Candle;
import io.sath.bot.market.CandleSeries;
import io.sath.bot.market.Instrument;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.Tape;
import io.sath.bot.market.Timeframe;
import io.sath.bot.market.UnusableMarketData;
import io.sath.bot.wire.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacktestTests {
    private static final Instant START = Instant.parse("2025-04-03T00:00:00Z");
    private static final Instrument AUSD =
            new Instrument("AUSD", "USD", dec("0.01"), dec("0.001"), dec("5"));

    private final List<BacktestTrade> trades = new ArrayList<>();

    @Test
    void anEntryIsMadeAtTheOpenAfterTheCrossWithSpreadAndCommission() {
        // flat at 100, then up: the cross is seen at the close of 110; the next candle opens at 112
        BacktestReport report =
                run(settings("", ""), tape("100", "100", "100", "110/112", "114", "114"));

        assertThat(trades)
                .containsExactly(
                        new BacktestTrade(
                                "AUSD",
                                START.plusSeconds(4 * 300),
                                START.plusSeconds(5 * 300),
                                dec("0.446"),
                                dec("112.0200000000"),
                                dec("113.9800000000"),
                                // 0.1 % of 49.96092 and of 50.83508
                                dec("0.10079600"),
                                dec("0.77336400"),
                                "seam"));
        assertThat(report.figures().equity()).isEqualByComparingTo("100.773364");
        assertThat(report.figures().trades()).isEqualTo(new Figures.Trades(1, 1, 0, 0, 1, 0));
        assertThat(report.figures().winRate()).isEqualByComparingTo("1");
        assertThat(report.candles()).isEqualTo(1);
    }

    @Test
    void theStopLossSellsInsideACandle() {
        run(
                settings("\"stopLoss\":\"0.05\"", ""),
                tape("100", "100", "100", "110", "110/110/111/90", "111", "111"));

        assertThat(trades).hasSize(1);
        BacktestTrade trade = trades.getFirst();
        assertThat(trade.exitReason()).isEqualTo("stop-loss");
        assertThat(trade.closedAt())
                .isBetween(START.plusSeconds(4 * 300 + 1), START.plusSeconds(5 * 300 - 1));
        assertThat(trade.exitPrice()).isLessThan(dec("104.6"));
    }

    @Test
    void theTakeProfitSellsAtItsPrice() {
        run(
                settings("\"takeProfit\":\"0.05\"", ""),
                tape("100", "100", "100", "110", "110/110/130/109", "111", "111"));

        BacktestTrade trade = trades.getFirst();
        assertThat(trade.exitReason()).isEqualTo("take-profit");
        assertThat(trade.exitPrice()).isCloseTo(dec("115.53"), within(dec("0.02")));
    }

    @Test
    void whatThePlatformGrantsDoesNotCount() {
        run(
                settings(
                        "",
                        "\"entries\":{\"mode\":\"exit-only\",\"until\":\"2020-01-01T00:00:00Z\"},\"quota\":{\"monthly\":0,\"month\":\"2025-04\",\"left\":0,\"asOf\":0},\"stop\":{\"policy\":\"flatten\"},"),
                tape("100", "100", "100", "110", "111", "111"));

        assertThat(trades).hasSize(1);
    }

    @Test
    void theSameRunMakesTheSameReport() {
        Tape tape = new MarketSets(null).named("ta4j").tape("BTCUSD");
        Settings settings =
                BacktestSettings.of(
                        """
                        {"symbols":["BTCUSD"],"capital":"1000","maxPosition":"100",
                         "strategies":[{"name":"ema-cross","params":{}},{"name":"mean-reversion"}],
                         "risk":{"stopLoss":"0.02","takeProfit":"0.04","trailingStop":"0.03","dailyLoss":"50",
                                 "maxDrawdown":"0.5","coolDownLosses":3,"coolDownMinutes":60},
                         "timeframes":["5m","15m"]}
                        """);

        BacktestReport first = run(settings, tape);
        List<BacktestTrade> made = List.copyOf(trades);
        trades.clear();

        assertThat(run(settings, tape)).isEqualTo(first);
        assertThat(trades).isEqualTo(made);
        assertThat(made).hasSizeGreaterThan(20);
    }

    @Test
    void theBooksAgreeWithTheTrades() {
        Tape tape = new MarketSets(null).named("ta4j").tape("BTCUSD");
        Settings settings =
                BacktestSettings.of(
                        """
                        {"symbols":["BTCUSD"],"capital":"1000","maxPosition":"100",
                         "strategies":[{"name":"ema-cross","params":{}}],
                         "risk":{"stopLoss":"0.02","takeProfit":"0.04"}}
                        """);

        Figures figures = run(settings, tape).figures();

        BigDecimal sum =
                trades.stream().map(BacktestTrade::pnl).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fees =
                trades.stream().map(BacktestTrade::fees).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(figures.trades().open()).isZero();
        assertThat(figures.realizedPnl()).isCloseTo(sum, within(dec("0.000001")));
        assertThat(figures.equity()).isCloseTo(sum.add(dec("1000")), within(dec("0.000001")));
        assertThat(figures.cash()).isEqualByComparingTo(figures.equity());
        assertThat(figures.fees()).isCloseTo(fees, within(dec("0.000001")));
        assertThat(figures.equityCurve()).hasSizeBetween(250, 500);
        assertThat(figures.equityCurve().getLast().equity()).isEqualByComparingTo(figures.equity());
    }

    @Test
    void aSmallerTimeCountsOnlyItsOwnCandles() {
        Tape tape = new MarketSets(null).named("ta4j").tape("BTCUSD");
        Settings settings =
                BacktestSettings.of(
                        """
                        {"symbols":["BTCUSD"],"capital":"1000","maxPosition":"100","timeframes":["1h"],
                         "strategies":[{"name":"ema-cross"}],"replay":{"data":"ta4j","speed":"1","warmup":30}}
                        """);

        BacktestReport report =
                run(
                        settings,
                        tape,
                        Instant.parse("2013-11-28T00:00:00Z"),
                        Instant.parse("2013-11-29T00:00:00Z"));

        assertThat(report.candles()).isEqualTo(23);
        assertThat(report.from())
                .isBetween(
                        Instant.parse("2013-11-28T01:00:00Z"),
                        Instant.parse("2013-11-28T01:01:00Z"));
        assertThat(report.to()).isBefore("2013-11-29T00:00:00Z");
        assertThat(trades)
                .allSatisfy(trade ->
                        assertThat(trade.openedAt())
                                .isBetween(
                                        Instant.parse("2013-11-28T01:00:00Z"),
                                        Instant.parse("2013-11-29T00:00:00Z")));
    }

    @Test
    void aTimeWithoutCandlesIsSaid() {
        Tape tape = tape("100", "100", "100", "110");

        assertThatThrownBy(() -> run(settings("", ""), tape, START.plusSeconds(86_400), null))
                .isInstanceOf(UnusableMarketData.class)
                .hasMessageContaining("choose a longer time or a smaller replay.warmup");
    }

    @Test
    void theWiresReportFitsIntoALine() {
        Settings settings =
                BacktestSettings.of(
                        """
                        {"symbols":["BTCUSD"],"capital":"1000","maxPosition":"100",
                         "strategies":[{"name":"ema-cross"}]}
                        """);

        Json.Obj report = Backtest.wireReport(settings, new MarketSets(null));

        assertThat(JsonText.write(report).length).isLessThan(16_000);
        assertThat(report.fields())
                .containsOnlyKeys(
                        "currency",
                        "equity",
                        "cash",
                        "realizedPnl",
                        "unrealizedPnl",
                        "fees",
                        "aiCost",
                        "trades",
                        "winRate",
                        "sharpe",
                        "maxDrawdown",
                        "profitFactor",
                        "apiCalls",
                        "computeSeconds",
                        "storageBytes",
                        "candles",
                        "from",
                        "to",
                        "equityCurve");
    }

    private BacktestReport run(Settings settings, Tape tape) {
        return run(settings, tape, null, null);
    }

    private BacktestReport run(
            Settings settings, Tape tape, @Nullable Instant from, @Nullable Instant to) {
        return Backtest.run(settings, List.of(tape), from, to, 500, trades::add);
    }

    private static Settings settings(String risk, String more) {
        return BacktestSettings.of(
                """
                {"symbols":["AUSD"],"capital":"100","maxPosition":"50",%s
                 "strategies":[{"name":"ema-cross","params":{"fast":"2","slow":"3","atrStop":"0"}}],
                 "risk":{%s},"replay":{"data":"dir","speed":"1","warmup":3}}
                """
                        .formatted(more, risk));
    }

    /// Candles by their closes; `close/next open`, or `open/close/high/low`.
    private static Tape tape(String... candles) {
        CandleSeries.Builder series = CandleSeries.of(AUSD, Timeframe.M5, 2, 0);
        BigDecimal next = null;
        for (int i = 0; i < candles.length; i++) {
            String[] parts = candles[i].split("/", -1);
            boolean whole = parts.length == 4;
            BigDecimal close = dec(whole ? parts[1] : parts[0]);
            BigDecimal open = whole ? dec(parts[0]) : next == null ? close : next;
            next = parts.length == 2 ? dec(parts[1]) : close;
            series.add(
                    new Candle(
                            START.plusSeconds(300L * i),
                            Timeframe.M5,
                            open,
                            whole ? dec(parts[2]) : open.max(close),
                            whole ? dec(parts[3]) : open.min(close),
                            close,
                            BigDecimal.ONE));
        }
        return series.build();
    }

    private static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }
}
