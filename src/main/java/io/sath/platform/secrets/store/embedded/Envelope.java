package io.sath.platform.secrets.store.embedded;

import io.sath.platform.secrets.store.SecretStore.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One secret, sealed: a data key of its own encrypts it, a wrapping key encrypts the data key.
 *
 * <p>AES-256-GCM with a fresh 96-bit nonce each (NIST SP 800-38D). Tenant, bot, key id and version
 * are associated data of both, so that a sealed secret opens in its own row alone.
 *
 * @param wrappedKey nonce and sealed data key
 * @param sealed nonce and sealed content
 */
record Envelope(byte[] wrappedKey, byte[] sealed) {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    static Envelope seal(
            byte[] content, Place place, int version, byte[] wrappingKey, SecureRandom random) {
        byte[] dataKey = new byte[32];
        random.nextBytes(dataKey);
        try {
            byte[] bound = place(place, version);
            return new Envelope(
                    encrypt(dataKey, wrappingKey, bound, random),
                    encrypt(content, dataKey, bound, random));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** The content, which the caller wipes; throws {@link Tampered} where anything does not fit. */
    byte[] open(Place place, int version, byte[] wrappingKey) {
        byte[] bound = place(place, version);
        byte[] dataKey = decrypt(wrappedKey, wrappingKey, bound);
        try {
            return decrypt(sealed, dataKey, bound);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** The same content under another wrapping key; the content itself is not opened. */
    Envelope rewrapped(Place place, int version, byte[] from, byte[] to, SecureRandom random) {
        byte[] bound = place(place, version);
        byte[] dataKey = decrypt(wrappedKey, from, bound);
        try {
            return new Envelope(encrypt(dataKey, to, bound, random), sealed);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** A sealed secret was changed, or lies in another place than it was sealed for. */
    static final class Tampered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Tampered() {
            super("a sealed secret does not open in its place");
        }
    }

    private static byte[] place(Place place, int version) {
        return (place.tenant() + "/" + place.bot() + "/" + place.key() + "/" + version)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encrypt(
            byte[] plain, byte[] key, byte[] associated, SecureRandom random) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associated);
            byte[] body = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE + body.length).put(nonce).put(body).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java", e);
        }
    }

    private static byte[] decrypt(byte[] sealed, byte[] key, byte[] associated) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
            cipher.updateAAD(associated);
            return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is dropped: it tells an attacker which part did not fit.
            throw new Tampered();
        }
    }
}
