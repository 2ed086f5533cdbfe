package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.orchestration.scheduler.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the two files that a bot's output is appended to, and empties them when they have grown
 * and everything in them is kept.
 *
 * <p>Its place is {@code <stdout> <stderr>}, each {@code generation:offset}; a file that was
 * emptied has another generation.
 */
final class LocalOutput implements Output {
    private static final int MAX_LINES = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern PLACE =
            Pattern.compile("(\\d{1,18}):(\\d{1,18}) (\\d{1,18}):(\\d{1,18})");

    private final Tail stdout;
    private final Tail stderr;
    private final CountDownLatch closed = new CountDownLatch(1);

    LocalOutput(BotDirectory directory, String place) {
        this(directory, place, Tail.TRIM_ABOVE);
    }

    LocalOutput(BotDirectory directory, String place, long trimAbove) {
        Matcher at = PLACE.matcher(place);
        boolean known = at.matches();
        stdout =
                new Tail(
                        directory.stdout(),
                        known ? Long.parseLong(at.group(1)) : 0,
                        known ? Long.parseLong(at.group(2)) : 0,
                        trimAbove);
        stderr =
                new Tail(
                        directory.stderr(),
                        known ? Long.parseLong(at.group(3)) : 0,
                        known ? Long.parseLong(at.group(4)) : 0,
                        trimAbove);
    }

    @Override
    public Chunk next(Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        while (true) {
            List<Line> lines = new ArrayList<>();
            try {
                stdout.read(
                        MAX_LINES,
                        line -> lines.add(new Line(Stream.STDOUT, line.text(), line.cut())));
                stderr.read(
                        MAX_LINES - lines.size(),
                        line -> lines.add(new Line(Stream.STDERR, line.text(), line.cut())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!lines.isEmpty() || System.nanoTime() >= until) {
                return new Chunk(lines, place(), 0);
            }
            if (closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Chunk(List.of(), place(), 0);
            }
        }
    }

    @Override
    public void stored(String place) {
        if (place.equals(place())) {
            try {
                stdout.trim();
                stderr.trim();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String place() {
        return stdout.place() + " " + stderr.place();
    }

    /** May be called from another thread: it ends the waiting. */
    @Override
    public void close() {
        closed.countDown();
        stdout.close();
        stderr.close();
    }

    static void delete(BotDirectory directory) {
        try {
            for (var file : List.of(directory.stdout(), directory.stderr())) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(Tail.generationOf(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
