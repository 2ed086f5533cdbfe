package io.sath.platform.logs;

import io.sath.platform.orchestration.output.Reading;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings viewers the lines that another replica stores: while the bots are read there, the table is
 * read here each second, for the tenants that somebody looks at.
 */
@Component
class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final int PIECE = 1_000;
    private static final int PIECES = 10;

    /** A line is stored within that time, and a viewer who comes knows what it has seen already. */
    private static final Duration BEFORE = Duration.ofSeconds(5);

    private final LogChannels channels;
    private final LogStore store;
    private final Reading reading;
    private final Clock clock;
    private final Map<TenantId, UUID> places = new ConcurrentHashMap<>();
    private boolean wasHere;

    LogTail(LogChannels channels, LogStore store, Reading reading, Clock clock) {
        this.channels = channels;
        this.store = store;
        this.reading = reading;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void look() {
        if (reading.here()) {
            places.clear();
            wasHere = true;
            return;
        }
        if (wasHere) {
            channels.forgetStored();
            wasHere = false;
        }
        List<TenantId> watched = channels.watched();
        places.keySet().retainAll(watched);
        for (TenantId tenant : watched) {
            try {
                follow(tenant);
            } catch (RuntimeException e) {
                LOG.warn("The log of another replica cannot be read now: {}", e.toString());
            }
        }
    }

    private void follow(TenantId tenant) {
        UUID after =
                places.computeIfAbsent(
                        tenant, id -> Uuids.timeOrdered(clock.instant().minus(BEFORE)));
        for (int i = 0; i < PIECES; i++) {
            List<LogLine> lines =
                    store.arrived(tenant, LogQuery.ALL, after, LogStore.LAST, 0, PIECE);
            if (lines.isEmpty()) {
                return;
            }
            channels.deliver(tenant, lines);
            after = lines.getLast().id();
            places.put(tenant, after);
        }
    }
}
