package io.sath.platform.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.account.Accounts;
import io.sath.platform.account.NewAccount;
import io.sath.platform.billing.Entitlements;
import io.sath.platform.bots.Bots;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.tenant.Tenants;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@PlatformTest
class OperationsModuleTests {
    private static final String PASSWORD = "correct horse battery";
    private static final String TENANTS = "/api/v1/admin/tenants";
    private static final String BOTS = "/api/v1/admin/bots";

    @Autowired Accounts accounts;
    @Autowired Tenants tenants;
    @Autowired Entitlements entitlements;
    @Autowired Bots bots;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Fixtures fixtures;

    @Value("${local.server.port}")
    int port;

    private Rest operator;
    private Rest user;
    private Fixtures.Person person;
    private TenantId tenant;

    @BeforeEach
    void people() {
        operator = logIn(Role.SUPERADMIN);
        user = logIn(Role.USER);
        person = fixtures.person();
        tenant = person.tenant();
    }

    @Test
    void nobodyButOperatorsComesIn() {
        String bot = bots.status(tenant).botId().value();
        for (Reply reply :
                new Reply[] {
                    user.get(TENANTS),
                    user.put(TENANTS + "/" + tenant, change("active", "pro", "")),
                    user.get(BOTS),
                    user.post(BOTS + "/" + bot + "/stop", "{}")
                }) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("forbidden");
        }
        assertThat(Rest.at(port).get(TENANTS).status()).isEqualTo(401);
        assertThat(Rest.at(port).get(BOTS).status()).isEqualTo(401);
        assertThat(entitlements.of(tenant).plan()).isEqualTo("free");
    }

    @Nested
    class TheTenants {
        @Test
        void areListedPieceByPieceNewestFirst() {
            TenantId newer = fixtures.tenant("pro");

            JsonNode first = operator.get(TENANTS + "?limit=1").json();
            JsonNode item = first.at("/items/0");
            assertThat(item.path("id").asString()).isEqualTo(newer.toString());
            assertThat(item.path("plan").asString()).isEqualTo("pro");
            assertThat(item.path("status").asString()).isEqualTo("active");
            assertThat(item.path("role").isNull()).isTrue();
            assertThat(item.path("createdAt").asString()).endsWith("Z");

            String cursor = first.path("nextCursor").asString();
            JsonNode second = operator.get(TENANTS + "?limit=1&cursor=" + cursor).json();
            assertThat(second.at("/items/0/id").asString()).isEqualTo(tenant.toString());
            assertThat(operator.get(TENANTS + "?cursor=nonsense").code())
                    .isEqualTo("cursor-invalid");
        }

        @Test
        void changePlanStatusAndLimits() {
            Reply reply =
                    operator.put(
                            TENANTS + "/" + tenant,
                            change("suspended", "pro", ",\"limits\":{\"capital\":\"250\"}"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.member("plan")).isEqualTo("pro");
            assertThat(reply.member("status")).isEqualTo("suspended");
            assertThat(entitlements.of(tenant).limits().capital())
                    .isEqualByComparingTo(new BigDecimal("250"));

            operator.put(TENANTS + "/" + tenant, change("active", "pro", ""));
            assertThat(tenants.get(tenant).status()).isEqualTo(TenantStatus.ACTIVE);
            assertThat(entitlements.of(tenant).limits().capital())
                    .as("left out: as they are")
                    .isEqualByComparingTo(new BigDecimal("250"));
        }

        @Test
        void changeWhollyOrNotAtAll() {
            assertInvalid(change("suspended", "platinum", ""), "plan");
            assertInvalid(
                    change("suspended", "pro", ",\"limits\":{\"capital\":\"-1\"}"),
                    "limits.capital");
            assertInvalid(change("asleep", "pro", ""), "status");
            assertInvalid("{\"status\":\"active\"}", "plan");
            assertThat(
                            operator.put(
                                            TENANTS + "/" + tenant,
                                            change("active", "pro", ",\"x\":1"))
                                    .code())
                    .isEqualTo("unknown-field");

            assertThat(tenants.get(tenant).status()).isEqualTo(TenantStatus.ACTIVE);
            assertThat(entitlements.of(tenant).plan()).isEqualTo("free");
            assertThat(audited("admin.tenant-changed")).isZero();
        }

        @Test
        void areNotFoundWhereThereIsNone() {
            String body = change("active", "pro", "");
            assertThat(operator.put(TENANTS + "/" + UUID.randomUUID(), body).status())
                    .isEqualTo(404);
            assertThat(operator.put(TENANTS + "/me", body).status()).isEqualTo(404);
        }

        @Test
        void keepInTheirAuditWhatOperatorsDid() {
            operator.put(TENANTS + "/" + tenant, change("active", "pro", ""));

            assertThat(audited("admin.tenant-changed")).isEqualTo(1);
        }

        private void assertInvalid(String body, String field) {
            Reply reply = operator.put(TENANTS + "/" + tenant, body);
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.json().at("/errors/0/field").asString()).isEqualTo(field);
            assertThat(reply.json().at("/errors/0/message").asString()).doesNotStartWith("!");
        }
    }

    @Nested
    class TheBots {
        @Test
        void areListedWithTheirTenants() {
            String bot = bots.status(tenant).botId().value();

            JsonNode item = operator.get(BOTS + "?limit=1").json().at("/items/0");

            assertThat(item.path("botId").asString()).isEqualTo(bot);
            assertThat(item.path("tenantId").asString()).isEqualTo(tenant.toString());
            assertThat(item.path("tenantName").asString()).isEqualTo("Person");
            assertThat(item.path("plan").asString()).isEqualTo("free");
            assertThat(item.path("state").asString()).isEqualTo("stopped");
            assertThat(item.has("node")).isTrue();
            assertThat(item.path("entries").isObject()).isTrue();
        }

        @Test
        void areListedPieceByPiece() {
            fixtures.person();
            bots.status(tenant);

            JsonNode first = operator.get(BOTS + "?limit=1&order=asc").json();
            String cursor = first.path("nextCursor").asString();
            JsonNode second = operator.get(BOTS + "?limit=1&order=asc&cursor=" + cursor).json();

            assertThat(second.at("/items/0/botId").asString())
                    .isNotEmpty()
                    .isNotEqualTo(first.at("/items/0/botId").asString());
        }

        @Test
        void stop() {
            bots.start(tenant, fixtures.owner(person));
            String bot = bots.status(tenant).botId().value();

            Reply reply = operator.post(BOTS + "/" + bot + "/stop", "{\"policy\":\"leave\"}");

            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.member("desired")).isEqualTo("off");
            assertThat(bots.status(tenant).desired()).isFalse();
            assertThat(audited("admin.bot-stopped")).isEqualTo(1);
        }

        @Test
        void stopSoftly() {
            bots.start(tenant, fixtures.owner(person));
            String bot = bots.status(tenant).botId().value();

            Reply reply = operator.post(BOTS + "/" + bot + "/stop", "{\"policy\":\"exit-only\"}");

            assertThat(reply.member("desired")).isEqualTo("on");
            assertThat(reply.json().at("/entries/allowed").asBoolean()).isFalse();
            bots.stop(tenant, fixtures.owner(person), null);
        }

        @Test
        void areNotStoppedByAPolicyThatThereIsNot() {
            String bot = bots.status(tenant).botId().value();

            Reply reply = operator.post(BOTS + "/" + bot + "/stop", "{\"policy\":\"sell\"}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.json().at("/errors/0/value").asString()).isEqualTo("sell");
            assertThat(operator.post(BOTS + "/0000000000000/stop", "{}").status()).isEqualTo(404);
            assertThat(operator.post(BOTS + "/nope/stop", "{}").status()).isEqualTo(404);
        }
    }

    private static String change(String status, String plan, String more) {
        return "{\"status\":\"" + status + "\",\"plan\":\"" + plan + "\"" + more + "}";
    }

    private long audited(String action) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql("SELECT count(*) FROM audit_entries WHERE action = ?")
                                .param(action)
                                .query(Long.class)
                                .single());
    }

    private Rest logIn(Role role) {
        String email = "admin-" + UUID.randomUUID() + "@example.com";
        accounts.found(new NewAccount(email, PASSWORD, "Operator", "en"), role);
        Reply reply =
                Rest.at(port)
                        .post(
                                "/api/v1/auth/login",
                                "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return Rest.at(port).as(reply.member("accessToken"));
    }
}
