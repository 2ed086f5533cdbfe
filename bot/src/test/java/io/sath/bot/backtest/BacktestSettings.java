package io.sath.bot.backtest;

import io.sath.bot.wire.Settings;
import java.nio.charset.StandardCharsets;

/// Settings for tests, from what differs of a configuration.
final class BacktestSettings {
    private BacktestSettings() {}

    static Settings of(String config) {
        return switch (BacktestConfig.read(config.getBytes(StandardCharsets.UTF_8))) {
            case BacktestConfig.Read.Taken(Settings settings) -> settings;
            case BacktestConfig.Read.Refused(String problem) ->
                    throw new IllegalArgumentException(problem);
        };
    }
}
