package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.PlatformTest;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class LeadershipModuleTests {
    @Autowired PostgresServer server;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;

    private final String duty = "test-" + UUID.randomUUID();
    private Leadership one;
    private Leadership other;

    @BeforeEach
    void twoReplicas() {
        one = new Leadership(server, jdbc);
        other = new Leadership(server, jdbc);
    }

    @AfterEach
    void bothEnd() {
        one.destroy();
        other.destroy();
    }

    @Test
    void oneReplicaLeadsAndGoesOnInItsEpoch() {
        OptionalLong epoch = one.tryLead(duty);
        assertThat(epoch).hasValue(1);
        assertThat(other.tryLead(duty)).isEmpty();
        assertThat(one.tryLead(duty)).isEqualTo(epoch);
    }

    @Test
    void theNextLeaderHasAHigherEpochAndTheFormerOneIsFencedOff() {
        long before = one.tryLead(duty).orElseThrow();
        one.resign(duty);
        long after = other.tryLead(duty).orElseThrow();
        assertThat(after).isGreaterThan(before);
        assertThat(one.holds(duty, before)).isFalse();
        assertThat(other.holds(duty, after)).isTrue();
    }

    @Test
    void aLeaderWhoseConnectionTheServerEndedNoticesAndLeadsInANewEpoch() throws Exception {
        long before = one.tryLead(duty).orElseThrow();
        cutOff();
        one.beat();
        assertThat(one.tryLead(duty).orElseThrow()).isGreaterThan(before);
    }

    @Test
    void aWriteUnderTheFenceEndsBeforeTheNextLeaderBegins() throws Exception {
        long before = one.tryLead(duty).orElseThrow();
        CompletableFuture<OptionalLong> next =
                transactions.execute(status -> {
                    assertThat(one.holds(duty, before)).isTrue();
                    one.resign(duty);
                    CompletableFuture<OptionalLong> asking =
                            CompletableFuture.supplyAsync(() -> other.tryLead(duty));
                    Awaitility.await().until(this::somebodyWaits);
                    assertThat(asking).isNotDone();
                    return asking;
                });
        assertThat(next).succeedsWithin(Duration.ofSeconds(10)).isNotEqualTo(OptionalLong.empty());
    }

    private boolean somebodyWaits() {
        return jdbc.sql("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /**
     * Ends the session of whoever holds the lock, as the server does with one that stands still.
     */
    private void cutOff() throws Exception {
        try (var connection = server.access().connectAs(server.access().app());
                var statement =
                        connection.prepareStatement(
                                """
                                SELECT pg_terminate_backend(pid) FROM pg_locks
                                WHERE locktype = 'advisory'
                                  AND (classid::bigint << 32 | objid::bigint) = hashtextextended(?, 0)
                                """)) {
            statement.setString(1, duty);
            assertThat(statement.executeQuery().next()).isTrue();
        }
    }
}
