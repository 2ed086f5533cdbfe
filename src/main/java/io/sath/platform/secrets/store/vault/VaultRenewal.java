package io.sath.platform.secrets.store.vault;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds whether the platform's token is to be renewed. */
final class VaultRenewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VaultRenewal.class);
    private static final Duration EACH = Duration.ofSeconds(5);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("vault-renewal").factory());

    VaultRenewal(Runnable renewWhenDue) {
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> {
                            try {
                                renewWhenDue.run();
                            } catch (RuntimeException e) {
                                LOG.warn("Vault token not renewed, will try again", e);
                            }
                        },
                        EACH.toMillis(),
                        EACH.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
