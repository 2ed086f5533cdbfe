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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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
        } catch (Wrong e) {
            err.println(e.getMessage());
            return SETTINGS;
        } catch (UnusableMarketData e) {
            err.println(e.getMessage());
            return DATA;
        }
    }

    private static Settings settings(Path file) throws Wrong {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Wrong(
                    "The settings file %s cannot be read: name a file that exists and may be read."
                            .formatted(file));
        }
        return switch (BacktestConfig.read(bytes)) {
            case BacktestConfig.Read.Taken(Settings settings) -> settings;
            case BacktestConfig.Read.Refused(String problem) ->
                    throw new Wrong("%s: %s.".formatted(file.getFileName(), problem));
        };
    }

    private List<Tape> tapes(Settings settings, @Nullable String data) throws Wrong {
        if (data != null && Files.isRegularFile(Path.of(data))) {
            Tape tape = MarketSets.ofFile(Path.of(data));
            String symbol = tape.instrument().symbol();
            if (!settings.symbols().equals(List.of(symbol))) {
                throw new Wrong(
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

    /// What the command was asked.
    record BacktestArguments(
            Path settings,
            @Nullable String data,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean json) {
        private static final String USAGE =
                "usage: java -jar bot.jar backtest --settings FILE [--data FILE|DIRECTORY|SET] [--from TIME] [--to TIME] [--json]";

        static BacktestArguments parse(List<String> arguments) throws Wrong {
            Path settings = null;
            String data = null;
            Instant from = null;
            Instant to = null;
            boolean json = false;
            for (int i = 0; i < arguments.size(); i++) {
                String name = arguments.get(i);
                if (name.equals("--json")) {
                    json = true;
                    continue;
                }
                if (!List.of("--settings", "--data", "--from", "--to").contains(name)) {
                    throw new Wrong("\"%s\" is no option of backtest; %s".formatted(name, USAGE));
                }
                if (++i == arguments.size()) {
                    throw new Wrong("%s needs a value; %s".formatted(name, USAGE));
                }
                String value = arguments.get(i);
                switch (name) {
                    case "--settings" -> settings = Path.of(value);
                    case "--data" -> data = value;
                    case "--from" -> from = time(name, value);
                    default -> to = time(name, value);
                }
            }
            if (settings == null) {
                throw new Wrong("backtest needs --settings; " + USAGE);
            }
            if (from != null && to != null && !from.isBefore(to)) {
                throw new Wrong(
                        "--from %s is not before --to %s: choose an earlier --from."
                                .formatted(from, to));
            }
            return new BacktestArguments(settings, data, from, to, json);
        }

        private static Instant time(String name, String value) throws Wrong {
            try {
                return value.length() == 10
                        ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(value);
            } catch (DateTimeParseException e) {
                throw new Wrong(
                        "%s \"%s\" is no time: write 2025-04-03 or 2025-04-03T17:00:00Z."
                                .formatted(name, value));
            }
        }
    }

    /// What was asked cannot be done; the message is the sentence for the person.
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }
}
