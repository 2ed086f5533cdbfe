package io.sath.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.bots.Bots;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.Credential.Status;
import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.HeardNews;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.secrets.fake.ScriptedProbe;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A key on its way in, on a real database and the embedded store. */
@KeysTest
class CredentialsModuleTests {
    private static final String API_KEY =
            "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju";
    private static final String SECRET = "canary-NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XA";

    @Autowired Credentials credentials;
    @Autowired KeySweep sweep;
    @Autowired KeyRows rows;
    @Autowired CredentialUse use;
    @Autowired FickleStore store;
    @Autowired ScriptedProbe probe;
    @Autowired HeardNews news;
    @Autowired Bots bots;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private Person person;
    private Caller owner;
    private TenantId tenant;

    @SuppressWarnings("NullAway.Init")
    CredentialsModuleTests() {}

    @BeforeEach
    void begin() {
        store.open();
        probe.reset();
        person = fixtures.person();
        owner = fixtures.owner(person);
        tenant = person.tenant();
    }

    private static NewCredential binance(String label) {
        return key(KeyService.BINANCE, label, null, Map.of("apiKey", API_KEY, "apiSecret", SECRET));
    }

    private static NewCredential key(
            KeyService service,
            String label,
            @Nullable KeyAlgorithm algorithm,
            Map<String, String> values) {
        Map<String, SecretValue> fields = new HashMap<>();
        values.forEach((name, value) -> fields.put(name, SecretValue.of(value)));
        return new NewCredential(service, label, algorithm, fields, false);
    }

    private static NewCredential unchecked(NewCredential key) {
        return new NewCredential(key.service(), key.label(), key.algorithm(), key.fields(), true);
    }

    private Credential saved(NewCredential key) {
        return credentials.save(tenant, owner, key).orThrow();
    }

    private Found found(KeyId key) {
        return store.find(new Place(tenant, use.botOf(tenant), key));
    }

