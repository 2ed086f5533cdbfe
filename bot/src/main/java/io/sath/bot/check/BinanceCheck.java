package io.sath.bot.check;

import io.sath.bot.keys.BinanceSecret;
import io.sath.bot.keys.BinanceSigner;
import io.sath.bot.keys.DeliveredKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks Binance about a key: the time first, which every signed request carries; then what the key
 * may do. The testnet has no such answer, so there the account is read, whose {@code canWithdraw}
 * is not the key's. A key that one of the two does not know is shown to the other, once.
 *
 * @param other the base of the other one of the two; null: it is not asked
 */
record BinanceCheck(boolean testnet, Provider provider, @Nullable URI other, Clock wall) {

    private static final int BAD_TIME = -1021;
    private static final int BAD_SIGNATURE = -1022;
    private static final int BAD_KEY_FORM = -2014;
    private static final int UNKNOWN_KEY = -2015;

    Finding of(DeliveredKey key) throws InterruptedException {
        String apiKey = key.header("apiKey");
        byte[] secret = key.bytes("apiSecret");
        if (apiKey == null || secret == null) {
            return new Finding.Bad(Fault.MALFORMED);
        }
        return switch (BinanceSecret.open(secret, key.algorithm())) {
            case BinanceSecret.Opened.Unusable(var why) -> new Finding.Bad(fault(why));
            case BinanceSecret.Opened.Ready(BinanceSigner signer) -> ask(apiKey, signer);
        };
    }

    private Finding ask(String apiKey, BinanceSigner signer) throws InterruptedException {
        Instant before = wall.instant();
        Answer time = provider.send(provider.request("/api/v3/time").GET());
        Instant after = wall.instant();
        return switch (time) {
            case Answer.Silent(Fault why) -> new Finding.Bad(why);
            case Answer.Said said -> {
                Long server = said.whole("serverTime");
                if (said.status() != 200 || server == null) {
                    yield besideThePoint(said.status());
                }
                Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
                Duration skew = Duration.between(middle, Instant.ofEpochMilli(server));
                yield told(rights(testnet, provider, apiKey, signer, skew), apiKey, signer, skew);
            }
        };
    }

    private Finding told(Answer answer, String apiKey, BinanceSigner signer, Duration skew)
            throws InterruptedException {
        return switch (answer) {
            case Answer.Silent(Fault why) -> new Finding.Bad(why);
            case Answer.Said said -> {
                Finding good = facts(testnet, said, skew);
                Long code = said.whole("code");
                yield good != null
                        ? good
                        : switch (code == null ? 0 : code.intValue()) {
                            case BAD_TIME -> new Finding.Bad(Fault.CLOCK, skew);
                            case BAD_SIGNATURE -> new Finding.Bad(Fault.SIGNATURE);
                            case BAD_KEY_FORM, UNKNOWN_KEY ->
                                    new Finding.Bad(whose(apiKey, signer, skew));
                            default ->
                                    said.status() == 401
                                            ? new Finding.Bad(Fault.UNKNOWN_KEY)
                                            : besideThePoint(said.status());
                        };
            }
        };
    }

    private Fault whose(String apiKey, BinanceSigner signer, Duration skew)
            throws InterruptedException {
        boolean known =
                other != null
                        && rights(!testnet, provider.at(other), apiKey, signer, skew)
                                instanceof Answer.Said said
                        && facts(!testnet, said, skew) != null;
        return known ? testnet ? Fault.IS_LIVE : Fault.IS_TESTNET : Fault.UNKNOWN_KEY;
    }

    private Answer rights(
            boolean onTestnet, Provider asked, String apiKey, BinanceSigner signer, Duration skew)
            throws InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (onTestnet) {
            parameters.put("omitZeroBalances", "true");
        }
        parameters.put("recvWindow", "5000");
        parameters.put("timestamp", Long.toString(wall.instant().plus(skew).toEpochMilli()));
        String path = onTestnet ? "/api/v3/account" : "/sapi/v1/account/apiRestrictions";
        return asked.send(
                asked.request(path + "?" + signer.query(parameters))
                        .header("X-MBX-APIKEY", apiKey)
                        .GET());
    }

    private static @Nullable Finding facts(boolean onTestnet, Answer.Said said, Duration skew) {
        if (said.status() != 200) {
            return null;
        }
        if (onTestnet) {
            Boolean trade = said.flag("canTrade");
            return trade == null
                    ? null
                    : new Finding.Good(trade, null, null, null, skew, List.of());
        }
        Boolean withdraw = said.flag("enableWithdrawals");
        Boolean restricted = said.flag("ipRestrict");
        if (withdraw == null || restricted == null) {
            return null;
        }
        Long until = said.whole("tradingAuthorityExpirationTime");
        boolean transfers =
                is(said, "enableInternalTransfer") || is(said, "permitsUniversalTransfer");
        return new Finding.Good(
                is(said, "enableSpotAndMarginTrading"),
                withdraw,
                restricted,
                until == null || until <= 0 ? null : Instant.ofEpochMilli(until),
                skew,
                transfers ? List.of("transfers") : List.of());
    }

    private static boolean is(Answer.Said said, String flag) {
        return Boolean.TRUE.equals(said.flag(flag));
    }

    /** Binance's firewall answers 403 to whoever asks too much or oddly; 451 is the location. */
    private static Finding besideThePoint(int status) {
        return status == 403 ? new Finding.Bad(Fault.FIREWALL) : Provider.besideThePoint(status);
    }

    private static Fault fault(BinanceSecret.Why why) {
        return switch (why) {
            case MALFORMED -> Fault.MALFORMED;
            case PUBLIC_KEY -> Fault.PUBLIC_KEY;
            case ENCRYPTED -> Fault.ENCRYPTED;
            case RSA -> Fault.RSA;
            case NOT_HMAC -> Fault.NOT_HMAC;
            case NOT_ED25519 -> Fault.NOT_ED25519;
        };
    }
}
