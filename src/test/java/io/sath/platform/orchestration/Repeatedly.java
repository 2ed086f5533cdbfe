package io.sath.platform.orchestration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does something again and again beside a test, and measures it; its fault is the test's. */
final class Repeatedly implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<Duration> taken = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable fault;

    /** What is done; the number counts from 0. */
    interface Act {
        void run(int number) throws Exception;
    }

    Repeatedly(Duration every, Act act) {
        Future<?> unused =
                thread.scheduleWithFixedDelay(
                        () -> once(act), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once(Act act) {
        long began = System.nanoTime();
        try {
            act.run(taken.size());
            taken.add(Duration.ofNanos(System.nanoTime() - began));
        } catch (Throwable e) {
            fault = e;
            thread.shutdown();
        }
    }

    /** Lets it go on for so long. */
    void goOnFor(Duration time) throws InterruptedException {
        boolean ended = thread.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            close();
        }
    }

    int times() {
        return taken.size();
    }

    /** What 95 of 100 took at most, in milliseconds. */
    long p95Millis() {
        List<Duration> sorted = taken.stream().sorted().toList();
        return sorted.get((sorted.size() * 95 + 99) / 100 - 1).toMillis();
    }

    @Override
    public void close() {
        thread.shutdown();
        Throwable told = fault;
        if (told != null) {
            throw new AssertionError("what was done beside the test failed", told);
        }
    }
}
