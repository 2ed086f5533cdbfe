package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.support.PlatformTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Experiment 11: the leader's process is made to stand still (SIGSTOP), another one takes over, and
 * the former goes on (SIGCONT). {@code -Dsath.still=90} lets it stand for 90 s.
 */
@PlatformTest
class StoppedLeaderModuleTests {
    private static final Duration STILL = Duration.ofSeconds(Integer.getInteger("sath.still", 0));

    @Autowired PostgresServer server;
    @Autowired JdbcClient jdbc;

    private final String duty = "still-" + UUID.randomUUID();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Leadership other;
    private Process former;

    @BeforeEach
    void begin() throws IOException {
        other = new Leadership(server, jdbc);
        former = start();
    }

    @AfterEach
    void end() {
        former.destroyForcibly();
        other.destroy();
    }

    @Test
    void aLeaderThatStoodStillIsReplacedWithinThirtySecondsAndWritesNothingStale()
            throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> said.contains("wrote 1"));
        assertThat(other.tryLead(duty)).isEmpty();

        signal("STOP");
        long stopped = System.nanoTime();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> other.tryLead(duty).isPresent());
        Duration takeOver = Duration.ofNanos(System.nanoTime() - stopped);
        System.out.printf("{\"experiment\":\"E11\",\"takeOverMs\":%d}%n", takeOver.toMillis());
        assertThat(takeOver).isLessThanOrEqualTo(Duration.ofSeconds(30));
        jdbc.sql("UPDATE fleet_states SET epoch = 2 WHERE fleet = ?").param(duty).update();
        await().pollDelay(Duration.ZERO)
                .atMost(STILL.plusSeconds(60))
                .until(() -> System.nanoTime() - stopped >= STILL.toNanos());

        signal("CONT");
        await().atMost(Duration.ofSeconds(20)).until(() -> said.contains("lost"));
        assertThat(former.waitFor()).isZero();
        assertThat(
                        jdbc.sql("SELECT epoch FROM fleet_states WHERE fleet = ?")
                                .param(duty)
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
    }

    private Process start() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LeaderProgram.class.getName())
                        .redirectErrorStream(true)
                        .start();
        try (Writer in =
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
            in.write(
                    String.join(
                            "\n",
                            duty,
                            server.access().url(),
                            server.access().app().user(),
                            server.access().app().password(),
                            ""));
        }
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Thread.startVirtualThread(() -> out.lines().forEach(said::add));
        return process;
    }

    private void signal(String name) throws Exception {
        assertThat(
                        new ProcessBuilder("kill", "-" + name, String.valueOf(former.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }
}
