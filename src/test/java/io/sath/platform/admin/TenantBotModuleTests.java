package io.sath.platform.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.account.Invitation;
import io.sath.platform.account.Invitations;
import io.sath.platform.account.TokenLogIns;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Sight;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import io.sath.platform.support.SightOf;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.tenant.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is below {@code tenants/{id}}: a bot by its tenant. */
@PlatformTest
class TenantBotModuleTests {
    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Tenants tenants;
    @Autowired Invitations invitations;
    @Autowired TokenLogIns logIns;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Fixtures fixtures;
    @Autowired Clock clock;

    @Value("${local.server.port}")
    int port;

    private Fixtures.Person person;
    private Rest owner;
    private Rest operator;

    @SuppressWarnings("NullAway.Init")
    TenantBotModuleTests() {}

    @BeforeEach
    void people() {
        person = fixtures.person();
        owner = as(person);
        Fixtures.Person admin = fixtures.person();
        jdbc.sql("UPDATE users SET role = 'ADMIN' WHERE id = ?").param(admin.id().value()).update();
        operator = as(admin);
    }

    @Nested
    class AnOperator {
        @Test
        void startsAndStopsTheBotOfAnyTenantAndItStandsInTheAudit() {
            Reply started = operator.post(at(person.tenant()) + "/bot/start", "");
            assertThat(started.status()).as(started.text()).isEqualTo(202);
            assertThat(started.member("desired")).isEqualTo("on");
            assertThat(bots.status(person.tenant()).desired()).isTrue();

            Reply softly =
                    operator.post(at(person.tenant()) + "/bot/stop", "{\"policy\":\"exit-only\"}");
            assertThat(softly.member("desired")).isEqualTo("on");
            Reply stopped = operator.post(at(person.tenant()) + "/bot/stop", "");
            assertThat(stopped.status()).isEqualTo(202);
            assertThat(stopped.member("desired")).isEqualTo("off");

            assertThat(audited())
                    .containsSubsequence(
                            "admin.bot-started", "admin.bot-exit-only", "admin.bot-stopped");
        }

        @Test
        void readsHowItIsAndDoes() {
            JsonNode status = operator.get(at(person.tenant()) + "/status").json();
            assertThat(status).isEqualTo(owner.get("/api/v1/bot/status").json());
            JsonNode figures = operator.get(at(person.tenant()) + "/metrics").json();
            assertThat(figures.propertyNames())
                    .isEqualTo(owner.get("/api/v1/metrics").json().propertyNames());
            assertThat(figures.at("/trades/total").asInt()).isZero();
            assertThat(audited()).contains("admin.bot-read", "admin.figures-read");
        }

        @Test
        void startsNoneOfATenantThatIsNotActive() {
            tenants.changeStatus(person.tenant(), TenantStatus.SUSPENDED);

            Reply reply = operator.post(at(person.tenant()) + "/bot/start", "");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("tenant-not-active");
            assertThat(audited()).doesNotContain("admin.bot-started");
        }

        @Test
        void findsNoneWhereThereIsNoTenant() {
            for (String id : List.of(UUID.randomUUID().toString(), "nonsense")) {
                String path = "/api/v1/tenants/" + id;
                assertThat(operator.get(path + "/status").status()).isEqualTo(404);
                assertThat(operator.get(path + "/metrics").status()).isEqualTo(404);
                assertThat(operator.post(path + "/bot/start", "").status()).isEqualTo(404);
                assertThat(operator.post(path + "/bot/stop", "").status()).isEqualTo(404);
            }
        }
    }

