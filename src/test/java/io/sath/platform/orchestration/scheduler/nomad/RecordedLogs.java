package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What placements said, stream by stream; who waits for more is woken by it. */
final class RecordedLogs {
    private final Map<String, Log> logs = new ConcurrentHashMap<>();

    private static final class Log {
        private byte[] bytes = new byte[256];
        private int length;

        synchronized void add(byte[] more) {
            if (length + more.length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more.length));
            }
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
            notifyAll();
        }

        synchronized byte[] from(long offset, int most, Duration wait) throws InterruptedException {
            long until = System.nanoTime() + wait.toNanos();
            long left = wait.toMillis();
            while (offset >= length && left > 0) {
                wait(left);
                left = (until - System.nanoTime()) / 1_000_000;
            }
            int from = Math.toIntExact(Math.min(offset, length));
            return Arrays.copyOfRange(bytes, from, Math.min(length, from + most));
        }
    }

    private Log log(String allocation, String stream) {
        return logs.computeIfAbsent(allocation + " " + stream, id -> new Log());
    }

    void say(String allocation, String stream, String line) {
        log(allocation, stream).add((line + "\n").getBytes(UTF_8));
    }

    /** At most so many bytes from the offset on; waits for some that long, then there are none. */
    byte[] from(String allocation, String stream, long offset, int most, Duration wait)
            throws InterruptedException {
        return log(allocation, stream).from(offset, most, wait);
    }

    void forget(String allocation) {
        logs.keySet().removeIf(id -> id.startsWith(allocation));
    }
}