    private List<String> audited() {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT action FROM audit_entries WHERE action LIKE 'keys.%'
                                        ORDER BY number
                                        """)
                                .query(String.class)
                                .list());
    }

    private int count(String table) {
        return scope.call(
                tenant,
                () -> jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single());
    }

    private void nothingIsKept() {
        assertThat(credentials.list(tenant, KeyService.Kind.EXCHANGE)).isEmpty();
        assertThat(count("exchange_keys")).isZero();
        assertThat(count("sealed_secrets")).isZero();
        assertThat(audited()).doesNotContain("keys.saved");
    }

    private static void isWiped(NewCredential key) {
        assertThat(key.fields().values())
                .allSatisfy(value -> assertThat(value.bytes()).containsOnly(0));
    }

    private static void refused(ProblemCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void keepsAKeyThatItsServiceKnows() {
        NewCredential key = binance("  Main account ");
        Credential saved = saved(key);

        assertThat(saved.label()).isEqualTo("Main account");
        assertThat(saved.last4()).isEqualTo("14y7Ju".substring(2));
        assertThat(saved.algorithm()).isEqualTo(KeyAlgorithm.HMAC);
        assertThat(saved.status()).isEqualTo(Status.OK);
        assertThat(saved.rights()).containsExactlyInAnyOrder(KeyRight.READ, KeyRight.TRADE);
        assertThat(saved.ipRestricted()).isTrue();
        assertThat(saved.checkedAt()).isNotNull();
        assertThat(credentials.list(tenant, KeyService.Kind.EXCHANGE)).containsExactly(saved);
        assertThat(credentials.list(tenant, KeyService.Kind.AI)).isEmpty();
        assertThat(credentials.find(tenant, saved.id())).contains(saved);
        assertThat(found(saved.id()))
                .isInstanceOfSatisfying(
                        Found.Present.class,
                        present -> {
                            assertThat(present.version()).isEqualTo(1);
                            assertThat(present.fields())
                                    .containsExactlyInAnyOrder(
                                            "apiKey", "apiSecret", "venue", "algorithm");
                            assertThat(present.notes())
                                    .containsEntry("updatedBy", person.id().toString())
                                    .containsKeys("fingerprint", "verifiedAt");
                        });
        assertThat(audited()).containsExactly("keys.saved");
        assertThat(news.saved(saved.id())).isOne();
        isWiped(key);
    }

    @Test
    void keepsKeysOfEveryService() {
        saved(
                key(
                        KeyService.POLYMARKET,
                        "Wallet",
                        null,
                        Map.of("walletKey", "0x" + "4f".repeat(32))));
        saved(
                key(
                        KeyService.POLYMARKET,
                        "API",
                        null,
                        Map.of(
                                "apiKey",
                                "9180014b-33c8-9240-a14b-bdca11c0a465",
                                "apiSecret",
                                "c2VjcmV0LW9mLXBvbHltYXJrZXQ=",
                                "passphrase",
                                "open sesame".replace(' ', '-'))));
        for (KeyService service :
                List.of(KeyService.DEEPSEEK, KeyService.OPENAI, KeyService.GEMINI)) {
            Credential ai = saved(key(service, "AI", null, Map.of("apiKey", "sk-" + API_KEY)));
            assertThat(found(ai.id()))
                    .isInstanceOfSatisfying(
                            Found.Present.class,
                            present ->
                                    assertThat(present.fields())
                                            .containsExactlyInAnyOrder("apiKey", "provider"));
        }
        assertThat(credentials.list(tenant, KeyService.Kind.EXCHANGE))
                .extracting(Credential::label)
                .containsExactly("API", "Wallet");
        assertThat(credentials.list(tenant, KeyService.Kind.AI)).hasSize(3);
    }

    @Test
    void takesAnEd25519KeyAsItsOwnerHasIt() {
        String pem =
                """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """;
        for (String pasted : List.of(pem, pem.replace("\n", ""), "\n " + pem.replace("\n", " "))) {
            Credential saved =
                    saved(
                            key(
                                    KeyService.BINANCE,
                                    "Pasted " + pasted.length(),
                                    null,
                                    Map.of("apiKey", API_KEY, "apiSecret", pasted)));
            assertThat(saved.algorithm()).isEqualTo(KeyAlgorithm.ED25519);
            assertThat(probe.algorithm()).isEqualTo(KeyAlgorithm.ED25519);
        }
    }

    @Test
    void refusesAKeyThatMayWithdraw() {
        probe.accepts(
                new KeyFacts(
                        Set.of(KeyRight.READ, KeyRight.TRADE, KeyRight.WITHDRAW),
                        true,
                        null,
                        null,
                        List.of()));
        NewCredential key = binance("Main");

        SaveOutcome outcome = credentials.save(tenant, owner, key);

        assertThat(outcome).isInstanceOf(SaveOutcome.Refused.class);
        refused(ProblemCode.KEY_REFUSED, outcome::orThrow);
        nothingIsKept();
        isWiped(key);
    }

    @Test
    void refusesAKeyThatItsServiceDoesNotKnow() {
        probe.answers(new Probed.Refused(Text.of("secrets.refused.withdraw")));
        NewCredential key = binance("Main");
        assertThat(credentials.save(tenant, owner, key)).isInstanceOf(SaveOutcome.Refused.class);
        nothingIsKept();
        isWiped(key);
    }

    @Test
    void saysWhatAKeysOwnerShouldKnow() {
        Instant soon = clock.instant().plus(Duration.ofDays(5));
        probe.accepts(
                new KeyFacts(
                        Set.of(KeyRight.READ), false, soon, Duration.ofMillis(-1500), List.of()));

        Credential saved = saved(binance("Main"));

        assertThat(saved.status()).isEqualTo(Status.OK);
        assertThat(saved.tradeUntil()).isEqualTo(soon);
        assertThat(saved.warnings())
                .extracting(KeyWarning::code)
                .containsExactlyInAnyOrder(
                        "no-trade-right", "no-ip-restriction", "trade-right-ends", "clock-skew");
        assertThat(saved.warnings())
                .extracting(warning -> warning.message().in(Locale.ENGLISH))
                .anyMatch(text -> text.contains("192.0.2.7, 192.0.2.8"))
                .anyMatch(text -> text.contains("1,500 ms"))
                .anyMatch(text -> text.contains(soon.toString().substring(0, 10)));
        assertThat(credentials.egressAddresses()).containsExactly("192.0.2.7", "192.0.2.8");
    }

    @Test
    void offersToKeepAKeyUncheckedWhoseServiceIsAway() {
        probe.cannotReach();
        assertThat(credentials.save(tenant, owner, binance("Main")))
                .isInstanceOf(SaveOutcome.Unreachable.class);
        nothingIsKept();

        Credential saved = saved(unchecked(binance("Main")));

        assertThat(probe.asked()).isOne();
        assertThat(saved.status()).isEqualTo(Status.UNVERIFIED);
        assertThat(saved.checkedAt()).isNull();
        assertThat(saved.rights()).isEmpty();
    }

    @Test
    void aProbeWithAFaultOfItsOwnIsNoAnswer() {
        probe.fails(new IllegalStateException(SECRET));
        assertThat(credentials.save(tenant, owner, binance("Main")))
                .isInstanceOfSatisfying(
                        SaveOutcome.Unreachable.class,
                        told ->
                                assertThat(told.reason().in(Locale.ENGLISH))
                                        .doesNotContain("canary"));
        nothingIsKept();
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        record Case(String fault, NewCredential key) {}
        String pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n-----END PRIVATE KEY-----\n";
        String other = "-----BEGIN RSA PRIVATE KEY-----\nMC4CAQ==\n-----END RSA PRIVATE KEY-----\n";
        List<Case> cases =
                List.of(
                        new Case("label required", binance(" ")),
                        new Case("label wrong-form", binance("a".repeat(61))),
                        new Case("label wrong-form", binance("a\nb")),
                        new Case(
                                "apiSecret required",
                                key(KeyService.BINANCE, "A", null, Map.of("apiKey", API_KEY))),
                        new Case(
                                "apiKey required",
                                key(KeyService.BINANCE, "A", null, Map.of("apiSecret", SECRET))),
                        new Case(
                                "apiKey wrong-form",
                                key(
                                        KeyService.BINANCE,
                                        "A",
                                        null,
                                        Map.of("apiKey", API_KEY + "\n", "apiSecret", SECRET))),
                        new Case(
                                "apiKey too-short",
                                key(KeyService.OPENAI, "A", null, Map.of("apiKey", "sk-short"))),
                        new Case(
                                "apiKey too-long",
                                key(
                                        KeyService.OPENAI,
                                        "A",
                                        null,
                                        Map.of("apiKey", "k".repeat(513)))),
                        new Case(
                                "passphrase not-needed",
                                key(
                                        KeyService.BINANCE,
                                        "A",
                                        null,
                                        Map.of(
                                                "apiKey",
                                                API_KEY,
                                                "apiSecret",
                                                SECRET,
                                                "passphrase",
                                                "p"))),
                        new Case(
                                "algorithm not-needed",
                                key(
                                        KeyService.GEMINI,
                                        "A",
                                        KeyAlgorithm.HMAC,
                                        Map.of("apiKey", API_KEY))),
                        new Case(
                                "algorithm other-algorithm",
                                key(
                                        KeyService.BINANCE,
                                        "A",
                                        KeyAlgorithm.HMAC,
                                        Map.of("apiKey", API_KEY, "apiSecret", pem))),
                        new Case(
                                "apiSecret wrong-form",
                                key(
                                        KeyService.BINANCE,
                                        "A",
                                        KeyAlgorithm.ED25519,
                                        Map.of("apiKey", API_KEY, "apiSecret", SECRET))),
                        new Case(
                                "apiSecret wrong-form",
                                key(
                                        KeyService.BINANCE,
                                        "A",
                                        null,
                                        Map.of("apiKey", API_KEY, "apiSecret", pem))),
                        new Case(
                                "apiSecret wrong-form",
                                key(
                                        KeyService.BINANCE_TESTNET,
                                        "A",
                                        null,
                                        Map.of("apiKey", API_KEY, "apiSecret", other))),
                        new Case(
                                "walletKey required",
                                key(KeyService.POLYMARKET, "A", null, Map.of())),
                        new Case(
                                "walletKey wrong-form",
                                key(
                                        KeyService.POLYMARKET,
                                        "A",
                                        null,
                                        Map.of("walletKey", "0x" + "zz".repeat(32)))),
                        new Case(
                                "walletKey wrong-form",
                                key(
                                        KeyService.POLYMARKET,
                                        "A",
                                        null,
                                        Map.of("walletKey", "0x" + "00".repeat(32)))),
                        new Case(
                                "apiKey not-needed",
                                key(
                                        KeyService.POLYMARKET,
                                        "A",
                                        null,
                                        Map.of("walletKey", "4f".repeat(32), "apiKey", API_KEY))));
        for (Case one : cases) {
            // The limit on saves is per tenant.
            Person another = fixtures.person();
            SaveOutcome outcome =
                    credentials.save(another.tenant(), fixtures.owner(another), one.key());
            assertThat(outcome)
                    .as(one.fault())
                    .isInstanceOfSatisfying(
                            SaveOutcome.Invalid.class,
                            invalid -> {
                                assertThat(invalid.faults())
                                        .extracting(fault -> fault.field() + " " + fault.code())
                                        .containsExactly(one.fault());
                                assertThat(invalid.faults())
                                        .filteredOn(fault -> !fault.field().equals("label"))
                                        .allMatch(fault -> fault.value() == null);
                            });
            isWiped(one.key());
        }
        assertThat(probe.asked()).isZero();
    }

    @Test
    void aNameIsTakenOnceForEachServiceAndTenant() {
        saved(binance("Main"));
        assertThat(credentials.save(tenant, owner, binance("MAIN")))
                .isInstanceOfSatisfying(
                        SaveOutcome.Invalid.class,
                        invalid ->
                                assertThat(invalid.faults().getFirst().code()).isEqualTo("taken"));
        saved(
                key(
                        KeyService.BINANCE_TESTNET,
                        "Main",
                        null,
                        Map.of("apiKey", API_KEY, "apiSecret", SECRET)));
        Person other = fixtures.person();
        assertThat(credentials.save(other.tenant(), fixtures.owner(other), binance("Main")))
                .isInstanceOf(SaveOutcome.Saved.class);
    }

    @Test
    void ofTwoAtOnceWithOneNameOneIsKept() throws Exception {
        for (int round = 0; round < 5; round++) {
            String label = "Round " + round;
            List<SaveOutcome> outcomes =
                    together(
                            List.of(
                                    () -> credentials.save(tenant, owner, binance(label)),
                                    () -> credentials.save(tenant, owner, binance(label)),
                                    () -> credentials.save(tenant, owner, binance(label))));
            assertThat(outcomes)
                    .filteredOn(SaveOutcome.Saved.class::isInstance)
                    .as(label)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(SaveOutcome.Invalid.class::isInstance)
                    .as(label)
                    .hasSize(2);
            assertThat(count("sealed_secrets")).isEqualTo(round + 1);
        }
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    @Test
    void aSealedStoreIsToldAtOnceAndKeepsNothing() {
        store.close(Outage.SEALED);
        NewCredential key = binance("Main");
        long before = System.nanoTime();

        SaveOutcome outcome = credentials.save(tenant, owner, key);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(outcome).isInstanceOf(SaveOutcome.Unavailable.class);
        refused(ProblemCode.UNAVAILABLE, outcome::orThrow);
        assertThat(probe.asked()).isZero();
        isWiped(key);
        store.open();
        nothingIsKept();
        saved(binance("Main"));
    }

    @Test
    void aStoreThatClosesInBetweenKeepsNothing() {
        store.beforeNextPut(() -> store.close(Outage.SEALED));
        assertThat(credentials.save(tenant, owner, binance("Main")))
                .isInstanceOf(SaveOutcome.Unavailable.class);
        store.open();
        nothingIsKept();
    }

    @Test
    void aValueWhoseAnswerWasLostIsErased() {
        store.failNextPut(Outage.UNREACHABLE, true);
        assertThat(credentials.save(tenant, owner, binance("Main")))
                .isInstanceOf(SaveOutcome.Unavailable.class);
        nothingIsKept();
    }

    @Test
    void whatCannotBeErasedAtOnceTheSweepErases() {
        store.failNextPut(Outage.UNREACHABLE, true);
        store.failNextErase(Outage.UNREACHABLE);
        assertThat(credentials.save(tenant, owner, binance("Main")))
                .isInstanceOf(SaveOutcome.Unavailable.class);
        assertThat(credentials.list(tenant, KeyService.Kind.EXCHANGE)).isEmpty();
        assertThat(count("sealed_secrets")).isOne();

        sweep.finishDue();
        assertThat(count("sealed_secrets")).as("somebody may still be at work").isOne();
        makeDue();
        store.close(Outage.SEALED);
        sweep.finishDue();
        store.open();
        assertThat(count("sealed_secrets")).isOne();
        sweep.finishDue();
        nothingIsKept();
        saved(binance("Main"));
    }

    private void makeDue() {
        scope.run(
                tenant,
                () ->
                        assertThat(
                                        jdbc.sql(
                                                        """
                                                        UPDATE exchange_keys SET due_at = due_at - interval '1 hour'
                                                        WHERE due_at IS NOT NULL
                                                        """)
                                                .update())
                                .isPositive());
    }

    @Test
    void withoutItsEntryInTheAuditTrailNothingIsKeptOrErased() {
        Credential kept = saved(key(KeyService.OPENAI, "AI", null, Map.of("apiKey", API_KEY)));
        // The next entry takes a number that there is already.
        scope.run(tenant, () -> jdbc.sql("UPDATE audit_heads SET number = number - 1").update());

        assertThat(credentials.save(tenant, owner, binance("Main")))
                .isInstanceOf(SaveOutcome.Unavailable.class);
        assertThatThrownBy(() -> credentials.delete(tenant, owner, kept.id()))
                .isInstanceOf(DataAccessException.class);

        assertThat(count("exchange_keys")).isZero();
        assertThat(count("sealed_secrets")).isOne();
        assertThat(credentials.list(tenant, KeyService.Kind.AI)).containsExactly(kept);
        assertThat(audited()).containsExactly("keys.saved");
        scope.run(tenant, () -> jdbc.sql("UPDATE audit_heads SET number = number + 1").update());
    }

    @Test
    void aPlatformThatDiedBetweenValueAndRowLeavesNothing() {
        store.beforeNextPut(() -> {
            throw new IllegalStateException("the end");
        });
        store.failNextErase(Outage.UNREACHABLE);
        assertThat(credentials.save(tenant, owner, binance("Main")))
                .isInstanceOf(SaveOutcome.Unavailable.class);
        // As if it had been killed while it kept the value.
        scope.run(tenant, () -> jdbc.sql("UPDATE exchange_keys SET phase = 'saving'").update());
        makeDue();
        sweep.finishDue();
        nothingIsKept();
    }

    @Test
    void isTheOwnersAloneWithAFreshLogIn() {
        Credential kept = saved(binance("Kept"));
        Person other = fixtures.person();
        for (Caller caller :
                List.of(
                        fixtures.caller(person, Set.of(Role.USER, Role.VIEWER)),
                        fixtures.caller(person, Set.of(Role.USER, Role.VIEWER, Role.TRADER)),
                        fixtures.owner(other),
                        fixtures.caller(other, Set.of(Role.USER, Role.ADMIN, Role.SUPERADMIN)))) {
            NewCredential key = binance("Main");
            refused(ProblemCode.FORBIDDEN, () -> credentials.save(tenant, caller, key));
            isWiped(key);
            refused(
                    ProblemCode.FORBIDDEN,
                    () -> credentials.replace(tenant, caller, kept.id(), binance("Main")));
            refused(ProblemCode.FORBIDDEN, () -> credentials.delete(tenant, caller, kept.id()));
            refused(ProblemCode.FORBIDDEN, () -> credentials.test(tenant, caller, kept.id()));
            refused(ProblemCode.FORBIDDEN, () -> credentials.test(tenant, caller, binance("Main")));
        }
        Caller stale =
                new Caller(
                        owner.userId(),
                        tenant,
                        owner.roles(),
                        clock.instant().minus(Duration.ofMinutes(5)).minusMillis(1),
                        "test");
        NewCredential key = binance("Main");
        refused(ProblemCode.STEP_UP_REQUIRED, () -> credentials.save(tenant, stale, key));
        isWiped(key);
        refused(
                ProblemCode.STEP_UP_REQUIRED,
                () -> credentials.replace(tenant, stale, kept.id(), binance("Main")));
        refused(ProblemCode.STEP_UP_REQUIRED, () -> credentials.delete(tenant, stale, kept.id()));
        assertThat(credentials.list(tenant, KeyService.Kind.EXCHANGE)).hasSize(1);
    }

    @Test
    void savesAreCounted() {
        for (int i = 0; i < 30; i++) {
            credentials.test(tenant, owner, binance("Main"));
        }
        NewCredential key = binance("Main");
        refused(ProblemCode.RATE_LIMITED, () -> credentials.save(tenant, owner, key));
        isWiped(key);
        assertThat(count("exchange_keys")).isZero();
    }

    @Test
    void nobodyElsesKeyIsFound() {
        Credential mine = saved(binance("Main"));
        Person other = fixtures.person();
        Caller thief = fixtures.owner(other);

        assertThat(credentials.find(other.tenant(), mine.id())).isEmpty();
        assertThat(credentials.list(other.tenant(), KeyService.Kind.EXCHANGE)).isEmpty();
        refused(ProblemCode.NOT_FOUND, () -> credentials.delete(other.tenant(), thief, mine.id()));
        refused(
                ProblemCode.NOT_FOUND,
                () -> credentials.replace(other.tenant(), thief, mine.id(), binance("Main")));
        refused(ProblemCode.NOT_FOUND, () -> credentials.test(other.tenant(), thief, mine.id()));
    }

    @Test
    void aReplacedKeyKeepsItsIdAndItsUsers() {
        Credential old = saved(unchecked(binance("Main")));
        NewCredential next =
                key(
                        KeyService.BINANCE,
                        "Main 2",
                        null,
                        Map.of("apiKey", API_KEY + "wxyz", "apiSecret", SECRET));

        Credential now = credentials.replace(tenant, owner, old.id(), next).orThrow();

        assertThat(now.id()).isEqualTo(old.id());
        assertThat(now.last4()).isEqualTo("wxyz");
        assertThat(now.label()).isEqualTo("Main 2");
        assertThat(now.status()).isEqualTo(Status.OK);
        assertThat(found(old.id()))
                .isInstanceOfSatisfying(
                        Found.Present.class, present -> assertThat(present.version()).isEqualTo(2));
        assertThat(audited()).containsExactly("keys.saved", "keys.replaced");
        assertThat(news.saved(old.id())).isEqualTo(2);
        isWiped(next);
        assertThat(
                        credentials.replace(
                                tenant,
                                owner,
                                old.id(),
                                key(KeyService.OPENAI, "A", null, Map.of("apiKey", API_KEY))))
                .isInstanceOf(SaveOutcome.Invalid.class);
    }

    @Test
    void aReplacementThatTheStoreDoesNotTakeChangesNothing() {
        Credential old = saved(binance("Main"));
        store.beforeNextPut(() -> store.close(Outage.SEALED));
        assertThat(credentials.replace(tenant, owner, old.id(), binance("Other")))
                .isInstanceOf(SaveOutcome.Unavailable.class);
        store.open();
        assertThat(credentials.find(tenant, old.id())).contains(old);
        credentials.replace(tenant, owner, old.id(), binance("Other")).orThrow();
    }

    @Test
    void theStoreKnowsWhetherAReplacementWhoseAnswerWasLostHappened() {
        Credential old = saved(binance("Main"));
        for (boolean kept : List.of(true, false)) {
            store.failNextPut(Outage.UNREACHABLE, kept);
            assertThat(credentials.replace(tenant, owner, old.id(), binance("Kept " + kept)))
                    .isInstanceOf(SaveOutcome.Unavailable.class);
            refused(
                    ProblemCode.CONFLICT,
                    () -> credentials.replace(tenant, owner, old.id(), binance("Third")));
            makeDue();
            sweep.finishDue();
            assertThat(credentials.find(tenant, old.id()).orElseThrow().label())
                    .isEqualTo("Kept true");
            assertThat(found(old.id()))
                    .isInstanceOfSatisfying(
                            Found.Present.class,
                            present -> assertThat(present.version()).isEqualTo(2));
        }
        credentials.replace(tenant, owner, old.id(), binance("Third")).orThrow();
    }

    @Test
    void aDeletedKeyIsGoneFromBothPlaces() {
        Credential key = saved(binance("Main"));
        credentials.delete(tenant, owner, key.id());

        assertThat(credentials.find(tenant, key.id())).isEmpty();
        assertThat(found(key.id())).isEqualTo(new Found.Absent());
        assertThat(audited()).containsExactly("keys.saved", "keys.deleted", "keys.erased");
        assertThat(news.saved(key.id())).isEqualTo(2);
        refused(ProblemCode.NOT_FOUND, () -> credentials.delete(tenant, owner, key.id()));
        saved(binance("Main"));
    }

    @Test
    void aClosedStoreLetsADeletionHappenNotAtAll() {
        Credential key = saved(binance("Main"));
        store.close(Outage.SEALED);
        refused(ProblemCode.UNAVAILABLE, () -> credentials.delete(tenant, owner, key.id()));
        store.open();
        store.failNextErase(Outage.UNREACHABLE);
        refused(ProblemCode.UNAVAILABLE, () -> credentials.delete(tenant, owner, key.id()));
        assertThat(credentials.find(tenant, key.id())).contains(key);
        credentials.delete(tenant, owner, key.id());
    }

    @Test
    void aDeletionThatWasCutOffIsFinished() {
        Credential key = saved(binance("Main"));
        scope.run(
                tenant,
                () -> {
                    KeyRow row = rows.find(tenant, key.id()).orElseThrow();
                    assertThat(
                                    rows.move(
                                            row,
                                            Phase.LIVE,
                                            Phase.ERASING,
                                            1,
                                            clock.instant().minusSeconds(1)))
                            .isTrue();
                });
        assertThat(credentials.find(tenant, key.id())).isEmpty();
        sweep.finishDue();
        assertThat(found(key.id())).isEqualTo(new Found.Absent());
        assertThat(count("exchange_keys")).isZero();
    }

    @Test
    void testsAKeyWithoutKeepingIt() {
        NewCredential key = binance("");
        assertThat(credentials.test(tenant, owner, key)).isInstanceOf(Probed.Accepted.class);
        isWiped(key);
        probe.accepts(new KeyFacts(Set.of(KeyRight.WITHDRAW), false, null, null, List.of()));
        assertThat(credentials.test(tenant, owner, binance(""))).isInstanceOf(Probed.Refused.class);
        refused(
                ProblemCode.INVALID,
                () ->
                        credentials.test(
                                tenant,
                                owner,
                                key(KeyService.OPENAI, "", null, Map.of("apiKey", "x"))));
        nothingIsKept();
    }
}
