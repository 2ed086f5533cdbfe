package io.sath.bot.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells what kind of secret was given, and makes it sign. */
public final class BinanceSecret {
    /** The object identifiers 1.3.101.112 (Ed25519) and 1.2.840.113549.1.1.1 (RSA), in DER. */
    private static final byte[] ED25519_ID = {0x06, 0x03, 0x2b, 0x65, 0x70};

    private static final byte[] RSA_ID = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
    };
    private static final byte[] ARMOUR = "-----".getBytes(StandardCharsets.US_ASCII);
    private static final String HMAC = "hmac";
    private static final String ED25519 = "ed25519";
    private static final int MAX_PLAIN = 512;

    /** A secret that can sign, or why it cannot. */
    public sealed interface Opened {
        record Ready(BinanceSigner signer) implements Opened {}

        record Unusable(Why why) implements Opened {}
    }

    /** Why a secret cannot sign. */
    public enum Why {
        MALFORMED,
        PUBLIC_KEY,
        ENCRYPTED,
        RSA,
        /** It is an Ed25519 private key, and HMAC was named. */
        NOT_HMAC,
        NOT_ED25519
    }

    private BinanceSecret() {}

    /**
     * Opens a secret for signing.
     *
     * @param algorithm {@code hmac} or {@code ed25519}; null: recognised from the secret
     */
    public static Opened open(byte[] secret, @Nullable String algorithm) {
        if (contains(secret, "-----BEGIN PUBLIC KEY")) {
            return unusable(Why.PUBLIC_KEY);
        }
        if (contains(secret, "ENCRYPTED")) {
            return unusable(Why.ENCRYPTED);
        }
        if (contains(secret, "-----BEGIN RSA")) {
            return unusable(Why.RSA);
        }
        byte[] der = der(secret);
        try {
            if (der != null && contains(der, RSA_ID)) {
                return unusable(Why.RSA);
            }
            if (der != null && contains(der, ED25519_ID)) {
                return HMAC.equals(algorithm) ? unusable(Why.NOT_HMAC) : ed25519(der);
            }
            return ED25519.equals(algorithm) ? unusable(Why.NOT_ED25519) : hmac(secret);
        } finally {
            wipe(der);
        }
    }

    private static Opened hmac(byte[] secret) {
        if (secret.length == 0 || secret.length > MAX_PLAIN) {
            return unusable(Why.MALFORMED);
        }
        for (byte each : secret) {
            if (each <= ' ' || each > '~') {
                return unusable(Why.MALFORMED);
            }
        }
        return new Opened.Ready(new BinanceSigner.Hmac(secret));
    }

    private static Opened ed25519(byte[] der) {
        try {
            return new Opened.Ready(
                    new BinanceSigner.Ed25519(
                            KeyFactory.getInstance("Ed25519")
                                    .generatePrivate(new PKCS8EncodedKeySpec(der))));
        } catch (GeneralSecurityException _) {
            return unusable(Why.NOT_ED25519);
        }
    }

    private static Opened unusable(Why why) {
        return new Opened.Unusable(why);
    }

    /**
     * What is left without PEM's two lines (a form may have put it all on one), decoded; null where
     * it is no base64.
     */
    private static byte @Nullable [] der(byte[] secret) {
        byte[] base64 = new byte[secret.length];
        int length = 0;
        for (int at = 0; at < secret.length; at++) {
            if (secret[at] == '-') {
                at = indexOf(secret, ARMOUR, indexOf(secret, ARMOUR, at) + ARMOUR.length);
                if (at < 0) {
                    return null;
                }
                at += ARMOUR.length - 1;
            } else if (secret[at] > ' ') {
                base64[length++] = secret[at];
            }
        }
        byte[] exact = Arrays.copyOf(base64, length);
        try {
            return Base64.getDecoder().decode(exact);
        } catch (IllegalArgumentException _) {
            return null;
        } finally {
            wipe(base64);
            wipe(exact);
        }
    }

    private static void wipe(byte @Nullable [] bytes) {
        if (bytes != null) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static boolean contains(byte[] bytes, String ascii) {
        return contains(bytes, ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        return indexOf(bytes, part, 0) >= 0;
    }

    private static int indexOf(byte[] bytes, byte[] part, int from) {
        for (int at = from; at + part.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }
}
