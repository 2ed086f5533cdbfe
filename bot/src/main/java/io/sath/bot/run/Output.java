package io.sath.bot.run;

import io.sath.bot.json.Json;
import io.sath.bot.ledger.Entry;
import io.sath.bot.wire.LineWriter;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.OutJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to stdout: a bounded queue and one thread that writes it, so that a reader who does not
 * read never holds the kernel up.
 *
 * <p>A full queue drops its oldest line, first among those that only inform; ledger records can be
 * asked for again. Where stdout is a file that nobody trims any more, it stays below about 100 MB:
 * from there on only orders, fills and the end are written. All that is dropped is counted.
 */
final class Output {

    static final int CAPACITY = 4_096;
    static final long FILE_LIMIT = 100L * 1024 * 1024;

    private static final Set<String> INFORMING =
            Set.of("log", "candle", "decision", "metric", "position");
    private static final Set<String> ALWAYS = Set.of("order", "fill", "stopped");
    private static final int BATCH = 256;

    private record Item(String type, Instant ts, Json.Obj fields) {}

    private final Deque<Item> queue = new ArrayDeque<>();
    private final LineWriter lines;
    private final OutputStream out;
    private final @Nullable Path file;
    private final long fileLimit;
    private final Clock wall;
    private boolean writing;
    private long dropped;

    /**
     * @param file where the stream goes to, if it is a regular file
     */
    Output(String run, OutputStream out, @Nullable Path file, long fileLimit, Clock wall) {
        this.lines = new LineWriter(run, wall);
        this.out = out;
        this.file = file;
        this.fileLimit = fileLimit;
        this.wall = wall;
    }

    /** The file behind this process's stdout, or null where it is none. */
    static @Nullable Path stdoutFile() {
        Path link = Path.of("/proc/self/fd/1");
        return Files.isRegularFile(link) ? link : null;
    }

    void start() {
        Thread writer = new Thread(null, this::writeForever, "output", 256 * 1024);
        writer.setDaemon(true);
        writer.start();
    }

    void say(Out record) {
        add(new Item(record.type(), wall.instant(), OutJson.fields(record)));
    }

    /** Says a ledger record that is on disk. */
    void say(String ledger, Entry entry) {
        add(new Item(entry.type(), entry.ts(), entry.wireFields(ledger)));
    }

    private synchronized void add(Item item) {
        if (queue.size() >= CAPACITY) {
            dropOldest();
        }
        queue.addLast(item);
        notifyAll();
    }

    private void dropOldest() {
        Iterator<Item> items = queue.iterator();
        while (items.hasNext()) {
            if (INFORMING.contains(items.next().type())) {
                items.remove();
                dropped++;
                return;
            }
        }
        queue.removeFirst();
        dropped++;
    }

    /** How many lines are waiting. */
    synchronized int waiting() {
        return queue.size();
    }

    synchronized long dropped() {
        return dropped;
    }

    /** Waits until everything said is written, or the time is over. */
    synchronized void flush(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (writing || !queue.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    private void writeForever() {
        try {
            while (true) {
                write(take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Item> take() throws InterruptedException {
        writing = false;
        notifyAll();
        while (queue.isEmpty()) {
            wait();
        }
        writing = true;
        List<Item> batch = new ArrayList<>();
        while (batch.size() < BATCH && !queue.isEmpty()) {
            batch.add(queue.removeFirst());
        }
        return batch;
    }

    private void write(List<Item> batch) {
        boolean full = isFileFull();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.size() * 256);
        int skipped = 0;
        for (Item item : batch) {
            if (full && !ALWAYS.contains(item.type())) {
                skipped++;
            } else {
                bytes.writeBytes(lines.line(item.type(), item.ts(), item.fields()));
            }
        }
        try {
            out.write(bytes.toByteArray());
            out.flush();
        } catch (IOException _) {
            skipped = batch.size();
        }
        count(skipped);
    }

    private synchronized void count(int skipped) {
        dropped += skipped;
    }

    private boolean isFileFull() {
        try {
            return file != null && Files.size(file) >= fileLimit;
        } catch (IOException _) {
            return false;
        }
    }
}
