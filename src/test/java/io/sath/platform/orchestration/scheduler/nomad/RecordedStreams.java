package io.sath.platform.orchestration.scheduler.nomad;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** The answers that go on: events and logs, with faults by order. */
final class RecordedStreams {
    /** Frames are 64 KiB at most and end anywhere. */
    private static final int FRAME = 1_000;

    private final RecordedCluster cluster;
    private final Duration beat;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger followed = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private volatile Events events = Events.COME;

    /** What subscribers get. */
    enum Events {
        COME,
        /** A subscription is answered with 200 and ends without a word, as one that is denied. */
        DENIED,
        /** Nothing but heartbeats comes. */
        SWALLOWED,
        /** Not even heartbeats come. */
        MUTE
    }

    /**
     * @param beat how often something is said on an event stream where nothing happens
     */
    RecordedStreams(RecordedCluster cluster, Duration beat) {
        this.cluster = cluster;
        this.beat = beat;
    }

    void events(Events are) {
        events = are;
    }

    /** Every present subscription ends. */
    void endEvents() {
        subscriptions.incrementAndGet();
    }

    /** How many logs are followed. */
    int followed() {
        return followed.get();
    }

    void events(Reply reply) throws IOException, InterruptedException {
        int mine = subscriptions.get();
        RecordedEvents.Subscription subscription = cluster.events().from(reply.number("index"));
        try (OutputStream out = reply.stream()) {
            if (events == Events.DENIED) {
                return;
            }
            reply.more(out, "{}\n");
            while (closing.getCount() > 0
                    && mine == subscriptions.get()
                    && events != Events.DENIED) {
                List<String> lines = subscription.within(beat);
                if (lines == null) {
                    return;
                }
                if (events == Events.COME) {
                    for (String line : lines) {
                        reply.more(out, line + "\n");
                    }
                }
                if (events != Events.MUTE && (lines.isEmpty() || events == Events.SWALLOWED)) {
                    reply.more(out, "{}\n");
                }
            }
        } catch (IOException e) {
            // The reader has gone.
        }
    }

    void log(Reply reply, String allocation) throws IOException, InterruptedException {
        String stream = reply.query().getOrDefault("type", "stdout");
        boolean follow = reply.isAsked("follow");
        Duration wait = follow ? Duration.ofMillis(800) : Duration.ZERO;
        long at = reply.number("offset");
        followed.addAndGet(follow ? 1 : 0);
        try (OutputStream out = reply.stream()) {
            while (closing.getCount() > 0) {
                byte[] more = cluster.logs().from(allocation, stream, at, FRAME, wait);
                if (more.length > 0) {
                    at += more.length;
                    ObjectNode frame = Recording.JSON.createObjectNode();
                    frame.put("Data", Base64.getEncoder().encodeToString(more));
                    frame.put("File", "alloc/logs/bot." + stream + ".0").put("Offset", at);
                    reply.more(out, frame.toString());
                } else if (follow) {
                    reply.more(out, "{}");
                } else {
                    return;
                }
            }
        } catch (IOException e) {
            // The reader has gone.
        } finally {
            followed.addAndGet(follow ? -1 : 0);
        }
    }

    void close() {
        closing.countDown();
    }
}
