package io.sath.bot.ledger;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store's frames from its beginning, and says how it ends.
 *
 * <p>A crash can leave at the end a part of a frame, or zeros that a file system put in place of
 * what it had not yet written: that is torn, and nobody has heard of it. Anything else that is not
 * a frame is damage.
 */
final class FrameReader implements Closeable {

    /** How a store ends. */
    enum End {
        WHOLE,
        TORN,
        DAMAGED
    }

    private static final int MAX_FRAME = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private int position;
    private long offset;
    private End end = End.WHOLE;

    FrameReader(Path file) throws IOException {
        this.in = Files.newInputStream(file);
    }

    /** The next frame's JSON, or null at the end. */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        boolean ended = readLine(line);
        byte[] bytes = line.toByteArray();
        if (bytes.length == 0 && !ended) {
            return null;
        }
        byte[] json = ended ? Frame.json(bytes) : null;
        if (json == null) {
            boolean damaged = (ended && !hasZero(bytes)) || soundFrameFollows();
            end = damaged ? End.DAMAGED : End.TORN;
            return null;
        }
        offset += bytes.length + 1L;
        return json;
    }

    /** How the store ended; known once {@link #next} has answered null. */
    End end() {
        return end;
    }

    /** Where the last sound frame ends. */
    long offset() {
        return offset;
    }

    private boolean soundFrameFollows() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            boolean ended = readLine(line);
            if (!ended) {
                return false;
            }
            if (Frame.json(line.toByteArray()) != null) {
                return true;
            }
        }
    }

    /** Reads up to a line end, which is left out; false where the file ends before one. */
    private boolean readLine(ByteArrayOutputStream line) throws IOException {
        while (true) {
            if (position == filled) {
                filled = in.read(buffer);
                position = 0;
                if (filled <= 0) {
                    filled = 0;
                    return false;
                }
            }
            int from = position;
            while (position < filled && buffer[position] != '\n') {
                position++;
            }
            if (line.size() <= MAX_FRAME) {
                line.write(buffer, from, position - from);
            }
            if (position < filled) {
                position++;
                return true;
            }
        }
    }

    private static boolean hasZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
