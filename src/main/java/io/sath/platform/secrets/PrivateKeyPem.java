package io.sath.platform.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An Ed25519 private key as PEM around PKCS #8 (RFC 7468, RFC 8410), as OpenSSL writes it.
 *
 * <p>A one-line field takes the line ends out; it is read all the same, and written in its usual
 * form. All copies made on the way are wiped.
 */
final class PrivateKeyPem {
    private static final String MARK = "-----BEGIN ";
    private static final byte[] BEGIN = ascii("-----BEGIN PRIVATE KEY-----");
    private static final byte[] END = ascii("-----END PRIVATE KEY-----");
    private static final int MAX = 4096;

    private PrivateKeyPem() {}

    /** What is wrong: a code for programs and the key of the text. */
    record Wrong(String code, String text) {}

    static boolean looksLikeOne(SecretValue value) {
        byte[] bytes = value.bytes();
        byte[] mark = ascii(MARK);
        int from = start(bytes);
        return bytes.length - from > mark.length
                && Arrays.equals(bytes, from, from + mark.length, mark, 0, mark.length);
    }

    /** Why it cannot be used; empty: it can. */
    static Optional<Wrong> faultOf(SecretValue value) {
        byte[] der = new byte[0];
        try {
            der = der(value.bytes());
            KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(new Wrong("wrong-form", "secrets.field.pem"));
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /** The same key in the form that OpenSSL writes; it must have no fault. */
    static SecretValue usual(SecretValue value) {
        byte[] der = der(value.bytes());
        byte[] text = Base64.getEncoder().encode(der);
        Arrays.fill(der, (byte) 0);
        byte[] whole = new byte[BEGIN.length + text.length + END.length + 3];
        int at = 0;
        for (byte[] part : new byte[][] {BEGIN, text, END}) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
            whole[at++] = '\n';
        }
        Arrays.fill(text, (byte) 0);
        return SecretValue.owning(whole);
    }

    private static byte[] der(byte[] pem) {
        int from = start(pem) + BEGIN.length;
        int to = end(pem) - END.length;
        if (pem.length > MAX
                || to < from
                || !Arrays.equals(pem, from - BEGIN.length, from, BEGIN, 0, BEGIN.length)
                || !Arrays.equals(pem, to, to + END.length, END, 0, END.length)) {
            throw new IllegalArgumentException("no PEM of a PKCS #8 private key");
        }
        byte[] text = Arrays.copyOfRange(pem, from, to);
        try {
            return Base64.getMimeDecoder().decode(text);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static int start(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && bytes[from] <= ' ' && bytes[from] >= 0) {
            from++;
        }
        return from;
    }

    private static int end(byte[] bytes) {
        int to = bytes.length;
        while (to > 0 && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
            to--;
        }
        return to;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
