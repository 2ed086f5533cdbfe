package io.sath.platform.secrets.probe.polymarket;

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
import io.sath.platform.secrets.probe.provider.Provider;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Checks a wallet of Polymarket, or an API key of its order book.
 *
 * <p>A wallet logs in by its signature and is given its API key (made at the first time); that key
 * is then used once, which also tells whether only closing is allowed. An API key alone can read
 * and cancel; orders need the wallet's own signature.
 */
@Component
class PolymarketProbe implements KeyProbe {
    /** Polygon. */
    private static final long CHAIN = 137;

    private static final String DERIVE = "/auth/derive-api-key";
    private static final String CREATE = "/auth/api-key";
    private static final String KEYS = "/auth/api-keys";
    private static final String CLOSED_ONLY = "/auth/ban-status/closed-only";

    private final ProviderHttp http;
    private final ProviderBases bases;
    private final Clock clock;

    PolymarketProbe(ProviderHttp http, ProviderBases bases, Clock clock) {
        this.http = http;
        this.bases = bases;
        this.clock = clock;
    }

    @Override
    public Set<KeyService> services() {
        return Set.of(KeyService.POLYMARKET);
    }

    @Override
    public Probed probe(
            KeyService service, @Nullable KeyAlgorithm algorithm, Map<String, SecretValue> fields) {
        URI base = bases.base(service);
        if (base == null) {
            return Provider.off(service);
        }
        Provider provider = new Provider(service, base, http, http.begin());
        SecretValue walletKey = fields.get("walletKey");
        if (walletKey != null) {
            Wallet wallet = Wallet.of(walletKey.bytes());
            return wallet == null
                    ? provider.refused("secrets.probe.polymarket.no-wallet")
                    : atTheTime(provider, skew -> wallet(provider, wallet, skew));
        }
        SecretValue secret = fields.get("apiSecret");
        String apiKey = Provider.header(fields.get("apiKey"));
        String passphrase = Provider.header(fields.get("passphrase"));
        if (secret == null || apiKey == null || passphrase == null) {
            return provider.refused("secrets.probe.polymarket.malformed");
        }
        try (ClobKey key =
                ClobKey.of(
                        Provider.header(fields.get("address")),
                        apiKey,
                        secret.bytes(),
                        passphrase)) {
            return key == null
                    ? provider.refused("secrets.probe.polymarket.malformed")
                    : atTheTime(provider, skew -> apiKey(provider, key, skew));
        }
    }

    private interface Check {
        Probed at(Duration skew);
    }

    /** Polymarket tells whole seconds: less than one is no difference. */
    private Probed atTheTime(Provider provider, Check check) {
        return switch (provider.send(provider.request("/time").GET())) {
            case Answer.Silent(var why) -> provider.silent(why);
            case Answer.Said(int status, JsonNode body) ->
                    status == 200 && body.isIntegralNumber()
                            ? check.at(
                                    Duration.ofSeconds(
                                            body.asLong() - clock.instant().getEpochSecond()))
                            : provider.besideThePoint(status);
        };
    }

    private Probed wallet(Provider provider, Wallet wallet, Duration skew) {
        Answer answer = provider.send(loggedIn(provider, DERIVE, wallet, skew).GET());
        if (answer instanceof Answer.Said(int status, JsonNode _)
                && (status == 400 || status == 404)) {
            answer =
                    provider.send(
                            loggedIn(provider, CREATE, wallet, skew).POST(BodyPublishers.noBody()));
        }
        return switch (answer) {
            case Answer.Silent(var why) -> provider.silent(why);
            case Answer.Said(int status, JsonNode body) -> {
                if (status == 400 || status == 401) {
                    yield provider.refused("secrets.probe.polymarket.unknown-wallet");
                }
                try (ClobKey key = given(wallet, body)) {
                    yield status != 200 || key == null
                            ? provider.besideThePoint(status)
                            : derived(provider, key, skew);
                }
            }
        };
    }

