package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sath.platform.support.PlatformTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class NoticesModuleTests {
    private static final String CHANNEL = "notices_test";

    @Autowired PostgresServer server;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger began = new AtomicInteger();
    private Notices one;
    private Notices other;
    private Notices.Subscription subscription;

    @BeforeEach
    void otherReplicaListens() {
        one = new Notices(server, jdbc);
        other = new Notices(server, jdbc);
        subscription =
                other.subscribe(
                        CHANNEL,
                        new Notices.Listener() {
                            @Override
                            public void heard(String payload) {
                                heard.add(payload);
                            }

                            @Override
                            public void began() {
                                began.incrementAndGet();
                            }
                        });
        Awaitility.await().until(() -> began.get() == 1);
    }

    @AfterEach
    void bothEnd() {
        one.destroy();
        other.destroy();
    }

    @Test
    void anotherReplicaHearsWhatIsCommittedInItsOrder() {
        transactions.executeWithoutResult(status -> {
            one.publish(CHANNEL, "undone");
            status.setRollbackOnly();
        });
        one.publish(CHANNEL, "first");
        one.publish(CHANNEL, "second");
        Awaitility.await()
                .untilAsserted(() -> assertThat(heard).containsExactly("first", "second"));
    }

    @Test
    void aConnectionThatIsLostIsMadeAnewAndToldOf() {
        jdbc.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = ?")
                .param("LISTEN " + CHANNEL)
                .query((row, n) -> n)
                .list();
        Awaitility.await().until(() -> began.get() == 2);
        one.publish(CHANNEL, "again");
        Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly("again"));
    }

    @Test
    void whoHasEndedTheirSubscriptionHearsNothing() {
        List<String> still = new CopyOnWriteArrayList<>();
        other.subscribe(CHANNEL, still::add);
        subscription.close();
        one.publish(CHANNEL, "one");
        one.publish(CHANNEL, "two");
        Awaitility.await().until(() -> still.contains("two"));
        assertThat(heard).isEmpty();
    }

    @Test
    void aChannelIsAPlainName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.publish("x; DROP TABLE users", "x"));
    }
}
