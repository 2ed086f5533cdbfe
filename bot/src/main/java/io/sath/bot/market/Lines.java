package io.sath.bot.market;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Splits a stream into lines and a line into its comma-separated fields, in place: nothing is
/// copied out of the buffer but what is asked for.
final class Lines implements AutoCloseable {
    private static final int LONGEST = 4096;
    private static final int MOST_FIELDS = 32;

    private final InputStream in;
    private final byte[] buffer = new byte[4 * LONGEST];
    private int limit;
    private int next;
    private int begin;
    private int end;
    private boolean ended;
    private long number;
    private final int[] starts = new int[MOST_FIELDS + 1];
    private int fields;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Reads the next line; false at the end. Line ends are LF or CRLF.
    boolean next() throws IOException {
        begin = next;
        fields = 1;
        starts[0] = begin;
        int at = begin;
        while (true) {
            if (at == limit) {
                int before = begin;
                boolean more = fill();
                int moved = before - begin;
                at -= moved;
                for (int i = 0; i < fields; i++) {
                    starts[i] -= moved;
                }
                if (!more) {
                    return at > begin && line(at, at);
                }
            }
            byte b = buffer[at];
            if (b == '\n') {
                return line(at, at + 1);
            }
            at++;
            if (b == ',' && fields < MOST_FIELDS) {
                starts[fields++] = at;
            }
        }
    }

    private boolean line(int lineEnd, int following) {
        end = lineEnd > begin && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        next = following;
        starts[fields] = end + 1;
        number++;
        return true;
    }

    /// Brings more bytes behind what there is of the line, which moves to the buffer's beginning.
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (limit - begin >= LONGEST) {
            throw new IOException("line %d is longer than %d bytes".formatted(number + 1, LONGEST));
        }
        System.arraycopy(buffer, begin, buffer, 0, limit - begin);
        limit -= begin;
        next = 0;
        begin = 0;
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read <= 0) {
            ended = true;
            return false;
        }
        limit += read;
        return true;
    }

    /// Counted from 1.
    long number() {
        return number;
    }

    boolean isBlank() {
        return end == begin;
    }

    int fields() {
        return fields;
    }

    /// The field as a decimal with at least this scale, or null where it is none.
    @Nullable BigDecimal decimal(int field, int scale) {
        return DecimalField.parse(buffer, starts[field], starts[field + 1] - 1, scale);
    }

    String text(int field) {
        return new String(
                buffer,
                starts[field],
                starts[field + 1] - 1 - starts[field],
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
