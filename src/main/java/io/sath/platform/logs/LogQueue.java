package io.sath.platform.logs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for one viewer. Bounded: when it is full the oldest lines go, and the next {@link
 * #take} says how many.
 */
final class LogQueue {
    /** Lines, which is about what a page shows at once. */
    static final int CAPACITY = 2_000;

    /** How many of the newest lines a viewer is known to have, where they come by two ways. */
    private static final int SEEN = 4_000;

    private final LogQuery query;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
    private final Map<UUID, Boolean> seen =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                    return size() > SEEN;
                }
            };
    private long dropped;
    private boolean closed;
    private boolean woken;

    LogQueue(LogQuery query) {
        this.query = query;
    }

    void offer(List<LogLine> arrived) {
        List<LogLine> wanted = arrived.stream().filter(query::matches).toList();
        if (!wanted.isEmpty()) {
            add(wanted);
        }
    }

    /** As {@link #offer}, without the lines that were seen already. */
    void offerNew(List<LogLine> arrived) {
        lock.lock();
        try {
            offer(arrived.stream().filter(line -> !seen.containsKey(line.id())).toList());
        } finally {
            lock.unlock();
        }
    }

    /** The viewer has these. */
    void saw(List<LogLine> shown) {
        lock.lock();
        try {
            shown.forEach(line -> seen.put(line.id(), true));
        } finally {
            lock.unlock();
        }
    }

    private void add(List<LogLine> wanted) {
        lock.lock();
        try {
            lines.addAll(wanted);
            saw(wanted);
            while (lines.size() > CAPACITY) {
                lines.remove();
                dropped++;
            }
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something and takes all of it; empty when nothing came in time, or the
     * queue is closed.
     */
    LogFeed.Delivery take(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long nanos = most.toNanos();
            while (lines.isEmpty() && !closed && !woken && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            LogFeed.Delivery delivery = new LogFeed.Delivery(dropped, new ArrayList<>(lines));
            lines.clear();
            dropped = 0;
            woken = false;
            return delivery;
        } finally {
            lock.unlock();
        }
    }

    /** The next {@link #take} does not wait. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** For pacing: sleeps {@code pause}, or less when closed. */
    void rest(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long nanos = pause.toNanos();
            while (!closed && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
