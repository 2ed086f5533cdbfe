package io.sath.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Keyed;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.Credential.Status;
import io.sath.platform.secrets.KeyIncident.Revoked;
import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.HeardNews;
import io.sath.platform.secrets.fake.Keys;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.secrets.fake.ScriptedProbe;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operators revoke keys, and bots lose them. */
@KeysTest
class KeyIncidentModuleTests {
    @Autowired Credentials credentials;
    @Autowired KeyIncident incident;
    @Autowired KeySweep sweep;
    @Autowired KeyDelivery delivery;
    @Autowired CredentialUse use;
    @Autowired FickleStore store;
    @Autowired ScriptedProbe probe;
    @Autowired HeardNews news;
    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private Caller operator;

    @SuppressWarnings("NullAway.Init")
    KeyIncidentModuleTests() {}

    @BeforeEach
    void begin() {
        store.open();
        probe.reset();
        operator =
                fixtures.caller(fixtures.person(), Set.of(Role.USER, Role.ADMIN, Role.SUPERADMIN));
    }

    /** A tenant and a key of theirs. */
    private record Holder(TenantId tenant, Caller owner, KeyId key) {}

    private Holder holder(KeyService service) {
        Person person = fixtures.person();
        Caller owner = fixtures.owner(person);
        KeyId key =
                credentials.save(person.tenant(), owner, Keys.of(service, "Main")).orThrow().id();
        return new Holder(person.tenant(), owner, key);
    }

    private Credential now(Holder holder) {
        return credentials.find(holder.tenant(), holder.key()).orElseThrow();
    }

    private Found found(Holder holder) {
        return store.find(new Place(holder.tenant(), use.botOf(holder.tenant()), holder.key()));
    }

