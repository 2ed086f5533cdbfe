package io.sath.platform.orchestration.scheduler.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sath.platform.shared.BotId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Follows the cluster's events on a thread of its own, as a hint: they may be missed, and the sweep
 * makes up for it.
 *
 * <pre>
 *   connecting ──{} within 5 s──► subscribed ──whole list──► following
 *       ▲                │                                      │
 *       └──0.5 … 15 s────┴──refused (no {}), ended, silent 75 s─┘
 * </pre>
 *
 * <p>A refused subscription answers 200 and ends later: only the first heartbeat tells.
 */
final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final String PATH = "/v1/event/stream?topic=Allocation&topic=Job";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(15);

    /**
     * @param subscribed how long until the first heartbeat
     * @param silence how long between two
     */
    record Patience(Duration subscribed, Duration silence) {
        static final Patience STANDARD =
                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(75));
    }

    private final NomadHttp http;
    private final ClusterView view;
    private final Runnable list;
    private final Patience patience;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("nomad-events-watch").factory());
    private final Thread thread;
    private volatile long index;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable InputStream open;

    private record Line(
            @JsonProperty("Index") long index,
            @JsonProperty("Events") @Nullable List<Event> events) {}

    private record Event(
            @JsonProperty("Topic") String topic,
            @JsonProperty("Type") String type,
            @JsonProperty("Index") long index,
            @JsonProperty("Payload") @Nullable Payload payload) {}

    private record Payload(
            @JsonProperty("Job") @Nullable JobSeen job,
            @JsonProperty("Allocation") @Nullable AllocationSeen allocation) {}

    /**
     * @param list takes in a whole list; called after each subscription
     */
    EventFeed(NomadHttp http, ClusterView view, Runnable list, Patience patience) {
        this.http = http;
        this.view = view;
        this.list = list;
        this.patience = patience;
        this.thread = Thread.ofVirtual().name("nomad-events").unstarted(this::follow);
    }

    void start() {
        thread.start();
    }

    /** The highest index that was listed or heard. */
    void listed(long upTo) {
        index = Math.max(index, upTo);
    }

    private void follow() {
        Duration pause = FIRST_PAUSE;
        while (closing.getCount() > 0) {
            try {
                if (stream()) {
                    pause = FIRST_PAUSE;
                }
            } catch (NomadFailure | IOException | JacksonException e) {
                LOG.debug("The cluster's events: {}", e.toString());
            } catch (RejectedExecutionException e) {
                // The watch is closed: this ends, too.
                LOG.debug("The cluster's events are followed no longer", e);
            } catch (RuntimeException e) {
                LOG.warn("The cluster's events could not be taken in", e);
            }
            if (!pause(pause)) {
                return;
            }
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : longer;
        }
    }

    /** True where it was subscribed at all. */
    private boolean stream() throws IOException {
        boolean subscribed = false;
        try (InputStream in = http.open(PATH, Map.of("index", String.valueOf(index + 1)))) {
            open = in;
            Watchdog dog = new Watchdog(in);
            dog.expect(patience.subscribed());
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
            String line;
            while (closing.getCount() > 0 && (line = lines.readLine()) != null) {
                dog.expect(patience.silence());
                if (!subscribed) {
                    subscribed = true;
                    LOG.info("The cluster's events are followed from index {}", index + 1);
                    list.run();
                }
                take(line);
            }
            dog.rest();
        } finally {
            open = null;
        }
        if (!subscribed) {
            LOG.warn("The cluster refuses its events; the sweep goes on without them");
        }
        return subscribed;
    }

    private void take(String json) {
        Line line = NomadReads.JSON.readValue(json, Line.class);
        if (line.events() == null) {
            return;
        }
        for (Event event : line.events()) {
            Payload payload = event.payload();
            if (payload == null) {
                continue;
            }
            if (payload.allocation() != null) {
                view.heard(payload.allocation());
            } else if (payload.job() != null) {
                job(event, payload.job());
            }
        }
        index = Math.max(index, line.index());
    }

    private void job(Event event, JobSeen job) {
        // Of a purged job the event shows the last state; of one that was stopped, the stop itself.
        boolean purged =
                event.type().equals("JobDeregistered") && job.modifyIndex() < event.index();
        BotId bot = JobId.bot(job.id()).orElse(null);
        if (purged && bot != null) {
            view.gone(bot, event.index());
        } else {
            view.heard(job);
        }
    }

    /** Closes what says nothing for too long: a read on it has no deadline of its own. */
    private final class Watchdog {
        private final InputStream in;
        private @Nullable ScheduledFuture<?> bite;

        Watchdog(InputStream in) {
            this.in = in;
        }

        void expect(Duration within) {
            rest();
            bite = watch.schedule(() -> quietly(in), within.toMillis(), TimeUnit.MILLISECONDS);
        }

        void rest() {
            if (bite != null) {
                bite.cancel(false);
            }
        }
    }

    private static void quietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("An event stream could not be closed", e);
        }
    }

    private boolean pause(Duration pause) {
        try {
            long millis = pause.toMillis();
            return !closing.await(
                    ThreadLocalRandom.current().nextLong(millis / 2, millis + 1),
                    TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        InputStream in = open;
        if (in != null) {
            quietly(in);
        }
        thread.interrupt();
        watch.shutdownNow();
    }
}
