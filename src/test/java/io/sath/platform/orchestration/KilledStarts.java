package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.RestPerson;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills the platform in the middle of everybody's starts, each at another point of its own, and
 * starts it again: exactly one run comes of each.
 */
final class KilledStarts {
    /** As long as a start takes until its heartbeat is seen. */
    private static final int START_MILLIS = 2_000;

    private final RealCluster cluster;
    private final Random random;
    private int refused;
    private int unregistered;
    private int registered;
    private int running;
    private Duration slowest = Duration.ZERO;

    KilledStarts(RealCluster cluster, Random random) {
        this.cluster = cluster;
        this.random = random;
    }

    /** One kill, with every bot stopped before and after it. */
    void kill() throws Exception {
        for (RestPerson unheard : killAmongStarts()) {
            refused++;
            unheard.start();
        }
        long began = System.nanoTime();
        cluster.everybodyRuns();
        Duration taken = Duration.ofNanos(System.nanoTime() - began);
        slowest = slowest.compareTo(taken) < 0 ? taken : slowest;
        assertThat(cluster.jobs()).hasSameSizeAs(cluster.people);
        assertThat(cluster.alive()).hasSameSizeAs(cluster.people);
        assertThat(cluster.alive().values()).allSatisfy(one -> assertThat(one).hasSize(1));
        assertThat(cluster.nomad.tasks()).hasSameSizeAs(cluster.people);
        cluster.everybodyStops("leave");
    }

    /** Answers whose command was not answered any more; the platform answers again then. */
    private List<RestPerson> killAmongStarts() throws Exception {
        int moment = random.nextInt(START_MILLIS);
        Map<RestPerson, Future<?>> starts = new HashMap<>();
        try (ScheduledExecutorService people =
                Executors.newScheduledThreadPool(cluster.people.size() + 1)) {
            for (RestPerson each : cluster.people) {
                starts.put(
                        each,
                        people.schedule(
                                each::start, random.nextInt(moment + 1), TimeUnit.MILLISECONDS));
            }
            ScheduledFuture<?> killed =
                    people.schedule(
                            () -> {
                                cluster.platform.kill();
                                return true;
                            },
                            moment,
                            TimeUnit.MILLISECONDS);
            killed.get();
        }
        countStages();
        cluster.startPlatform();
        List<RestPerson> unheard = new ArrayList<>();
        for (Map.Entry<RestPerson, Future<?>> start : starts.entrySet()) {
            try {
                start.getValue().get();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(UncheckedIOException.class);
                unheard.add(start.getKey());
            }
        }
        return unheard;
    }

    /** How far the starts were. */
    private void countStages() throws Exception {
        int jobs = cluster.jobs().size();
        int alive = cluster.alive().size();
        unregistered += cluster.people.size() - jobs;
        registered += jobs - alive;
        running += alive;
    }

    void tell(int kills) {
        System.out.printf(
                "{\"experiment\":\"killed starts\",\"kills\":%d,\"starts\":%d,\"notAnswered\":%d,"
                        + "\"unregistered\":%d,\"registered\":%d,\"running\":%d,\"slowestMs\":%d,"
                        + "\"goal\":\"one run each within 60000\"}%n",
                kills,
                unregistered + registered + running,
                refused,
                unregistered,
                registered,
                running,
                slowest.toMillis());
        assertThat(slowest).isLessThan(Duration.ofSeconds(60));
    }
}
