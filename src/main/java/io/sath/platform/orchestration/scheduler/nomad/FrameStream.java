package io.sath.platform.orchestration.scheduler.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;

/**
 * One answer of the log API, frame by frame, read on a thread of its own: a read on it has no
 * deadline, and who takes the frames must not wait for ever.
 *
 * <p>What is not taken waits here, at most {@value #AHEAD} frames; beyond that the node waits.
 */
final class FrameStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameStream.class);
    private static final int AHEAD = 8;

    /** The node says something every second. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** No frame ends before its file begins. */
    private static final Frame END = new Frame(null, null, -1);

    private final InputStream in;
    private final BlockingQueue<Frame> ahead = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean closed;
    private volatile long heardNanos = System.nanoTime();
    private boolean ended;

    /**
     * @param data null: a heartbeat
     * @param file for example {@code alloc/logs/bot.stdout.0}
     * @param offset behind the data
     */
    record Frame(
            @JsonProperty("Data") byte @Nullable [] data,
            @JsonProperty("File") @Nullable String file,
            @JsonProperty("Offset") long offset) {
        /** The number of the file. */
        long number() {
            String name = String.valueOf(file);
            try {
                return Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    FrameStream(InputStream in) {
        this.in = in;
        Thread.ofVirtual().name("nomad-log").start(this::pump);
    }

    private void pump() {
        try (in;
                MappingIterator<Frame> frames =
                        NomadReads.JSON.readerFor(Frame.class).readValues(in)) {
            while (!closed && frames.hasNext()) {
                Frame frame = frames.next();
                heardNanos = System.nanoTime();
                if (frame.data() != null && frame.data().length > 0) {
                    ahead.put(frame);
                }
            }
        } catch (IOException | JacksonException e) {
            LOG.debug("A log stream ended: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finish();
        }
    }

    private void finish() {
        try {
            while (!closed && !ahead.offer(END, 100, TimeUnit.MILLISECONDS)) {
                // Whoever takes the frames is slow, or gone and will close this.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The next piece of output; null where none came within {@code wait}, or none will.
     *
     * @throws InterruptedException also where it is closed meanwhile: what was read of it so far is
     *     not all there is
     */
    @Nullable Frame next(Duration wait) throws InterruptedException {
        if (ended) {
            return null;
        }
        Frame frame = ahead.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (closed) {
            throw new InterruptedException("the log is no longer read");
        }
        if (frame != null && frame.offset() < 0) {
            ended = true;
            return null;
        }
        if (frame == null && System.nanoTime() - heardNanos > SILENCE.toNanos()) {
            ended = true;
            close();
        }
        return frame;
    }

    /** Nothing will come any more. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        closed = true;
        ahead.clear();
        // Whoever waits for a frame waits no longer.
        boolean unused = ahead.offer(END);
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("A log stream could not be closed", e);
        }
    }
}
