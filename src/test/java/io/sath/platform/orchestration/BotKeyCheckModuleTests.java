package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of a check of a stored key, by what the bot program says and how it ends. */
@PlatformTest
class BotKeyCheckModuleTests {
    private static final String SAID =
            "{\"type\":\"key\",\"run\":\"01993f30-0a1b-7c2d-8e3f-405162738495\",\"seq\":1,"
                    + "\"ts\":\"2026-11-22T11:55:45.190Z\",";

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Fixtures fixtures;

    private final Clock clock = Clock.systemUTC();
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final KeyId id = new KeyId(UUID.randomUUID());
    private @Nullable Delivered closed;
    private TenantId tenant;
    private BotId bot;
    private BotKeyCheck check;

    @BeforeEach
    void begin() {
        tenant = fixtures.tenant();
        bot = bots.status(tenant).botId();
        check = fresh();
    }

    /** One that has not yet heard how the store is. */
    private BotKeyCheck fresh() {
        return new BotKeyCheck(
                new FakeScheduler(cluster, clock),
                fleet,
                () -> new Program("a".repeat(64)),
                new KeyGate(this::deliver, clock),
                new ProviderBases(Map.of(KeyService.BINANCE, URI.create("http://127.0.0.1:1"))),
                clock);
    }

    private Delivered deliver(TenantId of, BotId to, List<KeyId> keys) {
        Delivered other = closed;
        return other != null
                ? other
                : new Delivered.Ready(new SecretDelivery.ByStdin(SecretValue.of("keys " + keys)));
    }

    private Credential key(KeyService service) {
        return new Credential(
                id,
                service,
                "mine",
                "abcd",
                KeyAlgorithm.HMAC,
                Set.of(),
                null,
                List.of(),
                Credential.Status.CHECKING,
                null,
                Instant.EPOCH,
                null,
                null);
    }

    private Checked says(KeyService service, int exitCode, String... lines) {
        cluster.answerOnce(run -> new Once(List.of(lines), exitCode, false));
        return check.check(tenant, bot, key(service));
    }

    private String line(String fields) {
        return SAID + "\"ref\":\"" + id + "\"," + fields + "}";
    }

    @Test
    void theRunGetsTheOneKeyAndWhereToAsk() {
        cluster.answerOnce(run -> {
            JsonNode settings = JsonMapper.shared().readTree(run.settings());
            assertThat(settings.path("task").asString()).isEqualTo("check-key");
            assertThat(settings.path("venue").asString()).isEqualTo("binance");
            assertThat(settings.path("check").path("ref").asString()).isEqualTo(id.toString());
            assertThat(settings.path("bases").path("binance").asString())
                    .isEqualTo("http://127.0.0.1:1");
            return new Once(List.of(), 0, false);
        });
        check.check(tenant, bot, key(KeyService.BINANCE));
        assertThat(cluster.delivered(bot)).containsExactly("keys [" + id + "]");
    }

    @Test
    void aGoodKeyIsToldWithItsRights() {
        Checked told =
                says(
                        KeyService.BINANCE,
                        0,
                        "noise",
                        line(
                                "\"ok\":true,\"trade\":true,\"withdraw\":true,\"ipRestricted\":false,"
                                        + "\"expiresAt\":\"2027-01-01T00:00:00.000Z\",\"code\":null,"
                                        + "\"detail\":null,\"skewMs\":-250,"
                                        + "\"warnings\":[\"transfers\",\"never-heard-of\"],\"problem\":null"));
        assertThat(told)
                .isEqualTo(
                        new Checked.Told(
                                new Probed.Accepted(
                                        new KeyFacts(
                                                Set.of(
                                                        KeyRight.READ,
                                                        KeyRight.TRADE,
                                                        KeyRight.WITHDRAW),
                                                false,
                                                Instant.parse("2027-01-01T00:00:00Z"),
                                                Duration.ofMillis(-250),
                                                List.of(
                                                        new KeyWarning(
                                                                "transfers",
                                                                Text.of(
                                                                        "secrets.probe.binance.transfers")))))));
    }

