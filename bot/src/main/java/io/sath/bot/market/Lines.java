package io.sath.bot.market;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Splits a stream into lines and a line into its comma-separated fields, in place.
final class Lines implements AutoCloseable {
    private static final int LONGEST = 4096;
    private static final int MOST_FIELDS = 32;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 14];
    private int position;
    private int limit;
    private long number;

    /// The current line's bytes; fields are ranges of it.
    final byte[] line = new byte[LONGEST];

    private int length;
    private final int[] starts = new int[MOST_FIELDS + 1];
    private int fields;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Reads the next line; false at the end. Line ends are LF or CRLF.
    boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (true) {
            if (position == limit) {
                limit = in.read(buffer, 0, buffer.length);
                position = 0;
                if (limit <= 0) {
                    limit = 0;
                    break;
                }
            }
            any = true;
            byte b = buffer[position++];
            if (b == '\n') {
                break;
            }
            if (length == LONGEST) {
                throw new IOException(
                        "line %d is longer than %d bytes".formatted(number + 1, LONGEST));
            }
            line[length++] = b;
        }
        if (!any) {
            return false;
        }
        number++;
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        split();
        return true;
    }

    private void split() {
        fields = 1;
        starts[0] = 0;
        for (int i = 0; i < length && fields < MOST_FIELDS; i++) {
            if (line[i] == ',') {
                starts[fields++] = i + 1;
            }
        }
        starts[fields] = length + 1;
    }

    /// Counted from 1.
    long number() {
        return number;
    }

    boolean isBlank() {
        return length == 0;
    }

    int fields() {
        return fields;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return starts[field + 1] - 1;
    }

    String text(int field) {
        return new String(line, start(field), end(field) - start(field), StandardCharsets.UTF_8);
    }

    String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
