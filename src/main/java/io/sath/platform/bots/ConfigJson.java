package io.sath.platform.bots;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A configuration as {@code api.md} shows it: decimals are plain strings, enums are words. */
public record ConfigJson(
        long revision,
        String venue,
        String mode,
        @Nullable UUID keyId,
        List<String> symbols,
        List<String> timeframes,
        String capital,
        String currency,
        String maxPosition,
        int maxTradesPerDay,
        int pollSeconds,
        List<Strategy> strategies,
        Risk risk,
        @Nullable Object ai,
        @Nullable Replay replay,
        String stopPolicy) {

    public record Strategy(String name, Map<String, String> params) {}

    public record Risk(
            @Nullable String stopLoss,
            @Nullable String takeProfit,
            @Nullable String trailingStop,
            @Nullable String dailyLoss,
            @Nullable String maxDrawdown,
            @Nullable Integer coolDownLosses,
            @Nullable Integer coolDownMinutes) {}

    public record Replay(String data, String speed) {}

    /**
     * Reads a configuration; throws the {@link io.sath.platform.shared.Problem} that names an
     * unknown field (400) or every field that cannot be read (422). {@code revision} is ignored.
     */
    public static BotConfig read(JsonNode json) {
        return ConfigReader.read(json);
    }

    public static ConfigJson of(BotConfig config) {
        BotConfig.Risk risk = config.risk();
        BotConfig.Replay replay = config.replay();
        return new ConfigJson(
                config.revision(),
                config.venue().word(),
                config.mode().word(),
                config.keyId(),
                config.symbols(),
                config.timeframes(),
                config.capital().toPlainString(),
                config.currency(),
                config.maxPosition().toPlainString(),
                config.maxTradesPerDay(),
                config.pollSeconds(),
                config.strategies().stream()
                        .map(strategy -> new Strategy(strategy.name(), strategy.params()))
                        .toList(),
                new Risk(
                        plain(risk.stopLoss()),
                        plain(risk.takeProfit()),
                        plain(risk.trailingStop()),
                        plain(risk.dailyLoss()),
                        plain(risk.maxDrawdown()),
                        risk.coolDownLosses(),
                        risk.coolDownMinutes()),
                null,
                replay == null ? null : new Replay(replay.data(), replay.speed().toPlainString()),
                config.stopPolicy().word());
    }

    private static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
