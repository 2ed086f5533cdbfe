package io.sath.platform.orchestration.scheduler.nomad;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the output was read: in which placement, and how far in each of its two streams.
 *
 * @param allocation empty: from the beginning of all that is kept
 * @param createIndex of the placement; newer ones have a higher one
 */
record LogPlace(String allocation, long createIndex, Spot stdout, Spot stderr) {
    static final LogPlace START = new LogPlace("", -1, Spot.START, Spot.START);

    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9a-f-]{36}) (\\d{1,18}) (-?\\d{1,9}):(\\d{1,18}):(\\d{1,9}):(\\d{1,18})"
                            + " (-?\\d{1,9}):(\\d{1,18}):(\\d{1,9}):(\\d{1,18})");

    /**
     * Behind the last whole line that was read of a stream, which the node keeps as numbered files
     * and drops the oldest of.
     *
     * @param file its number; -1: nothing was read yet
     * @param offset in it
     * @param base the oldest file that was kept when the reading began
     * @param counted bytes from the beginning of {@code base} on, as the node counts an offset
     *     while that file is still there
     */
    record Spot(long file, long offset, long base, long counted) {
        static final Spot START = new Spot(-1, 0, 0, 0);

        boolean fresh() {
            return file < 0;
        }

        @Override
        public String toString() {
            return file + ":" + offset + ":" + base + ":" + counted;
        }
    }

    static LogPlace parse(String text) {
        Matcher at = FORM.matcher(text);
        if (!at.matches()) {
            return START;
        }
        return new LogPlace(at.group(1), Long.parseLong(at.group(2)), spot(at, 3), spot(at, 7));
    }

    private static Spot spot(Matcher at, int group) {
        return new Spot(
                Long.parseLong(at.group(group)),
                Long.parseLong(at.group(group + 1)),
                Long.parseLong(at.group(group + 2)),
                Long.parseLong(at.group(group + 3)));
    }

    @Override
    public String toString() {
        return allocation.isEmpty()
                ? ""
                : allocation + " " + createIndex + " " + stdout + " " + stderr;
    }
}
