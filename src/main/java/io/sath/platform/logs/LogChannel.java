package io.sath.platform.logs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The newest lines of one tenant, in memory: what viewers see first and what waits to be stored.
 *
 * <pre>
 *   oldest ── stored ──┬── storing ──┬── waiting ── newest
 * </pre>
 *
 * Stored lines leave when there are more than {@value #RING} or they weigh more than {@value
 * #RING_WEIGHT} bytes. Above {@value #WAITING} lines or {@value #WAITING_WEIGHT} bytes the oldest
 * waiting go, and {@link #takeUnstored} says how many.
 */
final class LogChannel {
    static final int RING = 500;
    static final int RING_WEIGHT = 512 * 1024;
    static final int WAITING = 5_000;
    static final int WAITING_WEIGHT = 4 * 1024 * 1024;

    private final ArrayDeque<LogLine> stored = new ArrayDeque<>();
    private final ArrayDeque<LogLine> waiting = new ArrayDeque<>();
    private final List<LogQueue> viewers = new CopyOnWriteArrayList<>();
    private List<LogLine> storing = List.of();
    private long storedWeight;
    private long waitingWeight;
    private long unstored;
    private long touched;

    /** Keeps the lines and hands them to every viewer. */
    synchronized void append(List<LogLine> lines, long now) {
        touched = now;
        for (LogLine line : lines) {
            waiting.add(line);
            waitingWeight += line.weight();
        }
        while (waiting.size() > WAITING || waitingWeight > WAITING_WEIGHT) {
            waitingWeight -= waiting.remove().weight();
            unstored++;
        }
        for (LogQueue viewer : viewers) {
            viewer.offer(lines);
        }
    }

    /** The next batch to store, or the former again if it was not {@link #markStored}. */
    synchronized List<LogLine> storing(int most) {
        if (storing.isEmpty()) {
            List<LogLine> batch = new ArrayList<>(Math.min(most, waiting.size()));
            while (batch.size() < most && !waiting.isEmpty()) {
                LogLine line = waiting.remove();
                waitingWeight -= line.weight();
                batch.add(line);
            }
            storing = List.copyOf(batch);
        }
        return storing;
    }

    /** The batch is in the database now. */
    synchronized void markStored() {
        for (LogLine line : storing) {
            stored.add(line);
            storedWeight += line.weight();
        }
        storing = List.of();
        while (stored.size() > RING || storedWeight > RING_WEIGHT) {
            storedWeight -= stored.remove().weight();
        }
    }

    /** How many lines were given up since the last call because storing could not keep up. */
    synchronized long takeUnstored() {
        long count = unstored;
        unstored = 0;
        return count;
    }

    /** Adds a viewer and answers the lines from before it, oldest first, without a gap between. */
    synchronized List<LogLine> join(LogQueue viewer) {
        viewers.add(viewer);
        List<LogLine> present = new ArrayList<>(stored.size() + storing.size() + waiting.size());
        present.addAll(stored);
        present.addAll(storing);
        present.addAll(waiting);
        return present;
    }

    /** Hands lines that are in the table, and not from here, to every viewer. */
    synchronized void deliver(List<LogLine> lines) {
        for (LogQueue viewer : viewers) {
            viewer.offerNew(lines);
        }
    }

    /** From now on others store lines that are not in here: who comes later reads the table. */
    synchronized void forgetStored() {
        stored.clear();
        storedWeight = 0;
    }

    void leave(LogQueue viewer) {
        viewers.remove(viewer);
    }

    int viewers() {
        return viewers.size();
    }

    /** Whether nothing would be lost by forgetting it. */
    synchronized boolean idleSince(long time) {
        return viewers.isEmpty()
                && waiting.isEmpty()
                && storing.isEmpty()
                && unstored == 0
                && touched < time;
    }
}
