package io.sath.bot.check.fake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Binance as far as a key's check sees it: it tells the time and checks what it is sent. */
public final class FakeBinance extends FakeProvider {
    private static final Pattern SIGNED = Pattern.compile("(.*)&signature=([^&]*)");
    private static final Pattern TIMESTAMP = Pattern.compile("(?:^|&)timestamp=(\\d+)");

    private interface Verifier {
        boolean isRight(String payload, String signature) throws GeneralSecurityException;
    }

    private final Clock clock;
    private final Map<String, Verifier> keys = new ConcurrentHashMap<>();
    private volatile Duration ahead = Duration.ZERO;
    private volatile String restrictions =
            """
            {"ipRestrict":true,"createTime":1698645219000,"enableInternalTransfer":false,
             "enableFutures":false,"enableReading":true,"enableSpotAndMarginTrading":true,
             "enableWithdrawals":false,"enableMargin":false,"permitsUniversalTransfer":false}\
            """;
    private volatile String account =
            """
            {"canTrade":true,"canWithdraw":true,"canDeposit":true,"accountType":"SPOT","balances":[]}\
            """;

    private FakeBinance(Clock clock, boolean testnet) {
        this.clock = clock;
        on("GET /api/v3/time", _ -> Reply.of(200, "{\"serverTime\":" + now() + "}"));
        on("GET /api/v3/account", request -> signed(request, account));
        if (!testnet) {
            on("GET /sapi/v1/account/apiRestrictions", request -> signed(request, restrictions));
        }
    }

    public static FakeBinance live(Clock clock) {
        return new FakeBinance(clock, false);
    }

    public static FakeBinance testnet(Clock clock) {
        return new FakeBinance(clock, true);
    }

    /** Knows a key of HMAC. */
    public FakeBinance knows(String apiKey, String secret) {
        keys.put(
                apiKey,
                (payload, signature) -> {
                    Mac mac = Mac.getInstance("HmacSHA256");
                    mac.init(
                            new SecretKeySpec(
                                    secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                    byte[] right = mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
                    return HexFormat.of().formatHex(right).equals(signature);
                });
        return this;
    }

    /** Knows a key of Ed25519. */
    public FakeBinance knows(String apiKey, PublicKey key) {
        keys.put(
                apiKey,
                (payload, signature) -> {
                    Signature check = Signature.getInstance("Ed25519");
                    check.initVerify(key);
                    check.update(payload.getBytes(StandardCharsets.UTF_8));
                    return signature.matches("[A-Za-z0-9+/]{86}==")
                            && check.verify(Base64.getDecoder().decode(signature));
                });
        return this;
    }

    /** Runs so far ahead of the clock. */
    public FakeBinance ahead(Duration by) {
        ahead = by;
        return this;
    }

    /** Says this about every key. */
    public FakeBinance restrictions(String json) {
        restrictions = json;
        return this;
    }

    public FakeBinance account(String json) {
        account = json;
        return this;
    }

    private long now() {
        return clock.instant().plus(ahead).toEpochMilli();
    }

    private Reply signed(Request request, String answer) {
        Verifier verifier = keys.get(request.header("X-MBX-APIKEY"));
        Matcher signed = SIGNED.matcher(request.query());
        Matcher timestamp = TIMESTAMP.matcher(request.query());
        if (verifier == null) {
            return error(401, -2015, "Invalid API-key, IP, or permissions for action.");
        }
        if (!signed.matches() || !timestamp.find()) {
            return error(400, -1102, "Mandatory parameter was not sent.");
        }
        long sent = Long.parseLong(timestamp.group(1));
        if (sent > now() + 1_000 || sent < now() - 5_000) {
            return error(400, -1021, "Timestamp for this request is outside of the recvWindow.");
        }
        try {
            return verifier.isRight(
                            signed.group(1),
                            URLDecoder.decode(signed.group(2), StandardCharsets.UTF_8))
                    ? Reply.of(200, answer)
                    : error(400, -1022, "Signature for this request is not valid.");
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return error(400, -1022, "Signature for this request is not valid.");
        }
    }

    public static Reply error(int status, int code, String message) {
        return Reply.of(status, "{\"code\":" + code + ",\"msg\":\"" + message + "\"}");
    }
}
