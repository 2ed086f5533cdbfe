package io.sath.platform.secrets.probe.polymarket;

import io.sath.platform.secrets.probe.provider.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An API key of Polymarket's order book (L2). Its secret is wiped by {@link #close}. */
final class ClobKey implements AutoCloseable {
    private final @Nullable String address;
    private final String apiKey;
    private final byte[] secret;
    private final String passphrase;

    private ClobKey(@Nullable String address, String apiKey, byte[] secret, String passphrase) {
        this.address = address;
        this.apiKey = apiKey;
        this.secret = secret;
        this.passphrase = passphrase;
    }

    /** Takes the secret as Polymarket gives it, URL-safe base64; null where it is none. */
    static @Nullable ClobKey of(
            @Nullable String address, String apiKey, byte[] secret, String passphrase) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(secret);
            return decoded.length == 0 ? null : new ClobKey(address, apiKey, decoded, passphrase);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** The wallet that the key belongs to; null where it is not known. */
    @Nullable String address() {
        return address;
    }

    String apiKey() {
        return apiKey;
    }

    String passphrase() {
        return passphrase;
    }

    /** HMAC-SHA256 over time, method, path without query and the very body, URL-safe base64. */
    String sign(String timestamp, String method, String path, String body) {
        byte[] message = (timestamp + method + path + body).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().encodeToString(HmacSha256.sign(secret, message));
    }

    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "ClobKey[masked]";
    }
}
