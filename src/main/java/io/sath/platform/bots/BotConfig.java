package io.sath.platform.bots;

import io.sath.platform.secrets.KeyId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's bot is to do: one complete configuration.
 *
 * <p>It may hold any values; {@link Bots#save} says what is wrong with them. Money is in {@code
 * currency}, ratios are fractions.
 *
 * @param revision the server's number of it, from 1; ignored when saving
 * @param keyId the exchange key it trades with, or null
 * @param symbols what it trades, for example {@code BTCUSD}
 * @param timeframes intervals of candles, for example {@code 5m}; the first is the main one
 * @param maxPosition the most that one position may be worth
 * @param pollSeconds the cadence of decisions, in the venue's time
 * @param replay how recorded data is played; used by the venue {@code replay} only
 */
public record BotConfig(
        long revision,
        Venue venue,
        Mode mode,
        @Nullable UUID keyId,
        List<String> symbols,
        List<String> timeframes,
        BigDecimal capital,
        String currency,
        BigDecimal maxPosition,
        int maxTradesPerDay,
        int pollSeconds,
        List<Strategy> strategies,
        Risk risk,
        @Nullable Replay replay,
        StopPolicy stopPolicy) {
    public BotConfig {
        symbols = List.copyOf(symbols);
        timeframes = List.copyOf(timeframes);
        strategies = List.copyOf(strategies);
    }

    /** The keys that it names, of exchanges and of AI providers. */
    public List<KeyId> keys() {
        return keyId == null ? List.of() : List.of(new KeyId(keyId));
    }

    /** The same configuration under another number. */
    BotConfig numbered(long number) {
        return new BotConfig(
                number,
                venue,
                mode,
                keyId,
                symbols,
                timeframes,
                capital,
                currency,
                maxPosition,
                maxTradesPerDay,
                pollSeconds,
                strategies,
                risk,
                replay,
                stopPolicy);
    }

    /** Where it trades. */
    public enum Venue implements Word {
        REPLAY,
        BINANCE,
        BINANCE_TESTNET,
        POLYMARKET
    }

    /** Whether the money is real. */
    public enum Mode implements Word {
        PAPER,
        LIVE
    }

    /**
     * What a stop does: nothing is sold; resting orders are cancelled; positions are closed too.
     */
    public enum StopPolicy implements Word {
        LEAVE,
        CANCEL,
        FLATTEN
    }

    /** A strategy and its parameters, by name, as the bot program lists them. */
    public record Strategy(String name, Map<String, String> params) {
        public Strategy {
            params = Map.copyOf(params);
        }
    }

    /**
     * Limits of loss; null: no such limit. {@code dailyLoss} is money, the others are fractions.
     */
    public record Risk(
            @Nullable BigDecimal stopLoss,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal trailingStop,
            @Nullable BigDecimal dailyLoss,
            @Nullable BigDecimal maxDrawdown,
            @Nullable Integer coolDownLosses,
            @Nullable Integer coolDownMinutes) {}

    /**
     * @param data the name of a market set, for example {@code ta4j}
     * @param speed how many times faster than the wall clock
     */
    public record Replay(String data, BigDecimal speed) {}

    /** An enum whose values have a word in JSON: the name in small letters with dashes. */
    public sealed interface Word permits Venue, Mode, StopPolicy, BotStatus.State {
        String name();

        default String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
