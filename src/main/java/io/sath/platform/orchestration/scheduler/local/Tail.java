package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.orchestration.scheduler.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole lines of a file that another process appends to, and empties it when all of it was
 * read and it has grown large.
 *
 * <p>Emptying first raises the file's generation on disk, then cuts: whoever comes back with a
 * place of an older generation begins at the start, so that a kill in between loses nothing (it
 * repeats). It happens only when the writer is quiet; a line that is written in the instant between
 * looking and cutting is missed, which the gap in its numbers tells, and the books are sent again.
 */
final class Tail {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    static final long TRIM_ABOVE = 16L << 20;
    private static final int QUIET_LOOKS = 2;

    private final Path file;
    private final long trimAbove;
    private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private @Nullable FileChannel channel;
    private long generation;
    private long position;
    private long lineStart;
    private int quiet;

    Tail(Path file, long generation, long offset, long trimAbove) {
        this.file = file;
        this.trimAbove = trimAbove;
        this.generation = readGeneration(file);
        if (this.generation == generation) {
            position = offset;
            lineStart = offset;
        }
        buffer.limit(0);
    }

    record Line(String text, boolean cut) {}

    /** Where the first unread line begins. */
    String place() {
        return generation + ":" + lineStart;
    }

    void read(int most, Consumer<Line> into) throws IOException {
        FileChannel from = open();
        if (from == null) {
            return;
        }
        int lines = 0;
        while (lines < most) {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                int got = from.read(buffer, position);
                buffer.flip();
                if (got <= 0) {
                    buffer.limit(0);
                    quiet++;
                    shrunk(from);
                    return;
                }
                quiet = 0;
            }
            while (lines < most && buffer.hasRemaining()) {
                byte next = buffer.get();
                position++;
                if (next == '\n') {
                    into.accept(
                            new Line(new String(line, 0, length, StandardCharsets.UTF_8), tooLong));
                    lines++;
                    length = 0;
                    tooLong = false;
                    lineStart = position;
                } else {
                    append(next);
                }
            }
        }
    }

    private void append(byte next) {
        if (length == Output.MAX_LINE_BYTES) {
            tooLong = true;
            return;
        }
        if (length == line.length) {
            line = java.util.Arrays.copyOf(line, Math.min(length * 2, Output.MAX_LINE_BYTES));
        }
        line[length++] = next;
    }

    /** The file became shorter than what was read: someone else emptied it. */
    private void shrunk(FileChannel from) throws IOException {
        if (from.size() < position) {
            LOG.warn("{} became shorter; it is read from its start again", file.getFileName());
            restart();
        }
    }

    private void restart() {
        position = 0;
        lineStart = 0;
        length = 0;
        tooLong = false;
        buffer.limit(0);
    }

    /** Empties the file if it is large, read to its end and quiet. */
    void trim() throws IOException {
        FileChannel from = channel;
        if (from == null
                || position < trimAbove
                || quiet < QUIET_LOOKS
                || lineStart != position
                || from.size() != position) {
            return;
        }
        writeGeneration(generation + 1);
        from.truncate(0);
        generation++;
        restart();
    }

    private @Nullable FileChannel open() throws IOException {
        if (channel == null) {
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } catch (NoSuchFileException e) {
                return null;
            }
        }
        return channel;
    }

    static Path generationOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".generation");
    }

    private static long readGeneration(Path file) {
        try {
            return Long.parseLong(Files.readString(generationOf(file)).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private void writeGeneration(long next) throws IOException {
        Path target = generationOf(file);
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(fresh, next + "\n");
        Files.move(
                fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("{} could not be closed", file, e);
        }
    }
}
