package io.sath.bot.backtest;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.Tape;
import io.sath.bot.market.UnusableMarketData;
import io.sath.bot.wire.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `java -jar bot.jar backtest`: runs a configuration over recorded data and prints the report, for
/// a person or, with `--json`, for a program. Whatever is wrong is one sentence on the error
/// output.
public final class BacktestCommand {
    /// The exit code when the report was printed.
    public static final int DONE = 0;

    /// The exit code for wrong arguments or a wrong settings file.
    public static final int SETTINGS = 64;

    /// The exit code for market data that cannot be used.
    public static final int DATA = 73;

    private static final int CURVE_POINTS = 500;

    private final @Nullable Path marketDirectory;
    private final PrintStream out;
    private final PrintStream err;

    /// A command that prints there.
    ///
    /// @param marketDirectory what SATH_MARKET_DIR names, or null
    public BacktestCommand(@Nullable Path marketDirectory, PrintStream out, PrintStream err) {
        this.marketDirectory = marketDirectory;
        this.out = out;
        this.err = err;
    }

    /// Runs the command.
    ///
    /// @param arguments what follows `backtest`
    /// @return the exit code
    public int run(List<String> arguments) {
        try {
            BacktestArguments asked = BacktestArguments.parse(arguments);
            Settings settings = settings(asked.settings());
            long begun = System.nanoTime();
            BacktestReport report =
                    Backtest.run(
                            settings,
                            tapes(settings, asked.data()),
                            asked.from(),
                            asked.to(),
                            CURVE_POINTS,
                            _ -> {});
            long nanos = System.nanoTime() - begun;
            if (asked.json()) {
                Json.Obj json = report.toJson(Backtest.seconds(nanos));
                out.println(new String(JsonText.write(json), StandardCharsets.UTF_8));
            } else {
                out.print(ReportText.of(settings, report, nanos));
            }
            return DONE;
        } catch (WrongArguments e) {
            err.println(e.getMessage());
            return SETTINGS;
        } catch (UnusableMarketData e) {
            err.println(e.getMessage());
            return DATA;
        }
    }

    private static Settings settings(Path file) throws WrongArguments {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new WrongArguments(
                    "The settings file %s cannot be read: name a file that exists and may be read."
                            .formatted(file));
        }
        return switch (BacktestConfig.read(bytes)) {
            case BacktestConfig.Read.Taken(Settings settings) -> settings;
            case BacktestConfig.Read.Refused(String problem) ->
                    throw new WrongArguments("%s: %s.".formatted(file.getFileName(), problem));
        };
    }

    private List<Tape> tapes(Settings settings, @Nullable String data) throws WrongArguments {
        if (data != null && Files.isRegularFile(Path.of(data))) {
            Tape tape = MarketSets.ofFile(Path.of(data));
            String symbol = tape.instrument().symbol();
            if (!settings.symbols().equals(List.of(symbol))) {
                throw new WrongArguments(
                        "The settings trade %s and the file holds %s: let symbols be [\"%s\"], or name a directory with a file for each."
                                .formatted(String.join(", ", settings.symbols()), symbol, symbol));
            }
            return List.of(tape);
        }
        boolean directory = data != null && Files.isDirectory(Path.of(data));
        MarketSets sets = new MarketSets(directory ? Path.of(data) : marketDirectory);
        String set = directory ? "dir" : data == null ? settings.replay().data() : data;
        List<Tape> tapes = new ArrayList<>();
        for (String symbol : settings.symbols()) {
            tapes.add(sets.named(set).tape(symbol));
        }
        return tapes;
    }
}
