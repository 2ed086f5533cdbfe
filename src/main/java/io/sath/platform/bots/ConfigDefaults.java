package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.Replay;
import io.sath.platform.bots.BotConfig.Risk;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.BotConfig.Strategy;
import io.sath.platform.bots.BotConfig.Venue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a new tenant begins with: complete, and trading the replayed market
 * without a key.
 */
final class ConfigDefaults {
    private static final BigDecimal CAPITAL = new BigDecimal("1000");
    private static final BigDecimal MAX_POSITION = new BigDecimal("100");
    private static final BigDecimal DAILY_LOSS = new BigDecimal("20");

    private ConfigDefaults() {}

    static BotConfig within(@Nullable BigDecimal capitalOfPlan) {
        BigDecimal capital = capitalOfPlan == null ? CAPITAL : CAPITAL.min(capitalOfPlan);
        return new BotConfig(
                1,
                Venue.REPLAY,
                Mode.PAPER,
                null,
                List.of("BTCUSD"),
                List.of("5m"),
                capital,
                "USD",
                MAX_POSITION.min(capital),
                10,
                60,
                List.of(new Strategy("ema-cross", Map.of("fast", "9", "slow", "21"))),
                new Risk(
                        new BigDecimal("0.02"),
                        new BigDecimal("0.04"),
                        null,
                        DAILY_LOSS.min(capital),
                        new BigDecimal("0.2"),
                        3,
                        60),
                new Replay("ta4j", new BigDecimal("120")),
                StopPolicy.LEAVE);
    }
}
