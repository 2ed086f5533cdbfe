package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.nomad.FrameStream.Frame;
import io.sath.platform.orchestration.scheduler.nomad.LogPlace.Spot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one stream of one placement: what is there now, or what comes. Used by one thread. */
final class LogReader implements AutoCloseable {
    private static final String PATH = "/v1/client/fs/logs/";

    private final NomadHttp http;
    private final AllocationId allocation;
    private final Output.Stream stream;
    private final LogLines lines;
    private volatile @Nullable FrameStream open;
    private boolean following;
    private boolean gone;

    LogReader(NomadHttp http, AllocationId allocation, Output.Stream stream, Spot from) {
        this.http = http;
        this.allocation = allocation;
        this.stream = stream;
        this.lines = new LogLines(stream, from);
    }

    Spot spot() {
        return lines.spot();
    }

    long takeLost() {
        return lines.takeLost();
    }

    /** It follows, or reads on, at this moment. */
    boolean open() {
        return open != null;
    }

    /** The placement and its output are no longer there. */
    boolean gone() {
        return gone;
    }

    /** Waits for what comes, at most {@code wait}. */
    void follow(Duration wait, List<Output.Line> into) throws InterruptedException {
        FrameStream frames = stream(true);
        Frame frame = frames == null ? null : frames.next(wait);
        if (frame != null) {
            lines.take(frame, into);
        }
        if (frames == null || frames.ended()) {
            close();
        }
    }

    /**
     * Reads on in what is there now; true where that was all.
     *
     * @param last nothing will follow, so what has no line end is a line
     */
    boolean rest(int most, boolean last, List<Output.Line> into) throws InterruptedException {
        FrameStream frames = stream(false);
        while (frames != null && !frames.ended() && into.size() < most) {
            Frame frame = frames.next(Duration.ofSeconds(1));
            if (frame != null) {
                lines.take(frame, into);
            }
        }
        if (frames != null && !frames.ended()) {
            return false;
        }
        if (last) {
            lines.over(into);
        }
        close();
        return true;
    }

    /** Null where there is nothing to read (yet). */
    private @Nullable FrameStream stream(boolean follow) {
        FrameStream present = open;
        if (present != null && following == follow) {
            return present;
        }
        close();
        try {
            long offset = lines.begin(lines.mayHaveRotated() && rotated());
            open = new FrameStream(http.open(path(), query(follow, offset)));
            following = follow;
            return open;
        } catch (NomadFailure.NotFound e) {
            gone = String.valueOf(e.getMessage()).contains("nknown allocation");
            return null;
        }
    }

    /** Whether the node has dropped the file that offsets were counted from. */
    private boolean rotated() {
        try (FrameStream first = new FrameStream(http.open(path(), query(false, 0)))) {
            Frame frame = first.next(Duration.ofSeconds(5));
            return frame == null || frame.number() != lines.spot().base();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String path() {
        return PATH + allocation.value();
    }

    private Map<String, String> query(boolean follow, long offset) {
        return Map.of(
                "task",
                AllocationSeen.TASK,
                "type",
                stream.name().toLowerCase(Locale.ROOT),
                "follow",
                String.valueOf(follow),
                "origin",
                "start",
                "offset",
                String.valueOf(offset));
    }

    /** May be called from another thread. */
    @Override
    public void close() {
        FrameStream present = open;
        open = null;
        if (present != null) {
            present.close();
        }
    }
}
