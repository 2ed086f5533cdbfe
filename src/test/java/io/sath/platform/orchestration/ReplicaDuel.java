package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.support.RestPerson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two replicas get commands for the same bots side by side: no bot runs twice, and what was said
 * last holds.
 */
final class ReplicaDuel {
    private final RealCluster cluster;
    private final List<Integer> replicas;
    private final Map<RestPerson, Boolean> last = new HashMap<>();
    private final List<String> doubled = new ArrayList<>();

    ReplicaDuel(RealCluster cluster, int replica) {
        this.cluster = cluster;
        this.replicas = List.of(cluster.platform.port(), replica);
    }

    /** Spreads so many commands over so long a time; each bot gets its own in their order. */
    void run(int commands, Duration time, Random random) throws Exception {
        List<ScheduledExecutorService> threads = new ArrayList<>();
        List<Future<?>> sent = new ArrayList<>();
        Repeatedly looks = new Repeatedly(Duration.ofMillis(100), number -> look());
        try (looks) {
            for (RestPerson each : cluster.people) {
                ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
                threads.add(thread);
                random.ints(commands / cluster.people.size(), 0, (int) time.toMillis())
                        .sorted()
                        .forEach(at -> {
                            boolean on = random.nextBoolean();
                            int replica = replicas.get(random.nextInt(2));
                            last.put(each, on);
                            sent.add(
                                    thread.schedule(
                                            () -> command(each, on, replica),
                                            at,
                                            TimeUnit.MILLISECONDS));
                        });
            }
            threads.forEach(ExecutorService::close);
            for (Future<?> one : sent) {
                one.get();
            }
            long began = System.nanoTime();
            last.forEach((person, on) ->
                    person.awaitStatus(
                            Duration.ofSeconds(60),
                            on ? RealCluster::beats : RealCluster::isStopped));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        var alive = cluster.alive();
                        last.forEach((person, on) ->
                                assertThat(alive.containsKey(person.bot())).isEqualTo(on));
                    });
            System.out.printf(
                    "{\"experiment\":\"two replicas\",\"bots\":%d,\"commands\":%d,\"seconds\":%d,"
                            + "\"looks\":%d,\"doubled\":%d,\"convergedMs\":%d,\"goal\":\"never two\"}%n",
                    cluster.people.size(),
                    sent.size(),
                    time.toSeconds(),
                    looks.times(),
                    doubled.size(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        assertThat(doubled).isEmpty();
        assertThat(cluster.nomad.tasks()).hasSameSizeAs(cluster.alive());
    }

    private static void command(RestPerson person, boolean on, int replica) {
        var body = JsonMapper.shared().createObjectNode();
        if (!on) {
            body.put("policy", "leave");
        }
        person.at(replica, 202, "POST", on ? "bot/start" : "bot/stop", body);
    }

    private void look() throws Exception {
        cluster.alive()
                .forEach((bot, runs) -> {
                    if (runs.size() > 1) {
                        doubled.add(bot + " " + runs);
                    }
                });
    }
}
