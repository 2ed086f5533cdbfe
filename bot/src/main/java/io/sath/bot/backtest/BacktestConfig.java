package io.sath.bot.backtest;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.strategy.StrategyType;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.SettingsParser;
import io.sath.bot.wire.SettingsResult;
import java.util.List;

/// Reads what is to be tested: a settings file of the wire, or a configuration as the REST API
/// gives it, which lacks what only a running bot needs.
final class BacktestConfig {
    private static final Json.Obj PRESETS =
            Json.object()
                    .put("wire", 1)
                    .put("rev", 1)
                    .put("task", "backtest")
                    .put("bot", "backtest00000")
                    .put("venue", "replay")
                    .put("mode", "paper")
                    .put("timeframes", Json.array(List.of(Json.text("5m"))))
                    .put("maxTradesPerDay", 100_000)
                    .put("pollSeconds", 60)
                    .put("risk", Json.object().build())
                    .put("entries", Json.object().put("mode", "open").build())
                    .build();

    private BacktestConfig() {}

    /// What became of the file.
    sealed interface Read {
        /// It can be tested.
        record Taken(Settings settings) implements Read {}

        /// It cannot; the problem names the field, its fault and what would be right.
        record Refused(String problem) implements Read {}
    }

    static Read read(byte[] file) {
        Json json;
        try {
            json = JsonText.parse(file);
        } catch (JsonText.Malformed e) {
            return new Read.Refused("file: " + e.getMessage());
        }
        if (!(json instanceof Json.Obj config)) {
            return new Read.Refused("file: must be one JSON object");
        }
        Json.Builder whole = Json.object().putAll(PRESETS);
        whole.put("quote", config.fields().getOrDefault("currency", Json.text("USD")));
        whole.putAll(config);
        return switch (SettingsParser.parse(JsonText.write(whole.build()))) {
            case SettingsResult.Refused(long _, String problem) -> new Read.Refused(problem);
            case SettingsResult.Taken(Settings settings) -> checked(settings);
            case SettingsResult.Check _ -> new Read.Refused("task: \"check-key\" is no backtest");
        };
    }

    private static Read checked(Settings settings) {
        for (int i = 0; i < settings.strategies().size(); i++) {
            Settings.StrategySpec spec = settings.strategies().get(i);
            String field = "strategies[" + i + "]";
            StrategyType type = StrategyType.named(spec.name()).orElse(null);
            if (type == null) {
                return new Read.Refused(
                        field
                                + ".name: must be one of "
                                + String.join(
                                        ", ",
                                        StrategyType.all().stream()
                                                .map(StrategyType::name)
                                                .toList())
                                + ", not "
                                + spec.name());
            }
            for (StrategyType.Problem problem : type.check(spec.params())) {
                return new Read.Refused(
                        field + ".params." + problem.parameter() + ": " + problem.message());
            }
        }
        return new Read.Taken(settings);
    }
}
