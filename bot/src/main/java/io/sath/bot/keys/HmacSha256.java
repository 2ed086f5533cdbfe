package io.sath.bot.keys;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HMAC-SHA256 whose key is the caller's own array, of which no copy in clear stays behind. */
final class HmacSha256 {
    private HmacSha256() {}

    static byte[] sign(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new BorrowedKey(key));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }

    /** What the algorithm asks of a key; it wipes the copy that it is given. */
    @SuppressWarnings("serial")
    private static final class BorrowedKey implements SecretKey {
        private final byte[] key;

        private BorrowedKey(byte[] key) {
            this.key = key;
        }

        @Override
        public String getAlgorithm() {
            return "HmacSHA256";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return key.clone();
        }
    }
}
