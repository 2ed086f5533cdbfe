package io.sath.bot.check.fake;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Polymarket's order book as far as a key's check sees it. It recovers the wallet from the
 * signature, with code of its own.
 */
public final class FakePolymarket extends FakeProvider {
    public static final String API_KEY = "0d2b8a2e-5d8e-4f4b-9a35-6a1d7d0b3c11";
    public static final String SECRET = "c2VjcmV0LW9mLXRoZS1vcmRlci1ib29rLWtleS0wMDE=";
    public static final String PASSPHRASE = "b1946ac92492d2347c6235b4d2611184";

    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final String INVALID = "{\"error\":\"Unauthorized/Invalid api key\"}";

    private final Clock clock;
    private final List<String> wallets = new CopyOnWriteArrayList<>();
    private final List<String> withKey = new CopyOnWriteArrayList<>();
    private volatile boolean closedOnly;
    private volatile boolean keysTaken = true;

    public FakePolymarket(Clock clock) {
        this.clock = clock;
        on("GET /time", _ -> Reply.of(200, Long.toString(now())));
        on("GET /auth/derive-api-key", request -> given(request, false));
        on("POST /auth/api-key", request -> given(request, true));
        on("GET /auth/api-keys", request -> signed(request, "{\"apiKeys\":[\"" + API_KEY + "\"]}"));
        on(
                "GET /auth/ban-status/closed-only",
                request -> signed(request, "{\"closed_only\":" + closedOnly + "}"));
    }

    /** Knows the wallet of this address; its key is there, or made when asked for. */
    public FakePolymarket knows(String address, boolean keyIsThere) {
        wallets.add(address);
        if (keyIsThere) {
            withKey.add(address);
        }
        return this;
    }

    public FakePolymarket closedOnly() {
        closedOnly = true;
        return this;
    }

    public FakePolymarket takesNoKey() {
        keysTaken = false;
        return this;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private Reply given(Request request, boolean make) {
        String address = request.header("POLY_ADDRESS");
        if (!wallets.contains(address) || !address.equalsIgnoreCase(signer(request))) {
            return Reply.of(401, "{\"error\":\"Invalid L1 Request headers\"}");
        }
        if (make) {
            withKey.add(address);
        }
        return withKey.contains(address)
                ? Reply.of(
                        200,
                        "{\"apiKey\":\"%s\",\"secret\":\"%s\",\"passphrase\":\"%s\"}"
                                .formatted(API_KEY, SECRET, PASSPHRASE))
                : Reply.of(400, "{\"error\":\"Could not derive api key!\"}");
    }

    private Reply signed(Request request, String answer) {
        String timestamp = request.header("POLY_TIMESTAMP");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(SECRET), "HmacSHA256"));
            byte[] right =
                    mac.doFinal(
                            (timestamp + request.method() + request.path() + request.body())
                                    .getBytes(StandardCharsets.UTF_8));
            boolean fresh = Math.abs(Long.parseLong(timestamp) - now()) <= 10;
            return keysTaken
                            && fresh
                            && request.header("POLY_API_KEY").equals(API_KEY)
                            && request.header("POLY_PASSPHRASE").equals(PASSPHRASE)
                            && request.header("POLY_SIGNATURE")
                                    .equals(Base64.getUrlEncoder().encodeToString(right))
                    ? Reply.of(200, answer)
                    : Reply.of(401, INVALID);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who signed the log-in, by public key recovery (SEC 1, 4.1.6). */
    private static String signer(Request request) {
        byte[] signature = HexFormat.of().parseHex(request.header("POLY_SIGNATURE").substring(2));
        BigInteger n = CURVE.getN();
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (signature[64] - 27 + 2);
        System.arraycopy(signature, 0, compressed, 1, 32);
        ECPoint point = CURVE.getCurve().decodePoint(compressed);
        BigInteger e =
                new BigInteger(
                        1,
                        login(
                                request.header("POLY_ADDRESS"),
                                request.header("POLY_TIMESTAMP"),
                                request.header("POLY_NONCE")));
        BigInteger inverse = r.modInverse(n);
        ECPoint key =
                ECAlgorithms.sumOfTwoMultiplies(
                                CURVE.getG(),
                                n.subtract(inverse.multiply(e).mod(n)),
                                point,
                                inverse.multiply(s).mod(n))
                        .normalize();
        byte[] hash = keccak(HexFormat.of().formatHex(key.getEncoded(false), 1, 65));
        return "0x" + HexFormat.of().formatHex(hash, 12, 32);
    }

    private static byte[] login(String address, String timestamp, String nonce) {
        String domain =
                text("EIP712Domain(string name,string version,uint256 chainId)")
                        + text("ClobAuthDomain")
                        + text("1")
                        + "%064x".formatted(137);
        String message =
                text("ClobAuth(address address,string timestamp,uint256 nonce,string message)")
                        + "0".repeat(24)
                        + address.substring(2)
                        + text(timestamp)
                        + "%064x".formatted(Long.parseLong(nonce))
                        + text("This message attests that I control the given wallet");
        return keccak(
                "1901"
                        + HexFormat.of().formatHex(keccak(domain))
                        + HexFormat.of().formatHex(keccak(message)));
    }

    private static String text(String text) {
        return HexFormat.of()
                .formatHex(new Keccak.Digest256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] keccak(String hex) {
        return new Keccak.Digest256().digest(HexFormat.of().parseHex(hex));
    }
}