    /** The key that the wallet was given; null where the answer holds none. */
    private static @Nullable ClobKey given(Wallet wallet, JsonNode answer) {
        byte[] secret = answer.path("secret").asString("").getBytes(StandardCharsets.UTF_8);
        String apiKey = header(answer, "apiKey");
        String passphrase = header(answer, "passphrase");
        try {
            return apiKey == null || passphrase == null
                    ? null
                    : ClobKey.of(wallet.address(), apiKey, secret, passphrase);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static @Nullable String header(JsonNode answer, String field) {
        return Provider.header(answer.path(field).asString("").getBytes(StandardCharsets.UTF_8));
    }

    private Probed derived(Provider provider, ClobKey key, Duration skew) {
        Answer closedOnly = provider.send(signed(provider, CLOSED_ONLY, key, skew).GET());
        if (closedOnly instanceof Answer.Said(int status, JsonNode _) && status == 401) {
            return provider.refused("secrets.probe.polymarket.key-not-taken");
        }
        return accepted(
                Set.of(KeyRight.READ, KeyRight.TRADE),
                skew,
                closedOnly,
                new KeyWarning("whole-wallet", Text.of("secrets.probe.polymarket.whole-wallet")));
    }

    private Probed apiKey(Provider provider, ClobKey key, Duration skew) {
        return switch (provider.send(signed(provider, KEYS, key, skew).GET())) {
            case Answer.Silent(var why) -> provider.silent(why);
            case Answer.Said(int status, JsonNode body) -> {
                if (status == 400 || status == 401) {
                    yield provider.refused("secrets.probe.polymarket.unknown-key");
                }
                if (status != 200 || !body.path("apiKeys").isArray()) {
                    yield provider.besideThePoint(status);
                }
                yield accepted(
                        Set.of(KeyRight.READ),
                        skew,
                        provider.send(signed(provider, CLOSED_ONLY, key, skew).GET()),
                        new KeyWarning("read-only", Text.of("secrets.probe.polymarket.read-only")));
            }
        };
    }

    private static Probed accepted(
            Set<KeyRight> rights, Duration skew, Answer closedOnly, KeyWarning warning) {
        List<KeyWarning> warnings = new ArrayList<>(List.of(warning));
        if (closedOnly instanceof Answer.Said(int status, JsonNode body)
                && status == 200
                && body.path("closed_only").asBoolean(false)) {
            warnings.add(
                    new KeyWarning("close-only", Text.of("secrets.probe.polymarket.close-only")));
        }
        return new Probed.Accepted(new KeyFacts(rights, null, null, skew, warnings));
    }

    /** With the headers of L1. */
    private HttpRequest.Builder loggedIn(
            Provider provider, String path, Wallet wallet, Duration skew) {
        String timestamp = timestamp(skew);
        return provider.request(path)
                .header("POLY_ADDRESS", wallet.address())
                .header(
                        "POLY_SIGNATURE",
                        wallet.sign(ClobAuth.digest(wallet.address(), CHAIN, timestamp, 0)))
                .header("POLY_TIMESTAMP", timestamp)
                .header("POLY_NONCE", "0");
    }

    /** With the headers of L2. */
    private HttpRequest.Builder signed(Provider provider, String path, ClobKey key, Duration skew) {
        String timestamp = timestamp(skew);
        HttpRequest.Builder request =
                provider.request(path)
                        .header("POLY_API_KEY", key.apiKey())
                        .header("POLY_PASSPHRASE", key.passphrase())
                        .header("POLY_SIGNATURE", key.sign(timestamp, "GET", path, ""))
                        .header("POLY_TIMESTAMP", timestamp);
        return key.address() == null ? request : request.header("POLY_ADDRESS", key.address());
    }

    private String timestamp(Duration skew) {
        Instant theirs = clock.instant().plus(skew);
        return Long.toString(theirs.getEpochSecond());
    }
}