    private List<String> audited(TenantId tenant) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql("SELECT action FROM audit_entries ORDER BY number")
                                .query(String.class)
                                .list());
    }

    @Test
    void theKeysOfOneServiceAreRevokedWhoeversTheyAre() {
        Holder first = holder(KeyService.BINANCE_TESTNET);
        Holder second = holder(KeyService.BINANCE_TESTNET);
        Holder spared = holder(KeyService.POLYMARKET);
        BotConfig config = bots.config(first.tenant());
        bots.save(first.tenant(), first.owner(), Keyed.with(config, first.key().value()), null)
                .orThrow();
        bots.start(first.tenant(), first.owner());
        Fleet.Wanted before = fleet.wanted(first.tenant()).orElseThrow();
        Revoked preview = incident.preview(operator, KeyService.BINANCE_TESTNET);

        Revoked revoked =
                incident.revokeAll(operator, KeyService.BINANCE_TESTNET, "a leak at the venue");

        assertThat(revoked).isEqualTo(preview);
        assertThat(revoked.keys()).isGreaterThanOrEqualTo(2);
        for (Holder hit : List.of(first, second)) {
            assertThat(now(hit).status()).isEqualTo(Status.FAILED);
            assertThat(now(hit).fault().orElseThrow().code()).isEqualTo("revoked-by-operator");
            assertThat(news.trouble(hit.key())).containsExactly("revoked-by-operator");
            assertThat(audited(hit.tenant())).contains("keys.revoked");
            assertThat(delivery.deliver(hit.tenant(), use.botOf(hit.tenant()), List.of(hit.key())))
                    .isEqualTo(new Delivered.Missing(List.of(hit.key())));
            await().untilAsserted(() -> assertThat(found(hit)).isEqualTo(new Found.Absent()));
        }
        assertThat(now(spared).status()).isEqualTo(Status.OK);
        assertThat(found(spared)).isInstanceOf(Found.Present.class);
        Fleet.Wanted after = fleet.wanted(first.tenant()).orElseThrow();
        assertThat(after.on()).isFalse();
        assertThat(after.stop()).isEqualTo(BotConfig.StopPolicy.LEAVE);
        assertThat(after.keysRev()).isGreaterThan(before.keysRev());
        assertThatThrownBy(() -> bots.start(first.tenant(), first.owner()))
                .hasMessage("key-missing");
        assertThat(
                        scope.call(
                                new TenantId(new java.util.UUID(0, 0)),
                                () ->
                                        jdbc.sql(
                                                        """
                                                        SELECT subject FROM audit_entries
                                                        WHERE action = 'keys.incident'
                                                        """)
                                                .query(String.class)
                                                .list()))
                .contains("binance-testnet: a leak at the venue");
    }

    @Test
    void aRevokedKeyIsEnteredAnewUnderItsId() {
        Holder hit = holder(KeyService.DEEPSEEK);
        incident.revokeAll(operator, KeyService.DEEPSEEK, "a leak");
        await().untilAsserted(() -> assertThat(found(hit)).isEqualTo(new Found.Absent()));
        await().untilAsserted(() -> {
            Credential anew =
                    credentials
                            .replace(
                                    hit.tenant(),
                                    hit.owner(),
                                    hit.key(),
                                    Keys.of(KeyService.DEEPSEEK, "Anew"))
                            .orThrow();
            assertThat(anew.id()).isEqualTo(hit.key());
            assertThat(anew.status()).isEqualTo(Status.OK);
        });
        assertThat(found(hit)).isInstanceOf(Found.Present.class);
        // What was entered after the order is not its business, however late it is finished.
        jdbc.sql("UPDATE key_incidents SET done_at = NULL").update();
        incident.goOn();
        assertThat(now(hit).status()).isEqualTo(Status.OK);
    }

    @Test
    void aStoreThatDiesHalfWayIsWaitedFor() {
        Holder hit = holder(KeyService.GEMINI);
        store.close(Outage.SEALED);
        assertThat(incident.revokeAll(operator, KeyService.GEMINI, "a leak").keys()).isPositive();
        assertThat(now(hit).status()).isEqualTo(Status.FAILED);
        assertThat(
                        credentials.replace(
                                hit.tenant(),
                                hit.owner(),
                                hit.key(),
                                Keys.of(KeyService.GEMINI, "Anew")))
                .isInstanceOf(SaveOutcome.Unavailable.class);
        sweep.finishDue();
        store.open();
        assertThat(found(hit)).isInstanceOf(Found.Present.class);
        sweep.finishDue();
        assertThat(found(hit)).isEqualTo(new Found.Absent());
        assertThat(audited(hit.tenant())).endsWith("keys.erased");
    }

    @Test
    void anOrderThatWasCutOffIsGoneOnWith() {
        Holder hit = holder(KeyService.OPENAI);
        jdbc.sql(
                        """
                        INSERT INTO key_incidents (id, service, reason, ordered_by, ordered_at)
                        VALUES (gen_random_uuid(), 'openai', 'a leak', ?, now())
                        """)
                .param(operator.userId().value())
                .update();
        incident.goOn();
        assertThat(now(hit).fault().orElseThrow().code()).isEqualTo("revoked-by-operator");
        assertThat(
                        jdbc.sql("SELECT count(*) FROM key_incidents WHERE done_at IS NULL")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @Test
    void isForSuperadminsWithAFreshLogInAndAReason() {
        Caller admin = fixtures.caller(fixtures.person(), Set.of(Role.USER, Role.ADMIN));
        Caller stale =
                new Caller(
                        operator.userId(),
                        operator.tenantId(),
                        operator.roles(),
                        clock.instant().minus(Duration.ofMinutes(6)),
                        "test");
        refused(ProblemCode.FORBIDDEN, () -> incident.preview(admin, null));
        refused(ProblemCode.FORBIDDEN, () -> incident.revokeAll(admin, null, "a leak"));
        refused(ProblemCode.STEP_UP_REQUIRED, () -> incident.revokeAll(stale, null, "a leak"));
        refused(ProblemCode.INVALID, () -> incident.revokeAll(operator, null, " "));
        refused(ProblemCode.INVALID, () -> incident.revokeAll(operator, null, "x".repeat(151)));
    }

    private static void refused(ProblemCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
