package io.sath.bot.keys;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One key as it was delivered to this run: its plain words and its secret fields, which {@link
 * #close} wipes. Its text form shows nothing but the ref.
 */
public final class DeliveredKey implements AutoCloseable {

    private static final int MAX_HEADER = 512;

    private final String ref;
    private final Map<String, byte[]> fields;

    /** Takes over the arrays: they are the ones that are wiped. */
    public DeliveredKey(String ref, Map<String, byte[]> fields) {
        this.ref = ref;
        this.fields = new LinkedHashMap<>(fields);
    }

    /** The id by which the platform names it. */
    public String ref() {
        return ref;
    }

    /** The venue or provider whose key it is; null where the delivery does not say. */
    public @Nullable String service() {
        String venue = header("venue");
        return venue == null ? header("provider") : venue;
    }

    /** How it signs; null where the delivery does not say. */
    public @Nullable String algorithm() {
        return header("algorithm");
    }

    /** The field's own bytes, not a copy; null where there is none. */
    public byte @Nullable [] bytes(String field) {
        return fields.get(field);
    }

    /**
     * A field as the text of a header; null where it is missing or holds what no key holds (the
     * client's own refusal would repeat it).
     */
    public @Nullable String header(String field) {
        byte[] bytes = fields.get(field);
        return bytes == null ? null : header(bytes);
    }

    /** The same for bytes that are no field. */
    public static @Nullable String header(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_HEADER) {
            return null;
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte each : bytes) {
            if (each <= ' ' || each > '~') {
                return null;
            }
            text.append((char) each);
        }
        return text.toString();
    }

    @Override
    public void close() {
        fields.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    }

    @Override
    public String toString() {
        return "DeliveredKey[" + ref + "]";
    }
}
