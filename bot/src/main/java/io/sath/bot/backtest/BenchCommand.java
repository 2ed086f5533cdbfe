package io.sath.bot.backtest;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.market.Candle;
import io.sath.bot.market.CandleSeries;
import io.sath.bot.market.MarketEvent;
import io.sath.bot.market.MarketEvents;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.Tape;
import io.sath.bot.market.Timeframe;
import io.sath.bot.market.UnusableMarketData;
import io.sath.bot.wire.Settings;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// `java -jar bot.jar bench [FILE...]`: how long a backtest of the trend strategy takes in a warm
/// process, as one JSON object a line. Without a file it runs over 25,920 five-minute candles made
/// of the carried trades, one week again and again; with files, over each of them, reading
/// included.
public final class BenchCommand {
    private static final int CANDLES = 25_920;
    private static final int WARM_UP_RUNS = 15;
    private static final int RUNS = 15;
    private static final int SCALE = 8;

    private final PrintStream out;
    private final PrintStream err;

    /// A command that prints there.
    public BenchCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs the command.
    ///
    /// @param arguments candle files, or none
    /// @return the exit code
    public int run(List<String> arguments) {
        try {
            if (arguments.isEmpty()) {
                Tape tape = repeated();
                measure("ta4j BTCUSD, repeated", () -> tape);
            }
            for (String argument : arguments) {
                Path file = Path.of(argument);
                measure(String.valueOf(file.getFileName()), () -> MarketSets.ofFile(file));
            }
            return BacktestCommand.DONE;
        } catch (UnusableMarketData e) {
            err.println(e.getMessage());
            return BacktestCommand.DATA;
        }
    }

    private interface Source {
        Tape open();
    }

    private void measure(String name, Source source) {
        List<Long> nanos = new ArrayList<>();
        long first = 0;
        BacktestReport report = null;
        for (int i = 0; i < WARM_UP_RUNS + RUNS; i++) {
            long begun = System.nanoTime();
            Tape tape = source.open();
            report = Backtest.run(settings(tape), List.of(tape), null, null, 500, _ -> {});
            long took = System.nanoTime() - begun;
            first = i == 0 ? took : first;
            if (i >= WARM_UP_RUNS) {
                nanos.add(took);
            }
        }
        Collections.sort(nanos);
        Json.Obj line =
                Json.object()
                        .put("bench", "backtest")
                        .put("data", name)
                        .put("strategy", "ema-cross")
                        .put("candles", report == null ? 0 : report.candles())
                        .put("trades", report == null ? 0 : report.figures().trades().total())
                        .put("runs", RUNS)
                        .put("medianMs", millis(nanos.get(RUNS / 2)))
                        .put("bestMs", millis(nanos.getFirst()))
                        .put("worstMs", millis(nanos.getLast()))
                        .put("firstMs", millis(first))
                        .build();
        out.println(new String(JsonText.write(line), StandardCharsets.UTF_8));
    }

    private static Json millis(long nanos) {
        return new Json.Num(BigDecimal.valueOf(nanos / 100_000, 1));
    }

    /// The trend strategy as a new tenant has it, with every protection at work.
    private static Settings settings(Tape tape) {
        String config =
                """
                {"symbols":["%s"],"currency":"%s","timeframes":["5m"],
                 "capital":"1000","maxPosition":"100","replay":{"data":"ta4j","speed":"1"},
                 "strategies":[{"name":"ema-cross","params":{"fast":"9","slow":"21"}}],
                 "risk":{"stopLoss":"0.02","takeProfit":"0.04"}}
                """
                        .formatted(tape.instrument().symbol(), tape.instrument().quote());
        return switch (BacktestConfig.read(config.getBytes(StandardCharsets.UTF_8))) {
            case BacktestConfig.Read.Taken(Settings settings) -> settings;
            case BacktestConfig.Read.Refused(String problem) ->
                    throw new IllegalStateException(problem);
        };
    }

    private static Tape repeated() {
        Tape trades = new MarketSets(null).named("ta4j").tape("BTCUSD");
        CandleSeries week = candles(trades, Integer.MAX_VALUE);
        CandleSeries.Builder all = builder(trades);
        while (all.size() < CANDLES) {
            all.repeat(week);
        }
        return candles(all.build(), CANDLES);
    }

    private static CandleSeries candles(Tape tape, int most) {
        CandleSeries.Builder series = builder(tape);
        try (MarketEvents events =
                MarketEvents.of(tape, List.of(Timeframe.M5), tape.from(), Duration.ZERO)) {
            for (MarketEvent event = events.next();
                    event != null && series.size() < most;
                    event = events.next()) {
                if (event instanceof MarketEvent.Closed(String _, var _, Candle candle)) {
                    series.add(candle);
                }
            }
        }
        return series.build();
    }

    private static CandleSeries.Builder builder(Tape tape) {
        return CandleSeries.of(tape.instrument(), Timeframe.M5, 2, SCALE);
    }
}
