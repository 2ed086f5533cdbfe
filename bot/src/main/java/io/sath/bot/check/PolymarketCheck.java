package io.sath.bot.check;

import io.sath.bot.json.Json;
import io.sath.bot.keys.ClobAuth;
import io.sath.bot.keys.ClobKey;
import io.sath.bot.keys.DeliveredKey;
import io.sath.bot.keys.Wallet;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks Polymarket about a wallet, which logs in by its signature and is given its API key (made at
 * the first time), or about an API key of its order book. An API key alone cannot place orders.
 */
record PolymarketCheck(Provider provider, Clock wall) {

    /** Polygon. */
    private static final long CHAIN = 137;

    private static final String DERIVE = "/auth/derive-api-key";
    private static final String CREATE = "/auth/api-key";
    private static final String KEYS = "/auth/api-keys";
    private static final String CLOSED_ONLY = "/auth/ban-status/closed-only";

    Finding of(DeliveredKey key) throws InterruptedException {
        byte[] walletKey = key.bytes("walletKey");
        if (walletKey != null) {
            Wallet wallet = Wallet.of(walletKey);
            if (wallet == null) {
                return new Finding.Bad(Fault.NO_WALLET);
            }
            return atTheTime(skew -> wallet(wallet, skew));
        }
        byte[] secret = key.bytes("apiSecret");
        String apiKey = key.header("apiKey");
        String passphrase = key.header("passphrase");
        if (secret == null || apiKey == null || passphrase == null) {
            return new Finding.Bad(Fault.CLOB_MALFORMED);
        }
        try (ClobKey clobKey = ClobKey.of(key.header("address"), apiKey, secret, passphrase)) {
            return clobKey == null
                    ? new Finding.Bad(Fault.CLOB_MALFORMED)
                    : atTheTime(skew -> apiKey(clobKey, skew));
        }
    }

    private interface Check {
        Finding at(Duration skew) throws InterruptedException;
    }

    /** Polymarket tells whole seconds: less than one is no difference. */
    private Finding atTheTime(Check check) throws InterruptedException {
        return switch (provider.send(provider.request("/time").GET())) {
            case Answer.Silent(Fault why) -> new Finding.Bad(why);
            case Answer.Said said -> {
                Long theirs = Answer.Said.whole(said.body());
                yield said.status() != 200 || theirs == null
                        ? Provider.besideThePoint(said.status())
                        : check.at(Duration.ofSeconds(theirs - wall.instant().getEpochSecond()));
            }
        };
    }

    private Finding wallet(Wallet wallet, Duration skew) throws InterruptedException {
        Answer answer = provider.send(loggedIn(DERIVE, wallet, skew).GET());
        if (answer instanceof Answer.Said said && (said.status() == 400 || said.status() == 404)) {
            answer = provider.send(loggedIn(CREATE, wallet, skew).POST(BodyPublishers.noBody()));
        }
        return switch (answer) {
            case Answer.Silent(Fault why) -> new Finding.Bad(why);
            case Answer.Said said -> {
                if (said.status() == 400 || said.status() == 401) {
                    yield new Finding.Bad(Fault.UNKNOWN_WALLET);
                }
                try (ClobKey key = given(wallet, said)) {
                    yield said.status() != 200 || key == null
                            ? Provider.besideThePoint(said.status())
                            : derived(key, skew);
                }
            }
        };
    }

    /** The key that the wallet was given; null where the answer holds none. */
    private static @Nullable ClobKey given(Wallet wallet, Answer.Said said) {
        byte[] secret = utf8(said.text("secret"));
        String apiKey = DeliveredKey.header(utf8(said.text("apiKey")));
        String passphrase = DeliveredKey.header(utf8(said.text("passphrase")));
        try {
            return apiKey == null || passphrase == null
                    ? null
                    : ClobKey.of(wallet.address(), apiKey, secret, passphrase);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Finding derived(ClobKey key, Duration skew) throws InterruptedException {
        Answer closedOnly = provider.send(signed(CLOSED_ONLY, key, skew).GET());
        return closedOnly instanceof Answer.Said said && said.status() == 401
                ? new Finding.Bad(Fault.KEY_NOT_TAKEN)
                : good(true, skew, closedOnly, "whole-wallet");
    }

    private Finding apiKey(ClobKey key, Duration skew) throws InterruptedException {
        return switch (provider.send(signed(KEYS, key, skew).GET())) {
            case Answer.Silent(Fault why) -> new Finding.Bad(why);
            case Answer.Said said ->
                    switch (said.status()) {
                        case 200 ->
                                said.at("apiKeys") instanceof Json.Arr
                                        ? good(
                                                false,
                                                skew,
                                                provider.send(signed(CLOSED_ONLY, key, skew).GET()),
                                                "read-only")
                                        : Provider.besideThePoint(200);
                        case 400, 401 -> new Finding.Bad(Fault.UNKNOWN_CLOB_KEY);
                        default -> Provider.besideThePoint(said.status());
                    };
        };
    }

    private static Finding good(boolean trade, Duration skew, Answer closedOnly, String warning) {
        List<String> warnings = new ArrayList<>(List.of(warning));
        if (closedOnly instanceof Answer.Said said
                && said.status() == 200
                && Boolean.TRUE.equals(said.flag("closed_only"))) {
            warnings.add("close-only");
        }
        return new Finding.Good(trade, null, null, null, skew, warnings);
    }

    /** With the headers of L1. */
    private HttpRequest.Builder loggedIn(String path, Wallet wallet, Duration skew) {
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
    private HttpRequest.Builder signed(String path, ClobKey key, Duration skew) {
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
        return Long.toString(wall.instant().plus(skew).getEpochSecond());
    }
}
