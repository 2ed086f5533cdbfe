package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.nomad.FrameStream.Frame;
import io.sath.platform.orchestration.scheduler.nomad.LogPlace.Spot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes whole lines of a stream's frames, from a known spot on: what comes again is skipped, what
 * is missing is counted.
 */
final class LogLines {
    /** What a log file holds, as the job has it; only for counting what is gone. */
    private static final long FILE_BYTES = 10L << 20;

    private final Output.Stream stream;
    private Spot spot;
    private long file;
    private long offset;
    private long base;
    private long counted;
    private byte[] line = new byte[512];
    private int length;
    private boolean cut;
    private long lost;

    LogLines(Output.Stream stream, Spot from) {
        this.stream = stream;
        this.spot = from;
        begin(false);
    }

    /** Behind the last whole line. */
    Spot spot() {
        return spot;
    }

    /** Bytes that were gone before they could be read, since this was last asked. */
    long takeLost() {
        long now = lost;
        lost = 0;
        return now;
    }

    /**
     * Begins anew behind the last whole line; answers the offset to ask the node for.
     *
     * @param rotated the node has dropped files since, so that its offsets count from elsewhere
     */
    long begin(boolean rotated) {
        file = spot.file();
        offset = spot.offset();
        base = spot.base();
        counted = rotated ? 0 : spot.counted();
        length = 0;
        cut = false;
        return counted;
    }

    /** Whether an offset counts from the beginning of a file that may be gone by now. */
    boolean mayHaveRotated() {
        return !spot.fresh() && spot.file() > spot.base();
    }

    void take(Frame frame, List<Output.Line> into) {
        byte[] data = frame.data() == null ? new byte[0] : frame.data();
        long number = frame.number();
        long start = frame.offset() - data.length;
        if (file < 0) {
            file = number;
            offset = start;
            base = number;
        } else if (counted == 0 && number != base) {
            base = number;
        }
        if (number < file) {
            counted += data.length;
            return;
        }
        if (number > file) {
            long files = number - file - 1;
            lost += start + files * FILE_BYTES;
            file = number;
            offset = start;
        }
        int skip = Math.clamp(offset - start, 0, data.length);
        if (start > offset) {
            lost += start - offset;
        }
        counted += skip;
        for (int i = skip; i < data.length; i++) {
            counted++;
            offset = start + i + 1;
            if (data[i] == '\n') {
                end(into);
            } else {
                append(data[i]);
            }
        }
    }

    /** The output is over: what has no line end is a line all the same. */
    void over(List<Output.Line> into) {
        if (length > 0) {
            end(into);
        }
    }

    private void end(List<Output.Line> into) {
        into.add(new Output.Line(stream, new String(line, 0, length, StandardCharsets.UTF_8), cut));
        length = 0;
        cut = false;
        spot = new Spot(file, offset, base, counted);
    }

    private void append(byte next) {
        if (length == Output.MAX_LINE_BYTES) {
            cut = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(length * 2, Output.MAX_LINE_BYTES));
        }
        line[length++] = next;
    }
}
