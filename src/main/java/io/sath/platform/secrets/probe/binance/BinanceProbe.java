package io.sath.platform.secrets.probe.binance;

import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.probe.provider.Answer;
import io.sath.platform.secrets.probe.provider.Deadline;
import io.sath.platform.secrets.probe.provider.Provider;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Checks a key of Binance: the time first, which every signed request carries and which shows how
 * far the platform's clock is off; then what the key may do. The testnet has no such answer, so
 * there the account is read, whose {@code canWithdraw} is not the key's.
 *
 * <p>A key that one of the two does not know is shown to the other, once, so that a person who
 * mixed them up is told. Only its public part and a signature leave the platform.
 */
@Component
class BinanceProbe implements KeyProbe {
    private static final int BAD_TIME = -1021;
    private static final int BAD_SIGNATURE = -1022;
    private static final int BAD_KEY_FORM = -2014;
    private static final int UNKNOWN_KEY = -2015;

    private final ProviderHttp http;
    private final ProviderBases bases;
    private final Clock clock;

    BinanceProbe(ProviderHttp http, ProviderBases bases, Clock clock) {
        this.http = http;
        this.bases = bases;
        this.clock = clock;
    }

    @Override
    public Set<KeyService> services() {
        return Set.of(KeyService.BINANCE, KeyService.BINANCE_TESTNET);
    }

    @Override
    public Probed probe(
            KeyService service, @Nullable KeyAlgorithm algorithm, Map<String, SecretValue> fields) {
        Deadline deadline = http.begin();
        Provider provider = provider(service, deadline);
        if (provider == null) {
            return Provider.off(service);
        }
        String apiKey = Provider.header(fields.get("apiKey"));
        SecretValue secret = fields.get("apiSecret");
        if (apiKey == null || secret == null) {
            return provider.refused("secrets.probe.binance.malformed");
        }
        return switch (BinanceSecret.open(secret.bytes(), algorithm)) {
            case BinanceSecret.Opened.Unusable(String why) -> provider.refused(why);
            case BinanceSecret.Opened.Ready(BinanceSigner signer) ->
                    ask(provider, service, apiKey, signer, deadline);
        };
    }

    private Probed ask(
            Provider provider,
            KeyService service,
            String apiKey,
            BinanceSigner signer,
            Deadline deadline) {
        Instant before = clock.instant();
        Answer time = provider.send(provider.request("/api/v3/time").GET());
        Instant after = clock.instant();
        switch (time) {
            case Answer.Silent(var why) -> {
                return provider.silent(why);
            }
            case Answer.Said(int status, JsonNode body) -> {
                if (status != 200 || !body.path("serverTime").isIntegralNumber()) {
                    return besideThePoint(provider, status);
                }
                Duration skew =
                        Duration.between(
                                before.plus(Duration.between(before, after).dividedBy(2)),
                                Instant.ofEpochMilli(body.path("serverTime").asLong()));
                Answer answer = rights(provider, service, apiKey, signer, skew);
                return told(
                        provider,
                        service,
                        answer,
                        skew,
                        () -> isKnownTo(other(service), apiKey, signer, skew, deadline));
            }
        }
    }

    private Probed told(
            Provider provider,
            KeyService service,
            Answer answer,
            Duration skew,
            Sought knownElsewhere) {
        return switch (answer) {
            case Answer.Silent(var why) -> provider.silent(why);
            case Answer.Said(int status, JsonNode body) -> {
                KeyFacts facts = status == 200 ? facts(service, body, skew) : null;
                if (facts != null) {
                    yield new Probed.Accepted(facts);
                }
                yield switch (body.path("code").asInt(0)) {
                    case BAD_TIME -> provider.unreachable("secrets.probe.binance.time");
                    case BAD_SIGNATURE -> provider.refused("secrets.probe.binance.signature");
                    case BAD_KEY_FORM, UNKNOWN_KEY ->
                            provider.refused(
                                    knownElsewhere.found()
                                            ? elsewhere(service)
                                            : "secrets.probe.binance.unknown");
                    default ->
                            status == 401
                                    ? provider.refused("secrets.probe.binance.unknown")
                                    : besideThePoint(provider, status);
                };
            }
        };
    }

