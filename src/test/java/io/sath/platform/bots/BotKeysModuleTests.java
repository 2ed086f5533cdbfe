package io.sath.platform.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.billing.PlanChange;
import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.Venue;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credential.Status;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.Keys;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.secrets.fake.ScriptedCheck;
import io.sath.platform.secrets.fake.ScriptedProbe;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a bot's configuration may name, and how a bot follows its keys. */
@KeysTest
class BotKeysModuleTests {
    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Credentials credentials;
    @Autowired FickleStore store;
    @Autowired ScriptedProbe probe;
    @Autowired ScriptedCheck check;
    @Autowired PlanChange plans;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private TenantId tenant;
    private Caller owner;
    private BotConfig config;

    @SuppressWarnings("NullAway.Init")
    BotKeysModuleTests() {}

    @BeforeEach
    void begin() {
        store.open();
        probe.reset();
        Person person = fixtures.person();
        tenant = person.tenant();
        owner = fixtures.owner(person);
        plans.setPlan(tenant, "enterprise");
        config = bots.config(tenant);
    }

    private Credential key(KeyService service, String label) {
        return credentials.save(tenant, owner, Keys.of(service, label)).orThrow();
    }

    private SaveResult save(Venue venue, Mode mode, @Nullable UUID key) {
        return bots.save(tenant, owner, Keyed.at(config, venue, mode, key), null);
    }

    private static String fault(SaveResult result) {
        return switch (result) {
            case SaveResult.Invalid(var faults) ->
                    faults.getFirst().field() + " " + faults.getFirst().code();
            case SaveResult.Refused(ProblemCode code, Text ignored) -> code.word();
            case SaveResult.Saved ignored -> "saved";
            case SaveResult.Stale ignored -> "stale";
            case SaveResult.OverLimit ignored -> "over-limit";
        };
    }

    @Test
    void aConfigurationNamesKeysOfItsTenantAndVenueAlone() {
        Credential binance = key(KeyService.BINANCE, "A");
        Credential ai = key(KeyService.OPENAI, "B");
        Person other = fixtures.person();
        Credential theirs =
                credentials
                        .save(
                                other.tenant(),
                                fixtures.owner(other),
                                Keys.of(KeyService.BINANCE, "C"))
                        .orThrow();

        assertThat(fault(save(Venue.REPLAY, Mode.PAPER, theirs.id().value())))
                .isEqualTo("keyId unknown-key");
        assertThat(fault(save(Venue.REPLAY, Mode.PAPER, UUID.randomUUID())))
                .isEqualTo("keyId unknown-key");
        assertThat(fault(save(Venue.REPLAY, Mode.PAPER, ai.id().value())))
                .isEqualTo("keyId other-venue");
        assertThat(fault(save(Venue.BINANCE_TESTNET, Mode.LIVE, binance.id().value())))
                .isEqualTo("keyId other-venue");
        assertThat(fault(save(Venue.REPLAY, Mode.PAPER, binance.id().value()))).isEqualTo("saved");
        assertThat(fleet.brief(tenant).orElseThrow().keys()).containsExactly(binance.id());
    }

    @Test
    void realMoneyNeedsAConfirmedKeyAndASecondFactor() {
        assertThat(fault(save(Venue.BINANCE, Mode.LIVE, null))).isEqualTo("key-missing");
        Credential unverified =
                credentials.save(tenant, owner, Keys.unchecked(KeyService.BINANCE, "A")).orThrow();
        assertThat(fault(save(Venue.BINANCE, Mode.LIVE, unverified.id().value())))
                .isEqualTo("key-unverified");
        probe.accepts(new KeyFacts(Set.of(KeyRight.READ), true, null, null, List.of()));
        Credential reads = key(KeyService.BINANCE, "B");
        assertThat(fault(save(Venue.BINANCE, Mode.LIVE, reads.id().value())))
                .isEqualTo("keyId no-trade-right");
        probe.reset();
        Credential fine = key(KeyService.BINANCE, "C");
        assertThat(fault(save(Venue.BINANCE, Mode.LIVE, fine.id().value())))
                .isEqualTo("step-up-required");
        Caller stale =
                new Caller(
                        owner.userId(),
                        tenant,
                        owner.roles(),
                        clock.instant().minus(Duration.ofHours(1)),
                        "test");
        SaveResult refused =
                bots.save(
                        tenant,
                        stale,
                        Keyed.at(config, Venue.BINANCE, Mode.LIVE, fine.id().value()),
                        null);
        assertThat(refused)
                .isEqualTo(
                        new SaveResult.Refused(
                                ProblemCode.STEP_UP_REQUIRED, Text.of("bots.live.step-up")));
        tell(fine, Set.of(KeyRight.READ, KeyRight.TRADE, KeyRight.WITHDRAW));
        assertThat(fault(save(Venue.BINANCE, Mode.LIVE, fine.id().value())))
                .isEqualTo("key-refused");
        assertThat(bots.config(tenant)).isEqualTo(config);
    }

