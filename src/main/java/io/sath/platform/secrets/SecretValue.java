package io.sath.platform.secrets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A secret while it passes through: its bytes (UTF-8), which {@link #close} wipes.
 *
 * <p>It shows itself to nobody: its text form is a mask, it is not serializable, and two are never
 * compared. Whoever makes one closes it; whoever is given one copies nothing out for longer than
 * the call.
 */
public final class SecretValue implements AutoCloseable {
    private final byte[] bytes;

    private SecretValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over {@code bytes}: the caller's array is the one that is wiped later. */
    public static SecretValue owning(byte[] bytes) {
        return new SecretValue(bytes);
    }

    /** Copies {@code chars}; a String's own characters cannot be wiped, so hold it briefly. */
    public static SecretValue of(CharSequence chars) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(chars));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return new SecretValue(bytes);
    }

    /** The bytes themselves, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * The last four characters, which is all that a page ever shows; shorter secrets show nothing.
     */
    public String last4() {
        return bytes.length < 12
                ? ""
                : new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "SecretValue[masked]";
    }
}
