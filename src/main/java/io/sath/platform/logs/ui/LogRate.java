package io.sath.platform.logs.ui;

import java.util.ArrayDeque;

/** How many lines a second came lately, and how many were left out since the page was opened. */
final class LogRate {
    private static final int SECONDS = 5;

    private final ArrayDeque<Integer> seconds = new ArrayDeque<>();
    private int current;
    private long dropped;

    void count(int lines, long leftOut) {
        current += lines;
        dropped += leftOut;
    }

    /** A second is over. */
    void tick() {
        seconds.addLast(current);
        current = 0;
        if (seconds.size() > SECONDS) {
            seconds.removeFirst();
        }
    }

    /** Rounded up: what trickles is not nothing. */
    long perSecond() {
        if (seconds.isEmpty()) {
            return 0;
        }
        int sum = seconds.stream().mapToInt(Integer::intValue).sum();
        return Math.ceilDiv(sum, seconds.size());
    }

    long dropped() {
        return dropped;
    }
}
