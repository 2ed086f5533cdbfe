package io.sath.bot.backtest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command `backtest` was asked.
record BacktestArguments(
        Path settings,
        @Nullable String data,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean json) {
    private static final String USAGE =
            "usage: java -jar bot.jar backtest --settings FILE [--data FILE|DIRECTORY|SET] [--from TIME] [--to TIME] [--json]";

    static BacktestArguments parse(List<String> arguments) throws WrongArguments {
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
                throw new WrongArguments(
                        "\"%s\" is no option of backtest; %s".formatted(name, USAGE));
            }
            if (++i == arguments.size()) {
                throw new WrongArguments("%s needs a value; %s".formatted(name, USAGE));
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
            throw new WrongArguments("backtest needs --settings; " + USAGE);
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new WrongArguments(
                    "--from %s is not before --to %s: choose an earlier --from."
                            .formatted(from, to));
        }
        return new BacktestArguments(settings, data, from, to, json);
    }

    private static Instant time(String name, String value) throws WrongArguments {
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new WrongArguments(
                    "%s \"%s\" is no time: write 2025-04-03 or 2025-04-03T17:00:00Z."
                            .formatted(name, value));
        }
    }
}
