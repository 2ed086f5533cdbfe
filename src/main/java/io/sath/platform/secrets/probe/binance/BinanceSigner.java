package io.sath.platform.secrets.probe.binance;

import io.sath.platform.secrets.probe.provider.HmacSha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs requests to Binance as its documentation "Request security" has it (2026-01-15: values are
 * percent-encoded first, and what is signed is what is sent).
 */
sealed interface BinanceSigner {
    /** The signature over the bytes, as the value of {@code signature} before encoding. */
    String sign(byte[] payload);

    /** The query with its signature at the end; parameters in the order of the map. */
    default String query(Map<String, String> parameters) {
        String payload =
                parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return payload + "&signature=" + encoded(sign(payload.getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 3986, where {@link URLEncoder} writes forms. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** HMAC-SHA256 in hexadecimal. */
    final class Hmac implements BinanceSigner {
        private final byte[] secret;

        /** Signs with the caller's own array: wiped there, it signs no more. */
        Hmac(byte[] secret) {
            this.secret = secret;
        }

        @Override
        public String sign(byte[] payload) {
            return HexFormat.of().formatHex(HmacSha256.sign(secret, payload));
        }
    }

    /** Ed25519 in base64. */
    record Ed25519(PrivateKey key) implements BinanceSigner {
        @Override
        public String sign(byte[] payload) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(key);
                signature.update(payload);
                return Base64.getEncoder().encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Ed25519 is part of every Java", e);
            }
        }

        @Override
        public String toString() {
            return "Ed25519";
        }
    }
}
