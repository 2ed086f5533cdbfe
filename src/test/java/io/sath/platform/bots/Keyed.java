package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.Venue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Configurations that name keys. */
public final class Keyed {
    private Keyed() {}

    /** The same configuration with another key. */
    public static BotConfig with(BotConfig config, @Nullable UUID key) {
        return at(config, config.venue(), config.mode(), key);
    }

    /** The same configuration at another venue, with real money or not. */
    static BotConfig at(BotConfig config, Venue venue, Mode mode, @Nullable UUID key) {
        return new BotConfig(
                config.revision(),
                venue,
                mode,
                key,
                config.symbols(),
                config.timeframes(),
                config.capital(),
                config.currency(),
                config.maxPosition(),
                config.maxTradesPerDay(),
                config.pollSeconds(),
                config.strategies(),
                config.risk(),
                config.replay(),
                config.stopPolicy());
    }
}
