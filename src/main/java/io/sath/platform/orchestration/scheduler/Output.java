package io.sath.platform.orchestration.scheduler;

import java.time.Duration;
import java.util.List;

/**
 * Reads what one bot says, line by line, across its runs. Used by one thread.
 *
 * <p>After a kill of the platform lines before the stored place may come again; none is left out
 * that the scheduler still keeps.
 */
public interface Output extends AutoCloseable {
    /** A line is at most this long; the rest of a longer one is dropped. */
    int MAX_LINE_BYTES = 16_384;

    /** The next lines; waits for some at most {@code wait}, then answers none. */
    Chunk next(Duration wait) throws InterruptedException;

    /** Everything before {@code place} was kept elsewhere and need not be kept here. */
    void stored(String place);

    /** Ends the reading; may be called from another thread while one waits. */
    @Override
    void close();

    /**
     * @param place behind the last of {@code lines}
     * @param lost bytes that were gone before they could be read
     */
    record Chunk(List<Line> lines, String place, long lost) {
        public Chunk {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line without its line end.
     *
     * @param cut it was longer than a line may be
     */
    record Line(Stream stream, String text, boolean cut) {}

    enum Stream {
        STDOUT,
        STDERR
    }
}
