package io.sath.platform.logs.web;

import io.sath.platform.logs.LogFeed;
import io.sath.platform.logs.LogLine;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One stream to one client. Everything is sent on the feed's thread; a client that reads slowly
 * holds up that thread and loses lines, which it is told.
 */
final class LogStream {
    /** Quiet deliveries, one a second, between two signs of life. */
    private static final int QUIET = 15;

    private final LogStreams streams;
    private final TenantId tenant;
    private final Locale locale;
    private final Out out;
    private volatile String token;
    private final AtomicBoolean stateDue = new AtomicBoolean(true);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<LogFeed.@Nullable Subscription> subscription =
            new AtomicReference<>();
    private int quiet;

    /** Where the events go. */
    interface Out {
        /**
         * @param cursor where a client that lost the stream goes on; null where it says nothing
         */
        void send(String json, @Nullable String cursor) throws IOException;

        /** A sign of life, by which a connection that is gone is noticed. */
        void ping() throws IOException;

        /** The token is not good any more, or the platform ends. */
        void close(boolean tokenOver);
    }

    LogStream(LogStreams streams, TenantId tenant, String token, Locale locale, Out out) {
        this.streams = streams;
        this.tenant = tenant;
        this.token = token;
        this.locale = locale;
        this.out = out;
    }

    void follow(LogFeed.Subscription feed) {
        subscription.set(feed);
        if (ended.get()) {
            feed.close();
        }
        feed.wake();
    }

    /** Goes on with a newer token. */
    void renew(String newer) {
        token = newer;
    }

    void stateChanged() {
        stateDue.set(true);
        LogFeed.Subscription feed = subscription.get();
        if (feed != null) {
            feed.wake();
        }
    }

    void deliver(LogFeed.Delivery delivery) {
        Caller reader = streams.reader(token);
        if (reader == null || !reader.tenantId().equals(tenant)) {
            end(true);
            return;
        }
        try {
            send(delivery);
        } catch (IOException | IllegalStateException e) {
            end(false);
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private void send(LogFeed.Delivery delivery) throws IOException {
        boolean said = !delivery.isEmpty();
        if (stateDue.getAndSet(false)) {
            out.send(streams.json(streams.state(tenant, locale)), null);
            said = true;
        }
        if (delivery.dropped() > 0) {
            out.send(streams.json(new Events.Dropped(delivery.dropped())), null);
        }
        for (LogLine line : delivery.lines()) {
            out.send(streams.json(new Events.Line(LineJson.of(line, locale))), line.cursor());
        }
        quiet = said ? 0 : quiet + 1;
        if (quiet >= QUIET) {
            quiet = 0;
            out.ping();
        }
    }

    /** The client has gone, or the platform ends. */
    void end() {
        end(false);
    }

    private void end(boolean tokenOver) {
        if (ended.compareAndSet(false, true)) {
            LogFeed.Subscription feed = subscription.get();
            if (feed != null) {
                feed.close();
            }
            streams.ended(tenant, this);
            out.close(tokenOver);
        }
    }
}
