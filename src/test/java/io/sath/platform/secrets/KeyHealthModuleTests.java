package io.sath.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.Credential.Status;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.HeardNews;
import io.sath.platform.secrets.fake.Keys;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.secrets.fake.ScriptedCheck;
import io.sath.platform.secrets.fake.ScriptedProbe;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stored keys, asked about again. */
@KeysTest
class KeyHealthModuleTests {
    private static final Set<KeyRight> USUAL = Set.of(KeyRight.READ, KeyRight.TRADE);

    @Autowired Credentials credentials;
    @Autowired KeyHealth health;
    @Autowired FickleStore store;
    @Autowired ScriptedProbe probe;
    @Autowired ScriptedCheck check;
    @Autowired HeardNews news;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private TenantId tenant;
    private Caller owner;

    @SuppressWarnings("NullAway.Init")
    KeyHealthModuleTests() {}

    @BeforeEach
    void begin() {
        store.open();
        probe.reset();
        Person person = fixtures.person();
        tenant = person.tenant();
        owner = fixtures.owner(person);
    }

    private Credential saved() {
        return credentials.save(tenant, owner, Keys.of(KeyService.BINANCE, "Main")).orThrow();
    }

    private static Checked told(
            Set<KeyRight> rights, @Nullable Instant until, @Nullable Duration skew) {
        return new Checked.Told(
                new Probed.Accepted(new KeyFacts(rights, true, until, skew, List.of())));
    }

    /** Asks, and waits until it was answered. */
    private Credential after(Credential key, Checked answer) {
        check.answers(answer);
        credentials.test(tenant, owner, key.id());
        await().until(() -> now(key).status() != Status.CHECKING);
        return now(key);
    }

    private Credential now(Credential key) {
        return credentials.find(tenant, key.id()).orElseThrow();
    }

    @Test
    void anUnverifiedKeyIsConfirmed() {
        Credential key =
                credentials
                        .save(tenant, owner, Keys.unchecked(KeyService.BINANCE, "Main"))
                        .orThrow();
        assertThat(key.verified()).isFalse();
        Credential now = after(key, told(USUAL, null, null));
        assertThat(now.status()).isEqualTo(Status.OK);
        assertThat(now.verified()).isTrue();
        assertThat(now.rights()).isEqualTo(USUAL);
        assertThat(news.trouble(key.id())).isEmpty();
        assertThat(news.saved(key.id())).as("its value is the same").isOne();
    }

    @Test
    void everyBadNewsIsToldOnce() {
        Credential key = saved();
        Set<KeyRight> withdraws = Set.of(KeyRight.READ, KeyRight.TRADE, KeyRight.WITHDRAW);
        Credential now = after(key, told(withdraws, null, null));
        assertThat(now.status()).isEqualTo(Status.FAILED);
        assertThat(now.fault().orElseThrow().code()).isEqualTo("withdraw-right");
        after(key, told(withdraws, null, null));
        assertThat(news.trouble(key.id())).containsExactly("withdraw-right");

        now = after(key, told(USUAL, null, null));
        assertThat(now.status()).isEqualTo(Status.OK);
        now = after(key, told(Set.of(KeyRight.READ), null, null));
        assertThat(now.status()).isEqualTo(Status.OK);
        Instant soon = clock.instant().plus(Duration.ofDays(3));
        after(key, told(Set.of(KeyRight.READ), soon, Duration.ofSeconds(-3)));
        now = after(key, new Checked.Told(new Probed.Refused(Text.of("secrets.revoked"))));
        assertThat(now.status()).isEqualTo(Status.FAILED);
        assertThat(now.rights()).isEmpty();

        assertThat(news.trouble(key.id()))
                .containsExactly(
                        "withdraw-right",
                        "rights-changed",
                        "trade-right-ends",
                        "clock-skew",
                        "key-dead");
        assertThat(
                        scope.call(
                                tenant,
                                () ->
                                        jdbc.sql(
                                                        """
                                                        SELECT action FROM audit_entries
                                                        WHERE actor_id IS NULL ORDER BY number
                                                        """)
                                                .query(String.class)
                                                .list()))
                .contains("keys.withdraw-right", "keys.key-dead");
    }

