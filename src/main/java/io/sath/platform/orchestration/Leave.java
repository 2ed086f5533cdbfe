package io.sath.platform.orchestration;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.BotId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every bot to end with the platform. */
record Leave(WorkloadScheduler scheduler, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(Leave.class);

    /**
     * They leave everything as it is; returns when they have ended, at the latest after {@code
     * wait}.
     */
    void all(Duration wait) {
        Instant until = clock.instant().plus(wait);
        Set<BotId> running = running();
        LOG.info("{} bots are asked to end; nothing is sold", running.size());
        CountDownLatch ended = new CountDownLatch(1);
        scheduler.onChange(bot -> {
            if (running().isEmpty()) {
                ended.countDown();
            }
        });
        running.forEach(bot -> scheduler.stop(bot, wait));
        try {
            while (!running().isEmpty() && clock.instant().isBefore(until)) {
                if (ended.await(200, TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{} bots still run", running().size());
    }

    private Set<BotId> running() {
        Set<BotId> running = new HashSet<>();
        scheduler
                .observe()
                .forEach((bot, observed) -> {
                    if (observed instanceof Observed.Running) {
                        running.add(bot);
                    }
                });
        return running;
    }
}
