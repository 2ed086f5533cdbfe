package io.sath.bot.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * A wallet of Ethereum: its address and its signature, ECDSA over secp256k1 (SEC 2, 2.4.1) with the
 * deterministic k of RFC 6979 and the lower s of EIP-2.
 *
 * <p>Its arithmetic keeps the key as a number, which cannot be wiped: keep a wallet no longer than
 * its run.
 */
public final class Wallet {
    private static final ECCurve CURVE = new SecP256K1Curve();
    private static final ECPoint GENERATOR =
            CURVE.decodePoint(
                    HexFormat.of()
                            .parseHex(
                                    "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"));
    private static final BigInteger ORDER = CURVE.getOrder();
    private static final int KEY_BYTES = 32;

    private final BigInteger key;
    private final String address;

    private Wallet(BigInteger key) {
        this.key = key;
        byte[] point = times(key).getEncoded(false);
        byte[] hash = Keccak.hash(Arrays.copyOfRange(point, 1, point.length));
        this.address = checksummed(HexFormat.of().formatHex(hash, 12, 32));
    }

    /**
     * Reads 64 hexadecimal digits, with or without {@code 0x} in front; null where the text is no
     * private key.
     */
    public static @Nullable Wallet of(byte[] text) {
        int from = text.length > 2 && text[0] == '0' && (text[1] | 0x20) == 'x' ? 2 : 0;
        if (text.length - from != 2 * KEY_BYTES) {
            return null;
        }
        byte[] bytes = new byte[KEY_BYTES];
        try {
            for (int i = 0; i < KEY_BYTES; i++) {
                int high = Character.digit(text[from + 2 * i], 16);
                int low = Character.digit(text[from + 2 * i + 1], 16);
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[i] = (byte) (high << 4 | low);
            }
            BigInteger key = new BigInteger(1, bytes);
            return key.signum() == 0 || key.compareTo(ORDER) >= 0 ? null : new Wallet(key);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The address with the checksum of ERC-55. */
    public String address() {
        return address;
    }

    /** The signature over a digest of 32 bytes: r, s and v (27 or 28), as {@code 0x…}. */
    public String sign(byte[] digest) {
        HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(ORDER, key, digest);
        BigInteger e = new BigInteger(1, digest);
        while (true) {
            BigInteger k = nonces.nextK();
            ECPoint point = times(k);
            BigInteger x = point.getAffineXCoord().toBigInteger();
            BigInteger r = x.mod(ORDER);
            BigInteger s = k.modInverse(ORDER).multiply(e.add(key.multiply(r))).mod(ORDER);
            if (r.signum() == 0 || s.signum() == 0 || x.compareTo(ORDER) >= 0) {
                continue;
            }
            boolean odd = point.getAffineYCoord().testBitZero();
            if (s.compareTo(ORDER.shiftRight(1)) > 0) {
                s = ORDER.subtract(s);
                odd = !odd;
            }
            HexFormat hex = HexFormat.of();
            return "0x"
                    + hex.formatHex(BigIntegers.asUnsignedByteArray(32, r))
                    + hex.formatHex(BigIntegers.asUnsignedByteArray(32, s))
                    + (odd ? "1c" : "1b");
        }
    }

    private static ECPoint times(BigInteger factor) {
        return new FixedPointCombMultiplier().multiply(GENERATOR, factor).normalize();
    }

    private static String checksummed(String hex) {
        byte[] hash = Keccak.hash(hex.getBytes(StandardCharsets.US_ASCII));
        StringBuilder address = new StringBuilder("0x");
        for (int i = 0; i < hex.length(); i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            char digit = hex.charAt(i);
            address.append(nibble >= 8 ? Character.toUpperCase(digit) : digit);
        }
        return address.toString();
    }

    @Override
    public String toString() {
        return address;
    }
}