    @Nested
    class AMember {
        @Test
        void actsInWhicheverOfTheirTenantsTheyName() {
            TenantId second =
                    invitations
                            .invite(
                                    person.id(),
                                    new Invitation("Second", person.email(), "en"),
                                    made ->
                                            tenants.changeStatus(
                                                    made.tenant(), TenantStatus.ACTIVE))
                            .tenant();
            Rest both = as(person);

            assertThat(both.post(at(second) + "/bot/start", "").member("desired")).isEqualTo("on");

            assertThat(bots.status(second).desired()).isTrue();
            assertThat(both.get("/api/v1/bot/status").member("desired"))
                    .as("the tenant of the token")
                    .isEqualTo("off");
            assertThat(both.get(at(second) + "/status").member("desired")).isEqualTo("on");
            assertThat(both.get(at(second) + "/metrics").status()).isEqualTo(200);
            assertThat(both.post(at(second) + "/bot/stop", "{\"policy\":\"leave\"}").status())
                    .isEqualTo(202);
            assertThat(both.post(at(second) + "/bot/stop", "{\"policy\":\"sell\"}").code())
                    .isEqualTo("invalid");
        }

        @Test
        void whoMayOnlyLookOnlyLooks() {
            scope.run(
                    person.tenant(),
                    () -> jdbc.sql("UPDATE memberships SET role = 'VIEWER'").update());
            Rest viewer = as(person);

            assertThat(viewer.get(at(person.tenant()) + "/status").status()).isEqualTo(200);
            assertThat(viewer.post(at(person.tenant()) + "/bot/start", "").code())
                    .isEqualTo("forbidden");
            assertThat(viewer.post(at(person.tenant()) + "/bot/stop", "").code())
                    .isEqualTo("forbidden");
        }

        @Test
        void doesNotFindAnothersTenant() {
            TenantId other = fixtures.tenant();
            assertThat(owner.get(at(other) + "/status").status()).isEqualTo(404);
            assertThat(owner.get(at(other) + "/metrics").status()).isEqualTo(404);
            assertThat(owner.post(at(other) + "/bot/start", "").status()).isEqualTo(404);
            assertThat(owner.post(at(other) + "/bot/stop", "").status()).isEqualTo(404);
            assertThat(bots.status(other).desired()).isFalse();
        }
    }

    @Test
    void aStartWithoutAPlaceIsPlainToItsTenantAndInTheClustersWordsToOperators() {
        String words = "no capacity: memory; no node fits: ${attr.kernel.name} = linux";
        bots.start(person.tenant(), fixtures.owner(person));
        Instant now = clock.instant();
        fleet.saw(
                person.tenant(),
                bots.status(person.tenant()).botId(),
                SightOf.a(Sight.Phase.PENDING, now).reason(words).seen());

        assertThat(owner.get("/api/v1/bot/status").member("reason"))
                .isEqualTo(
                        "It waits for a free place to run, and starts by itself as soon as there"
                                + " is one.");
        assertThat(
                        owner.with("Accept-Language", "es")
                                .get(at(person.tenant()) + "/status")
                                .member("reason"))
                .isEqualTo(
                        "Espera un lugar libre donde ejecutarse y se inicia solo en cuanto lo"
                                + " haya.");
        assertThat(operator.get(at(person.tenant()) + "/status").member("reason"))
                .isEqualTo("It waits for a place to run: " + words + ".");
        assertThat(
                        StreamSupport.stream(
                                        operator.get("/api/v1/admin/bots?limit=200")
                                                .json()
                                                .path("items")
                                                .spliterator(),
                                        false)
                                .filter(bot ->
                                        bot.path("tenantId")
                                                .asString()
                                                .equals(person.tenant().toString()))
                                .map(bot -> bot.path("reason").asString()))
                .containsExactly("It waits for a place to run: " + words + ".");
    }

    private static String at(TenantId tenant) {
        return "/api/v1/tenants/" + tenant;
    }

    private Rest as(Fixtures.Person who) {
        return Rest.at(port).as(Entrance.token(logIns, who, jdbc));
    }

    private List<String> audited() {
        return scope.call(
                person.tenant(),
                () ->
                        jdbc.sql("SELECT action FROM audit_entries ORDER BY number")
                                .query(String.class)
                                .list());
    }
}
