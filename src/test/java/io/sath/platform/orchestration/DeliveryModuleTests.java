package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a start gets its keys, and what becomes of it while the store cannot give them. */
@PlatformTest
class DeliveryModuleTests {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired RunRows rows;
    @Autowired TenantScope scope;
    @Autowired Parts parts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;
    @Autowired Credentials credentials;
    @Autowired JdbcClient jdbc;

    private final AtomicReference<Instant> now = new AtomicReference<>(Clock.systemUTC().instant());
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final FakeScheduler scheduler = new FakeScheduler(cluster, clock);
    private volatile @Nullable Delivered answer;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<SecretValue> handed = new CopyOnWriteArrayList<>();

    private Caller caller;
    private KeyId key;
    private TenantId tenant;
    private BotId bot;
    private Reconciler platform;

    @BeforeEach
    void begin() {
        Fixtures.Person person = fixtures.person();
        caller = fixtures.owner(person);
        tenant = person.tenant();
        bot = bots.status(tenant).botId();
        key =
                credentials
                        .save(
                                tenant,
                                caller,
                                new NewCredential(
                                        KeyService.DEEPSEEK,
                                        "mine",
                                        null,
                                        Map.of("apiKey", SecretValue.of("sk-" + UUID.randomUUID())),
                                        true))
                        .orThrow()
                        .id();
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE bot_configs SET config = jsonb_set(config, '{keyId}',
                                            to_jsonb(?::text)) WHERE tenant_id = ?
                                        """)
                                .params(key.toString(), tenant.value())
                                .update());
        platform =
                TestParts.lead(
                        TestParts.of(parts, scheduler)
                                .keys(new KeyGate(this::deliver, clock))
                                .clock(clock)
                                .build(),
                        leadership);
        platform.recover();
    }

    @AfterEach
    void end() {
        platform.close();
        bots.stop(tenant, caller, StopPolicy.LEAVE);
    }

    private Delivered deliver(TenantId of, BotId to, List<KeyId> keys) {
        asked.incrementAndGet();
        assertThat(of).isEqualTo(tenant);
        assertThat(to).isEqualTo(bot);
        Delivered other = answer;
        if (other != null) {
            return other;
        }
        SecretValue line = SecretValue.of("keys " + keys);
        handed.add(line);
        return new Delivered.Ready(new SecretDelivery.ByStdin(line));
    }

    @Test
    void eachStartGetsTheKeysThatTheConfigurationNamesAndTheirBytesAreWiped() {
        start();
        assertThat(cluster.delivered(bot)).containsExactly("keys [" + key + "]");
        bots.restart(tenant, caller);
        await().atMost(SOON)
                .until(() -> {
                    look();
                    return cluster.delivered(bot).size() == 2;
                });
        assertThat(handed)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.bytes()).containsOnly(0));
    }

    @Test
    void whileTheStoreIsClosedAStartWaitsAndBeginsSoonAfter() {
        answer = new Delivered.Unavailable(Outage.SEALED);
        bots.start(tenant, caller);
        for (int i = 0; i < 30; i++) {
            pass(Duration.ofSeconds(30));
            assertThat(status().state()).isEqualTo(BotStatus.State.STARTING);
        }
        assertThat(status().reason()).isEqualTo(Text.of("bots.reason.secret-store"));
        assertThat(status().restarts()).isZero();
        assertThat(asked).hasValueBetween(2, 31);
        assertThat(cluster.instances()).isZero();
        answer = null;
        pass(Duration.ofSeconds(20));
        assertThat(running()).isTrue();
        assertThat(rows.get(tenant, bot).orders().past().deaths()).isEmpty();
        assertThat(cluster.delivered(bot)).containsExactly("keys [" + key + "]");
    }

    @Test
    void aClosedStoreIsNotAskedAtEveryLook() {
        answer = new Delivered.Unavailable(Outage.UNREACHABLE);
        bots.start(tenant, caller);
        for (int i = 0; i < 9; i++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aRunningBotOutlivesTheStoreEvenWhereItsNextRunIsDue() {
        start();
        String instance = instance();
        answer = new Delivered.Unavailable(Outage.SEALED);
        bots.restart(tenant, caller);
        pass(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(20));
        assertThat(instance()).isEqualTo(instance);
        bots.stop(tenant, caller, StopPolicy.CANCEL);
        look();
        assertThat(cluster.settings(bot)).contains("\"stop\":{\"policy\":\"cancel\"}");
        assertThat(instance()).isEqualTo(instance);
        bots.start(tenant, caller);
        answer = null;
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(1));
                    return running() && !instance().equals(instance);
                });
    }

    @Test
    void aSilentBotIsEndedOnlyWhenItCouldBeginAgain() {
        start();
        String instance = instance();
        answer = new Delivered.Unavailable(Outage.SEALED);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(30));
        }
        assertThat(instance()).isEqualTo(instance);
        assertThat(rows.get(tenant, bot).orders().past().deaths()).isEmpty();
        answer = null;
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(20));
                    return running() && !instance().equals(instance);
                });
        assertThat(rows.get(tenant, bot).orders().past().deaths()).hasSize(1);
    }

    @Test
    void aMissingKeyRefusesTheStartOnceUntilSomethingChanges() {
        answer = new Delivered.Missing(List.of(key));
        bots.start(tenant, caller);
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(30));
        }
        assertThat(status().state()).isEqualTo(BotStatus.State.ERROR);
        assertThat(status().reason()).isEqualTo(Text.of("bots.reason.key-missing"));
        assertThat(asked).hasValue(1);
        assertThat(cluster.instances()).isZero();
        answer = null;
        bots.restart(tenant, caller);
        look();
        assertThat(running()).isTrue();
    }

    @Test
    void theNextTryIsAtMostHalfAMinuteAway() {
        java.security.SecureRandom random = new java.security.SecureRandom();
        Fleet.Wanted wanted = fleet.wanted(tenant).orElseThrow();
        for (int i = 0; i < 1000; i++) {
            HeldStart held =
                    HeldStart.of(Withheld.Why.STORE, BotId.random(random), wanted, now.get());
            assertThat(Duration.between(now.get(), held.until()))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
        }
    }

    private void start() {
        bots.start(tenant, caller);
        look();
        await().atMost(SOON).until(this::running);
    }

    private void look() {
        platform.lookNow(fleet.wanted(tenant).orElseThrow());
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        look();
    }

    private boolean running() {
        return scheduler.observe(bot) instanceof Observed.Running;
    }

    private String instance() {
        return ((Observed.Running) scheduler.observe(bot)).instance();
    }

    private BotStatus status() {
        return bots.status(tenant);
    }
}