    private void tell(Credential key, Set<KeyRight> rights) {
        check.answers(
                new Checked.Told(
                        new Probed.Accepted(new KeyFacts(rights, true, null, null, List.of()))));
        credentials.test(tenant, owner, key.id());
        await().until(() ->
                credentials.find(tenant, key.id()).orElseThrow().status() != Status.CHECKING);
    }

    @Test
    void aKeyThatMayWithdrawStopsEntriesWithRealMoney() {
        Credential key = key(KeyService.BINANCE, "A");
        save(Venue.REPLAY, Mode.PAPER, key.id().value()).orThrow();
        // Nobody can choose real money yet; this is how it will lie there.
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE bot_configs SET config = config
                                            || '{"mode":"live","venue":"binance"}'::jsonb
                                        """)
                                .update());
        assertThat(fleet.brief(tenant).orElseThrow().entriesReason()).isNull();
        long settings = fleet.wanted(tenant).orElseThrow().settingsRev();
        long keys = fleet.wanted(tenant).orElseThrow().keysRev();

        tell(key, Set.of(KeyRight.READ, KeyRight.TRADE, KeyRight.WITHDRAW));

        assertThat(fleet.brief(tenant).orElseThrow().entriesReason()).isEqualTo("key-refused");
        assertThat(fleet.wanted(tenant).orElseThrow().settingsRev()).isGreaterThan(settings);
        assertThat(fleet.wanted(tenant).orElseThrow().keysRev()).isEqualTo(keys);
        assertThat(bots.status(tenant).entries().allowed()).isFalse();
        assertThatThrownBy(() -> bots.start(tenant, owner)).hasMessage("key-refused");

        tell(key, Set.of(KeyRight.READ, KeyRight.TRADE));
        assertThat(fleet.brief(tenant).orElseThrow().entriesReason()).isNull();
    }

    @Test
    void aChangedKeyIsDeliveredToANewRun() {
        Credential named = key(KeyService.BINANCE, "A");
        Credential other = key(KeyService.BINANCE, "B");
        save(Venue.REPLAY, Mode.PAPER, named.id().value()).orThrow();
        bots.start(tenant, owner);
        Fleet.Wanted before = fleet.wanted(tenant).orElseThrow();

        credentials.replace(tenant, owner, other.id(), Keys.of(KeyService.BINANCE, "B")).orThrow();
        assertThat(fleet.wanted(tenant)).contains(before);
        credentials.replace(tenant, owner, named.id(), Keys.of(KeyService.BINANCE, "A")).orThrow();

        Fleet.Wanted after = fleet.wanted(tenant).orElseThrow();
        assertThat(after.keysRev()).isEqualTo(before.keysRev() + 1);
        assertThat(after.settingsRev()).isEqualTo(before.settingsRev() + 1);
        assertThat(after.on()).isTrue();
    }

    @Test
    void aBotIsNeverOnWithAKeyThatIsGone() throws Exception {
        for (int round = 0; round < 12; round++) {
            Credential key = key(KeyService.BINANCE, "Round " + round);
            save(Venue.REPLAY, Mode.PAPER, key.id().value()).orThrow();
            String both =
                    together(
                            () -> {
                                bots.start(tenant, owner);
                                return "started";
                            },
                            () -> {
                                credentials.delete(tenant, owner, key.id());
                                return "deleted";
                            });
            boolean there = credentials.find(tenant, key.id()).isPresent();
            boolean on = fleet.wanted(tenant).orElseThrow().on();
            assertThat(both).isIn("started key-in-use", "key-missing deleted");
            assertThat(on).as(both).isEqualTo(there);
            bots.stop(tenant, owner, null);
            save(Venue.REPLAY, Mode.PAPER, null).orThrow();
            if (there) {
                credentials.delete(tenant, owner, key.id());
            }
            // Saves are counted per tenant.
            begin();
        }
    }

    @Test
    void aBotThatIsOnIsNeverGivenAKeyThatIsGone() throws Exception {
        for (int round = 0; round < 12; round++) {
            bots.start(tenant, owner);
            Credential key = key(KeyService.BINANCE, "Round " + round);
            String both =
                    together(
                            () -> fault(save(Venue.REPLAY, Mode.PAPER, key.id().value())),
                            () -> {
                                credentials.delete(tenant, owner, key.id());
                                return "deleted";
                            });
            assertThat(both).isIn("saved key-in-use", "keyId unknown-key deleted");
            begin();
        }
    }

    /** What came of both, or the code of the problem. */
    private static String together(Callable<String> one, Callable<String> other) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = threads.submit(() -> told(one));
            Future<String> second = threads.submit(() -> told(other));
            return first.get() + " " + second.get();
        }
    }

    private static String told(Callable<String> call) throws Exception {
        try {
            return call.call();
        } catch (Problem problem) {
            return problem.code().word();
        }
    }
}