    @Test
    void anOlderProgramThatTellsLessIsUnderstood() {
        assertThat(
                        says(
                                KeyService.OPENAI,
                                0,
                                line(
                                        "\"ok\":true,\"trade\":null,\"withdraw\":null,\"ipRestricted\":null,\"expiresAt\":null")))
                .isEqualTo(
                        new Checked.Told(
                                new Probed.Accepted(
                                        new KeyFacts(
                                                Set.of(KeyRight.READ),
                                                null,
                                                null,
                                                null,
                                                List.of()))));
    }

    @Test
    void aRefusalHasTheProbesOwnSentence() {
        Checked told =
                says(
                        KeyService.BINANCE_TESTNET,
                        0,
                        line(
                                "\"ok\":false,\"code\":\"refused\",\"detail\":\"binance.is-live\",\"problem\":\"x\""));
        assertThat(((Probed.Refused) ((Checked.Told) told).probed()).reason().in(Locale.ENGLISH))
                .startsWith(
                        "This is a key of Binance with real money, and it was given for Binance Testnet.");
        assertThat(
                        says(
                                KeyService.BINANCE,
                                0,
                                line(
                                        "\"ok\":false,\"code\":\"unreachable\",\"detail\":\"silent.late\"")))
                .isInstanceOfSatisfying(
                        Checked.Told.class,
                        some -> assertThat(some.probed()).isInstanceOf(Probed.Unreachable.class));
        assertThat(
                        says(
                                KeyService.BINANCE,
                                0,
                                line(
                                        "\"ok\":false,\"code\":\"refused\",\"detail\":\"new-case\",\"problem\":\"Something new.\"")))
                .isEqualTo(
                        new Checked.Told(
                                new Probed.Refused(
                                        Text.of("orchestration.check.says", "Something new."))));
    }

    @Test
    void nonsenseAndEndsWithoutAnAnswerAreNoVerdict() {
        Checked nothing = new Checked.Unavailable(Text.of("orchestration.check.nothing"));
        assertThat(says(KeyService.BINANCE, 0)).isEqualTo(nothing);
        assertThat(says(KeyService.BINANCE, 65, "Exception in thread main")).isEqualTo(nothing);
        assertThat(says(KeyService.BINANCE, 0, SAID + "\"ref\":\"another\",\"ok\":true}"))
                .isEqualTo(nothing);
        assertThat(says(KeyService.BINANCE, 0, line("\"ok\":\"yes\""))).isEqualTo(nothing);
        assertThat(says(KeyService.BINANCE, 0, line("\"ok\":false,\"code\":\"other\"")))
                .isEqualTo(nothing);
        cluster.answerOnce(run -> new Once(List.of(), null, true));
        assertThat(check.check(tenant, bot, key(KeyService.BINANCE)))
                .isEqualTo(new Checked.Unavailable(Text.of("orchestration.check.late", 60L)));
    }

    @Test
    void whereItCannotBeRunThatIsSaid() {
        closed = new Delivered.Unavailable(Outage.SEALED);
        assertThat(check.check(tenant, bot, key(KeyService.BINANCE)))
                .isEqualTo(new Checked.Unavailable(Text.of("orchestration.check.store")));
        closed = null;
        cluster.answerOnce(run -> {
            throw new SchedulerUnavailable("no cluster", new IOException());
        });
        assertThat(fresh().check(tenant, bot, key(KeyService.BINANCE)))
                .isEqualTo(new Checked.Unavailable(Text.of("orchestration.check.not-run")));
        closed = new Delivered.Missing(List.of(id));
        assertThat(fresh().check(tenant, bot, key(KeyService.BINANCE)))
                .isEqualTo(new Checked.Unavailable(Text.of("orchestration.check.missing")));
    }
}