    /** Binance's firewall answers 403 to whoever asks too much or oddly; 451 is the location. */
    private static Probed besideThePoint(Provider provider, int status) {
        return status == 403
                ? provider.unreachable("secrets.probe.binance.firewall")
                : provider.besideThePoint(status);
    }

    private Answer rights(
            Provider provider,
            KeyService service,
            String apiKey,
            BinanceSigner signer,
            Duration skew) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (service == KeyService.BINANCE_TESTNET) {
            parameters.put("omitZeroBalances", "true");
        }
        parameters.put("recvWindow", "5000");
        parameters.put("timestamp", Long.toString(clock.instant().plus(skew).toEpochMilli()));
        String path =
                service == KeyService.BINANCE_TESTNET
                        ? "/api/v3/account"
                        : "/sapi/v1/account/apiRestrictions";
        return provider.send(
                provider.request(path + "?" + signer.query(parameters))
                        .header("X-MBX-APIKEY", apiKey)
                        .GET());
    }

    private static @Nullable KeyFacts facts(KeyService service, JsonNode body, Duration skew) {
        Set<KeyRight> rights = EnumSet.noneOf(KeyRight.class);
        if (service == KeyService.BINANCE_TESTNET) {
            if (!body.path("canTrade").isBoolean()) {
                return null;
            }
            rights.add(KeyRight.READ);
            if (body.path("canTrade").asBoolean()) {
                rights.add(KeyRight.TRADE);
            }
            return new KeyFacts(rights, null, null, skew, List.of());
        }
        if (!body.path("enableWithdrawals").isBoolean() || !body.path("ipRestrict").isBoolean()) {
            return null;
        }
        if (body.path("enableReading").asBoolean(false)) {
            rights.add(KeyRight.READ);
        }
        if (body.path("enableSpotAndMarginTrading").asBoolean(false)) {
            rights.add(KeyRight.TRADE);
        }
        if (body.path("enableWithdrawals").asBoolean()) {
            rights.add(KeyRight.WITHDRAW);
        }
        long until = body.path("tradingAuthorityExpirationTime").asLong(0);
        boolean transfers =
                body.path("enableInternalTransfer").asBoolean(false)
                        || body.path("permitsUniversalTransfer").asBoolean(false);
        return new KeyFacts(
                rights,
                body.path("ipRestrict").asBoolean(),
                until > 0 ? Instant.ofEpochMilli(until) : null,
                skew,
                transfers
                        ? List.of(
                                new KeyWarning(
                                        "transfers", Text.of("secrets.probe.binance.transfers")))
                        : List.of());
    }

    /** Asked only where the answer matters. */
    private interface Sought {
        boolean found();
    }

    private boolean isKnownTo(
            KeyService service,
            String apiKey,
            BinanceSigner signer,
            Duration skew,
            Deadline deadline) {
        Provider provider = provider(service, deadline);
        return provider != null
                && rights(provider, service, apiKey, signer, skew)
                        instanceof Answer.Said(int status, JsonNode body)
                && status == 200
                && facts(service, body, skew) != null;
    }

    private @Nullable Provider provider(KeyService service, Deadline deadline) {
        URI base = bases.base(service);
        return base == null ? null : new Provider(service, base, http, deadline);
    }

    private static KeyService other(KeyService service) {
        return service == KeyService.BINANCE ? KeyService.BINANCE_TESTNET : KeyService.BINANCE;
    }

    private static String elsewhere(KeyService service) {
        return service == KeyService.BINANCE
                ? "secrets.probe.binance.is-testnet"
                : "secrets.probe.binance.is-live";
    }
}
