package io.sath.platform.orchestration;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The platform's ear at one bot: reads what it says, and knows how well it can hear. */
final class Listening {
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** The reader comes by at least every second. */
    private static final Duration LISTENING = Duration.ofSeconds(15);

    private final BotId bot;
    private final Means means;
    private final Instant since;
    private @Nullable BotReader reader;
    private volatile @Nullable Instant drainedSince;
    private volatile @Nullable Instant readAt;

    Listening(BotId bot, Means means) {
        this.bot = bot;
        this.means = means;
        this.since = means.clock().instant();
    }

    /** Reads from where the row says, unless that is under way or there is nothing. */
    synchronized void follow(RunRows.Row row, Observed observed, BotReader.Listener listener) {
        if (reader == null && !(observed instanceof Observed.Absent)) {
            BotReader fresh =
                    new BotReader(row, means.scheduler(), means.sinks(), means.clock(), listener);
            reader = fresh;
            Thread.ofVirtual().name("bot-" + bot).start(() -> means.mandate().run(fresh));
        }
    }

    /** There was nothing more to read as of {@code when}; true the first time. */
    boolean drained(Instant when) {
        boolean first = drainedSince == null;
        readAt = means.clock().instant();
        drainedSince = when;
        return first;
    }

    /**
     * Silence is the bot's only while this platform listens: it counts from the time when it began
     * to, and not while the output cannot be read or stored.
     */
    Instant heardAt(Told told, Instant now) {
        Instant read = readAt;
        if (read == null || read.isBefore(now.minus(LISTENING))) {
            return now;
        }
        Instant heard = told.heardAt();
        return heard == null || heard.isBefore(since) ? since : heard;
    }

    boolean readToEnd(Observed observed) {
        Instant drained = drainedSince;
        return observed instanceof Observed.Ended ended
                && drained != null
                && drained.isAfter(ended.at());
    }

    /** Ends the reading; the bot itself goes on. */
    void close() {
        BotReader open;
        synchronized (this) {
            open = reader;
            reader = null;
        }
        if (open != null) {
            try {
                open.close(CLOSING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