    @Test
    void whatNobodyCouldSayChangesNothingButIsTold() {
        Credential key = saved();
        for (Checked answer :
                List.of(
                        new Checked.Unavailable(Text.of("secrets.check-unavailable")),
                        new Checked.Told(
                                new Probed.Unreachable(Text.of("secrets.no-probe", "binance"))))) {
            Credential now = after(key, answer);
            assertThat(now.status()).isEqualTo(Status.OK);
            assertThat(now.rights()).isEqualTo(key.rights());
            assertThat(now.checkedAt()).isEqualTo(key.checkedAt());
            assertThat(now.warnings()).extracting(KeyWarning::code).containsExactly("not-checked");
        }
        assertThat(after(key, told(USUAL, null, null)).warnings()).isEmpty();
        assertThat(news.trouble(key.id())).isEmpty();
    }

    @Test
    void oneCheckOfAKeyAtOnceAndALateAnswerIsNotAnothersValue() {
        Credential key = saved();
        check.answers(new Checked.Told(new Probed.Refused(Text.of("secrets.revoked"))));
        CountDownLatch gate = check.waits();
        assertThat(credentials.test(tenant, owner, key.id()).status()).isEqualTo(Status.CHECKING);
        credentials.test(tenant, owner, key.id());
        await().until(() -> check.asked().size() == 1);

        Credential replaced =
                credentials
                        .replace(tenant, owner, key.id(), Keys.of(KeyService.BINANCE, "Main"))
                        .orThrow();
        assertThat(replaced.status()).isEqualTo(Status.OK);
        gate.countDown();

        after(key, told(USUAL, null, null));
        assertThat(now(key).status()).isEqualTo(Status.OK);
        assertThat(news.trouble(key.id())).isEmpty();
    }

    @Test
    void everyKeyIsAskedAboutDailyAtATimeOfItsOwn() {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            credentials.save(tenant, owner, Keys.of(KeyService.BINANCE, "Key " + i)).orThrow();
        }
        credentials.save(tenant, owner, Keys.of(KeyService.OPENAI, "AI")).orThrow();
        for (String table : List.of("exchange_keys", "ai_keys")) {
            times.addAll(
                    scope.call(
                            tenant,
                            () ->
                                    jdbc.sql("SELECT next_check_at FROM " + table)
                                            .query((row, n) -> row.getTimestamp(1).toInstant())
                                            .list()));
        }
        assertThat(times).doesNotHaveDuplicates().hasSize(6);
        Instant now = clock.instant();
        assertThat(times)
                .allMatch(at -> at.isAfter(now.plus(Duration.ofHours(21))))
                .allMatch(at -> at.isBefore(now.plus(Duration.ofHours(27))));

        check.answers(told(USUAL, null, null));
        for (String table : List.of("exchange_keys", "ai_keys")) {
            scope.run(
                    tenant,
                    () -> jdbc.sql("UPDATE " + table + " SET next_check_at = now()").update());
        }
        await().untilAsserted(() -> {
            health.beginDue();
            assertThat(check.asked()).hasSize(6);
        });
        await().untilAsserted(() ->
                assertThat(credentials.list(tenant, KeyService.Kind.EXCHANGE))
                        .allMatch(key -> key.status() == Status.OK));
        health.beginDue();
        assertThat(check.asked()).hasSize(6);
    }

    @Test
    void anUnknownKeyIsNotAskedAbout() {
        assertThatThrownBy(() ->
                        credentials.test(
                                tenant, owner, KeyId.of("7b9d6cfa-0000-7000-8000-000000000000")))
                .hasMessage("not-found");
    }
}
