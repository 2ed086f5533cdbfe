package io.sath.platform.logs;

import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TimeCursor;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lines as they arrive, for pages and streams: one source in memory however many look.
 *
 * <p>Every viewer has a bounded queue of its own, so a slow one loses its oldest lines, is told how
 * many, and slows nobody else.
 */
@Component
public class LogFeed {
    /** The shortest time between two deliveries to a viewer. */
    static final Duration PACE = Duration.ofMillis(100);

    /** The longest: then an empty one comes, at which a stream looks whether it may go on. */
    static final Duration PULSE = Duration.ofSeconds(1);

    /** The most lines that a viewer who comes back gets of what was missed; the rest is counted. */
    static final int REPLAY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(LogFeed.class);

    private final LogChannels channels;
    private final LogStore store;

    LogFeed(LogChannels channels, LogStore store) {
        this.channels = channels;
        this.store = store;
    }

    /**
     * What a viewer gets at once: first lines were {@code dropped}, then come these, oldest first.
     */
    public record Delivery(long dropped, List<LogLine> lines) {
        public Delivery {
            lines = List.copyOf(lines);
        }

        public boolean isEmpty() {
            return dropped == 0 && lines.isEmpty();
        }
    }

    /**
     * Where a viewer begins.
     *
     * @param after the cursor of the last line seen, to get all that came since; or null
     * @param tail how many of the newest lines to begin with, without a cursor
     */
    public record Start(@Nullable String after, int tail) {
        /** With the {@code lines} newest. */
        public static Start tail(int lines) {
            return new Start(null, Math.clamp(lines, 0, REPLAY));
        }

        /** After a line seen before; an unreadable cursor is the Problem cursor-invalid. */
        public static Start after(String cursor) {
            TimeCursor.read(cursor);
            return new Start(cursor, 0);
        }
    }

    /** A viewer's place in the feed. */
    public interface Subscription extends AutoCloseable {
        /** Ends it; a delivery that is under way is the last. Repeating it is no error. */
        @Override
        void close();

        /** Brings the next delivery forward, also an empty one. */
        void wake();
    }

    /**
     * Hands the lines of {@code tenant} that {@code query} wants to {@code viewer}, on a thread of
     * its own and never two at once: at most every 100 ms, and at least every second, then perhaps
     * empty. A viewer that throws is unsubscribed.
     */
    public Subscription subscribe(
            TenantId tenant, LogQuery query, Start start, Consumer<Delivery> viewer) {
        LogQueue queue = new LogQueue(query);
        List<LogLine> present = channels.join(tenant, queue);
        Thread.ofVirtual()
                .name("log-feed")
                .start(() -> {
                    try {
                        Replay replay = new Replay(store, tenant, query, present);
                        replay.from(
                                start,
                                delivery -> {
                                    if (!queue.isClosed()) {
                                        queue.saw(delivery.lines());
                                        viewer.accept(delivery);
                                    }
                                });
                        follow(queue, viewer);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        LOG.debug("A viewer of the log left: {}", e.toString());
                    } finally {
                        queue.close();
                        channels.leave(tenant, queue);
                    }
                });
        return new Subscription() {
            @Override
            public void close() {
                queue.close();
                channels.leave(tenant, queue);
            }

            @Override
            public void wake() {
                queue.wake();
            }
        };
    }

    private static void follow(LogQueue queue, Consumer<Delivery> viewer)
            throws InterruptedException {
        while (!queue.isClosed()) {
            Delivery delivery = queue.take(PULSE);
            if (!queue.isClosed()) {
                viewer.accept(delivery);
                queue.rest(PACE);
            }
        }
    }
}
