package io.sath.bot.check;

import io.sath.bot.keys.DeliveredKey;
import io.sath.bot.wire.CheckSettings;
import io.sath.bot.wire.Out;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks one delivered key within twenty seconds, and words the answer for the wire. A small share
 * of a core takes some of them to load what https needs.
 */
public final class KeyCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, String> BASES =
            Map.of(
                    "binance", "https://api.binance.com",
                    "binance-testnet", "https://testnet.binance.vision",
                    "polymarket", "https://clob.polymarket.com",
                    "deepseek", "https://api.deepseek.com",
                    "openai", "https://api.openai.com/v1",
                    "gemini", "https://generativelanguage.googleapis.com/v1beta");

    private final CheckSettings settings;
    private final Clock wall;
    private final Duration patience;

    public KeyCheck(CheckSettings settings, Clock wall) {
        this(settings, wall, PATIENCE);
    }

    KeyCheck(CheckSettings settings, Clock wall, Duration patience) {
        this.settings = settings;
        this.wall = wall;
        this.patience = patience;
    }

    /**
     * Asks whoever the key belongs to.
     *
     * @param key null: it was not delivered
     */
    public Out.Key check(@Nullable DeliveredKey key) throws InterruptedException {
        if (key == null) {
            return said(new Finding.Bad(Fault.MISSING), "");
        }
        String service = key.service() == null ? settings.venue() : key.service();
        if (service == null || !BASES.containsKey(service)) {
            return said(new Finding.Bad(Fault.UNKNOWN_SERVICE), "");
        }
        URI base = base(service);
        if (base == null) {
            return said(new Finding.Bad(Fault.OFF), service);
        }
        try (HttpClient client = Provider.newClient()) {
            Provider provider = new Provider(base, client, System.nanoTime() + patience.toNanos());
            Finding finding = ask(service, provider, key);
            client.shutdownNow();
            return said(finding, service);
        }
    }

    private Finding ask(String service, Provider provider, DeliveredKey key)
            throws InterruptedException {
        return switch (service) {
            case "binance" ->
                    new BinanceCheck(false, provider, base("binance-testnet"), wall).of(key);
            case "binance-testnet" ->
                    new BinanceCheck(true, provider, base("binance"), wall).of(key);
            case "polymarket" -> new PolymarketCheck(provider, wall).of(key);
            default -> new AiCheck(service.equals("gemini"), provider).of(key);
        };
    }

    /** The settings' bases stand for all: one that they leave out is turned off. */
    private @Nullable URI base(String service) {
        Map<String, String> bases = settings.bases() == null ? BASES : settings.bases();
        String base = bases.get(service);
        return base == null ? null : URI.create(base.replaceAll("/+$", ""));
    }

    private Out.Key said(Finding finding, String service) {
        return switch (finding) {
            case Finding.Good good ->
                    new Out.Key(
                            settings.ref(),
                            true,
                            good.trade(),
                            good.withdraw(),
                            good.ipRestricted(),
                            good.tradeUntil(),
                            null,
                            null,
                            millis(good.skew()),
                            good.warnings(),
                            null);
            case Finding.Bad(Fault fault, Duration skew) ->
                    new Out.Key(
                            settings.ref(),
                            false,
                            null,
                            null,
                            null,
                            null,
                            fault.code(),
                            fault.detail(),
                            millis(skew),
                            List.of(),
                            fault.problem(name(service)));
        };
    }

    private static @Nullable Long millis(@Nullable Duration skew) {
        return skew == null ? null : Long.valueOf(skew.toMillis());
    }

    private static String name(String service) {
        return switch (service) {
            case "binance-testnet" -> "Binance Testnet";
            case "deepseek" -> "DeepSeek";
            case "openai" -> "OpenAI";
            default ->
                    service.isEmpty()
                            ? ""
                            : service.substring(0, 1).toUpperCase(Locale.ROOT)
                                    + service.substring(1);
        };
    }
}
