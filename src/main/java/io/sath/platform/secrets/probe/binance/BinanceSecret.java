package io.sath.platform.secrets.probe.binance;

import io.sath.platform.secrets.KeyAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells what kind of secret was given, and makes it sign. */
final class BinanceSecret {
    /** The object identifiers 1.3.101.112 (Ed25519) and 1.2.840.113549.1.1.1 (RSA), in DER. */
    private static final byte[] ED25519_ID = {0x06, 0x03, 0x2b, 0x65, 0x70};

    private static final byte[] RSA_ID = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
    };
    private static final byte[] ARMOUR = "-----".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_PLAIN = 512;

    /** A secret that can sign, or the key of the sentence that says why it cannot. */
    sealed interface Opened {
        record Ready(BinanceSigner signer) implements Opened {}

        record Unusable(String why) implements Opened {}
    }

    private BinanceSecret() {}

    /**
     * Opens a secret for signing.
     *
     * @param algorithm null: recognised from the secret
     */
    static Opened open(byte[] secret, @Nullable KeyAlgorithm algorithm) {
        if (contains(secret, "-----BEGIN PUBLIC KEY")) {
            return unusable("public-key");
        }
        if (contains(secret, "ENCRYPTED")) {
            return unusable("encrypted");
        }
        if (contains(secret, "-----BEGIN RSA")) {
            return unusable("rsa");
        }
        byte[] der = der(secret);
        try {
            if (der != null && contains(der, RSA_ID)) {
                return unusable("rsa");
            }
            if (der != null && contains(der, ED25519_ID)) {
                return algorithm == KeyAlgorithm.HMAC ? unusable("not-hmac") : ed25519(der);
            }
            return algorithm == KeyAlgorithm.ED25519 ? unusable("not-ed25519") : hmac(secret);
        } finally {
            wipe(der);
        }
    }

    private static Opened hmac(byte[] secret) {
        if (secret.length == 0 || secret.length > MAX_PLAIN) {
            return unusable("malformed");
        }
        for (byte each : secret) {
            if (each <= ' ' || each > '~') {
                return unusable("malformed");
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
            return unusable("not-ed25519");
        }
    }

    private static Opened unusable(String why) {
        return new Opened.Unusable("secrets.probe.binance." + why);
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
