package io.sath.platform.logs;

import io.sath.platform.logs.LogLine.Level;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Stores what waits in the channels, five times a second, on one thread for all tenants.
 *
 * <p>While the database does not answer, lines wait in the channels, which give up the oldest and
 * count them; the count becomes a line of the log itself.
 */
@Component
class LogKeeper implements SmartLifecycle {
    static final Duration PACE = Duration.ofMillis(200);
    private static final int BATCH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(LogKeeper.class);

    private final LogChannels channels;
    private final LogWriter writer;
    private final LogIngest ingest;
    private final StorageBrake brake;
    private volatile boolean running;
    private boolean failing;
    private ScheduledExecutorService timer = idle();

    LogKeeper(LogChannels channels, LogWriter writer, LogIngest ingest, StorageBrake brake) {
        this.channels = channels;
        this.writer = writer;
        this.ingest = ingest;
        this.brake = brake;
    }

    private static ScheduledExecutorService idle() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("log-keeper").daemon().factory());
    }

    @Override
    public void start() {
        if (timer.isShutdown()) {
            timer = idle();
        }
        running = true;
        prepare();
        @SuppressWarnings("unused")
        Object task =
                timer.scheduleWithFixedDelay(
                        this::flush, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void prepare() {
        try {
            brake.prepareDays();
        } catch (RuntimeException e) {
            LOG.warn(
                    "The partitions of the log are not ready, the default one serves: {}",
                    e.toString());
        }
    }

    /** Stores what is left, for at most a few seconds. */
    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The last batch of log lines is still being stored");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One round over all channels with waiting lines. */
    synchronized void flush() {
        for (TenantId tenant : channels.takeWritten()) {
            try {
                flush(tenant);
                failing = false;
            } catch (RuntimeException e) {
                channels.again(tenant);
                if (!failing) {
                    failing = true;
                    LOG.warn("Log lines cannot be stored and wait: {}", e.toString());
                }
                return;
            }
        }
        channels.forgetIdle();
    }

    private void flush(TenantId tenant) {
        LogChannel channel = channels.find(tenant);
        if (channel == null) {
            return;
        }
        long unstored = channel.takeUnstored();
        if (unstored > 0) {
            ingest.say(tenant, Level.WARN, "lines-not-stored", unstored);
        }
        boolean full = true;
        while (full) {
            List<LogLine> batch = channel.storing(BATCH);
            if (!batch.isEmpty()) {
                writer.insert(tenant, batch);
                channel.markStored();
            }
            full = batch.size() == BATCH;
        }
        brake.check(tenant);
    }
}
