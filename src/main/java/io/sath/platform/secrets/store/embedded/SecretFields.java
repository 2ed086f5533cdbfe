package io.sath.platform.secrets.store.embedded;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secret's fields as JSON, written byte by byte so that no value becomes a String, which nobody
 * could wipe.
 */
final class SecretFields {
    private SecretFields() {}

    /** The fields as a JSON object; the caller wipes the answer. */
    static byte[] write(Map<String, SecretValue> fields) {
        Bytes out = new Bytes();
        out.ascii("{");
        String comma = "";
        for (Map.Entry<String, SecretValue> field : new TreeMap<>(fields).entrySet()) {
            out.ascii(comma).quoted(field.getKey().getBytes(StandardCharsets.UTF_8)).ascii(":");
            out.quoted(field.getValue().bytes());
            comma = ",";
        }
        out.ascii("}");
        return out.take();
    }

    /** {@code wire.md}'s line of secrets, with its line end; the caller wipes the answer. */
    static byte[] line(List<KeyId> keys, List<byte[]> objects) {
        Bytes out = new Bytes();
        out.ascii("{\"keys\":[");
        for (int i = 0; i < objects.size(); i++) {
            byte[] object = objects.get(i);
            out.ascii(i == 0 ? "" : ",")
                    .ascii("{\"ref\":\"")
                    .ascii(keys.get(i).toString())
                    .ascii("\"");
            if (object.length > 2) {
                out.ascii(",");
            }
            out.raw(object, 1, object.length);
        }
        out.ascii("]}\n");
        return out.take();
    }

    /** A growing array of bytes that wipes what it outgrows. */
    private static final class Bytes {
        private byte[] bytes = new byte[256];
        private int size;

        Bytes ascii(String text) {
            byte[] raw = text.getBytes(StandardCharsets.US_ASCII);
            return raw(raw, 0, raw.length);
        }

        Bytes quoted(byte[] utf8) {
            ascii("\"");
            for (int i = 0; i < utf8.length; i++) {
                byte b = utf8[i];
                if (b == '"' || b == '\\') {
                    ascii("\\").raw(utf8, i, i + 1);
                } else if (b >= 0 && b < 0x20) {
                    ascii("\\u%04x".formatted(b));
                } else {
                    raw(utf8, i, i + 1);
                }
            }
            return ascii("\"");
        }

        Bytes raw(byte[] more, int from, int to) {
            if (size + to - from > bytes.length) {
                byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + to - from));
                Arrays.fill(bytes, (byte) 0);
                bytes = larger;
            }
            System.arraycopy(more, from, bytes, size, to - from);
            size += to - from;
            return this;
        }

        byte[] take() {
            byte[] taken = Arrays.copyOf(bytes, size);
            Arrays.fill(bytes, (byte) 0);
            return taken;
        }
    }
}
