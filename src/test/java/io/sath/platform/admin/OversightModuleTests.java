package io.sath.platform.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@PlatformTest
class OversightModuleTests {
    private static final String ADMIN = "/api/v1/admin/";
    private static final String USERS = ADMIN + "users";

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Fixtures fixtures;

    @Value("${local.server.port}")
    int port;

    private Fixtures.Person superadmin;
    private Rest operator;
    private Fixtures.Person person;

    @BeforeEach
    void people() {
        superadmin = fixtures.person();
        operator = as(superadmin, "SUPERADMIN");
        person = fixtures.person();
    }

    @Nested
    class TheUsers {
        @Test
        void areListedAsTheySeeThemselvesNewestFirstAndPieceByPiece() {
            Fixtures.Person newer = fixtures.person();

            JsonNode first = operator.get(USERS + "?limit=1").json();
            assertThat(first.at("/items/0/id").asString()).isEqualTo(newer.id().toString());
            assertThat(first.at("/items/0"))
                    .isEqualTo(as(newer, "USER").get("/api/v1/users/me").json());
            assertThat(first.at("/items/0/tenants/0/id").asString())
                    .isEqualTo(newer.tenant().toString());

            String cursor = first.path("nextCursor").asString();
            JsonNode second = operator.get(USERS + "?limit=1&cursor=" + cursor).json();
            assertThat(second.at("/items/0/id").asString()).isEqualTo(person.id().toString());
            assertThat(operator.get(USERS + "?limit=1&order=asc").json().at("/items/0/id"))
                    .isNotEqualTo(first.at("/items/0/id"));
            assertThat(operator.get(USERS + "?cursor=nonsense").code()).isEqualTo("cursor-invalid");
            assertThat(operator.get(USERS + "?limit=201").code()).isEqualTo("invalid");
        }

        @Test
        void areAllThereHoweverTheyAreTurned() {
            List<String> down = ids("desc");
            assertThat(down).doesNotHaveDuplicates().contains(person.id().toString());
            assertThat(ids("asc")).containsExactlyElementsOf(down.reversed());
        }

        private List<String> ids(String order) {
            List<String> ids = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = operator.get(USERS + "?limit=7&order=" + order + cursor).json();
                page.path("items").forEach(item -> ids.add(item.path("id").asString()));
                cursor =
                        page.path("nextCursor").isNull()
                                ? ""
                                : "&cursor=" + page.path("nextCursor").asString();
            } while (!cursor.isEmpty());
            return ids;
        }

        @Test
        void whoIsNoLongerActiveIsLoggedOutWithinASecondAndComesInNoMore() {
            Rest theirs = as(person, "USER");
            assertThat(theirs.get("/api/v1/users/me").status()).isEqualTo(200);

            Reply reply = operator.put(USERS + "/" + person.id(), change(false, "user"));

            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            assertThat(reply.member("id")).isEqualTo(person.id().toString());
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(() ->
                            assertThat(theirs.get("/api/v1/users/me").status()).isEqualTo(401));
            assertThat(Entrance.logIn(Rest.at(port), person, jdbc).code())
                    .isEqualTo("invalid-credentials");

            operator.put(USERS + "/" + person.id(), change(true, "user"));
            assertThat(Entrance.logIn(Rest.at(port), person, jdbc).status()).isEqualTo(200);
            assertThat(audited("account.standing", person.id().toString())).isEqualTo(2);
        }

        @Test
        void becomeOperatorsByASuperadminAlone() {
            Rest theirs = as(person, "USER");
            Rest admin = as(fixtures.person(), "ADMIN");
            String path = USERS + "/" + person.id();
            assertThat(admin.put(path, change(true, "admin")).code()).isEqualTo("forbidden");
            assertThat(admin.put(USERS + "/" + superadmin.id(), change(false, "superadmin")).code())
                    .isEqualTo("forbidden");

            assertThat(operator.put(path, change(true, "admin")).member("role")).isEqualTo("admin");

            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(
                            () -> assertThat(theirs.get(ADMIN + "stats").status()).isEqualTo(200));
            assertThat(admin.put(path, change(false, "admin")).status())
                    .as("an admin may lock another one out")
                    .isEqualTo(200);
        }

        @Test
        void keepTheirOwnRights() {
            String path = USERS + "/" + superadmin.id();
            assertThat(operator.put(path, change(false, "superadmin")).code())
                    .isEqualTo("conflict");
            assertThat(operator.put(path, change(true, "user")).code()).isEqualTo("conflict");
            assertThat(operator.put(path, change(true, "superadmin")).status())
                    .as("no change")
                    .isEqualTo(200);
        }

        @Test
        void areChangedWhollyOrNotAtAll() {
            String path = USERS + "/" + person.id();
            JsonNode missing = operator.put(path, "{}").json();
            assertThat(missing.at("/errors/0/field").asString()).isEqualTo("active");
            assertThat(missing.at("/errors/0/message").asString()).doesNotStartWith("!");
            assertThat(missing.at("/errors/1/field").asString()).isEqualTo("role");
            JsonNode unknown = operator.put(path, change(true, "owner")).json();
            assertThat(unknown.path("code").asString()).isEqualTo("invalid");
            assertThat(unknown.at("/errors/0/value").asString()).isEqualTo("owner");
            assertThat(unknown.at("/errors/0/message").asString())
                    .isEqualTo("The role is user, admin or superadmin.");
            assertThat(
                            operator.put(path, "{\"active\":\"no\",\"role\":\"user\"}")
                                    .json()
                                    .at("/errors/0/field")
                                    .asString())
                    .isEqualTo("active");
            assertThat(operator.put(path, "{\"active\":true,\"role\":\"user\",\"x\":1}").code())
                    .isEqualTo("unknown-field");
            assertThat(operator.put(USERS + "/" + UUID.randomUUID(), change(true, "user")).status())
                    .isEqualTo(404);
            assertThat(operator.put(USERS + "/me", change(true, "user")).status()).isEqualTo(404);
        }

        private String change(boolean active, String role) {
            return "{\"active\":" + active + ",\"role\":\"" + role + "\"}";
        }
    }

    @Nested
    class TheAudit {
        @Test
        void tellsWhoDidWhatToWhomByTheRequest() {
            Reply done =
                    operator.put(
                            ADMIN + "tenants/" + person.tenant(),
                            "{\"status\":\"active\",\"plan\":\"pro\"}");

            JsonNode entry =
                    StreamSupport.stream(
                                    operator.get(ADMIN + "audit")
                                            .json()
                                            .path("items")
                                            .spliterator(),
                                    false)
                            .filter(item ->
                                    item.path("action").asString().equals("admin.tenant-changed"))
                            .findFirst()
                            .orElseThrow();

            assertThat(entry.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id", "at", "actorId", "tenantId", "action", "subject", "requestId");
            assertThat(entry.path("actorId").asString()).isEqualTo(superadmin.id().toString());
            assertThat(entry.path("tenantId").asString()).isEqualTo(person.tenant().toString());
            assertThat(entry.path("subject").asString()).isEqualTo(person.tenant().toString());
            assertThat(entry.path("requestId").asString()).isEqualTo(done.header("X-Request-Id"));
            assertThat(entry.path("at").asString()).endsWith("Z");
        }

        @Test
        void isReadPieceByPieceWithinATime() {
            JsonNode own = operator.get(ADMIN + "audit?limit=1").json();
            assertThat(own.at("/items/0/action").asString()).isEqualTo("admin.audit-read");
            assertThat(own.at("/items/0/tenantId").isNull()).isTrue();
            String at = own.at("/items/0/at").asString();

            JsonNode before = operator.get(ADMIN + "audit?limit=200&to=" + at).json();
            assertThat(before.path("items"))
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(time(item)).isBefore(Instant.parse(at)));
            JsonNode since = operator.get(ADMIN + "audit?limit=1&order=asc&from=" + at).json();
            assertThat(since.at("/items/0/at").asString()).isEqualTo(at);

            String cursor =
                    operator.get(ADMIN + "audit?limit=2").json().path("nextCursor").asString();
            JsonNode next = operator.get(ADMIN + "audit?limit=2&cursor=" + cursor).json();
            assertThat(next.path("items")).hasSize(2);
            JsonNode fault = operator.get(ADMIN + "audit?from=yesterday").json();
            assertThat(fault.at("/errors/0/field").asString()).isEqualTo("from");
            assertThat(operator.get(ADMIN + "audit?cursor=x").code()).isEqualTo("cursor-invalid");
        }

        private Instant time(JsonNode item) {
            return Instant.parse(item.path("at").asString());
        }
    }

    @Test
    void thePlatformIsCounted() {
        JsonNode before = operator.get(ADMIN + "stats").json();
        TenantId tenant = fixtures.tenant("pro");
        bots.start(tenant, fixtures.owner(new Fixtures.Person(person.id(), tenant, "")));

        JsonNode stats = operator.get(ADMIN + "stats").json();

        assertThat(more(before, stats, "/users")).isEqualTo(1);
        assertThat(more(before, stats, "/tenants/byPlan/pro")).isEqualTo(1);
        assertThat(more(before, stats, "/tenants/byPlan/free")).isZero();
        assertThat(more(before, stats, "/tenants/byStatus/active")).isEqualTo(1);
        assertThat(more(before, stats, "/bots/byState/starting")).isEqualTo(1);
        assertThat(stats.at("/bots/byState").propertyNames())
                .containsExactly(
                        "stopped",
                        "starting",
                        "running",
                        "exit-only",
                        "stopping",
                        "error",
                        "crash-looping");
        assertThat(stats.at("/tenants/byStatus").propertyNames())
                .containsExactly("trial", "active", "suspended", "expired");
    }

    private static long more(JsonNode before, JsonNode after, String at) {
        return after.at(at).asLong() - before.at(at).asLong();
    }

    @Test
    void allBotsStopAndStart() {
        bots.status(person.tenant());
        bots.status(fixtures.tenant());
        Reply started = operator.post(ADMIN + "bots/start-all", "");
        assertThat(started.status()).as(started.text()).isEqualTo(202);
        assertThat(started.json().propertyNames()).containsExactly("count");
        assertThat(started.json().path("count").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(bots.status(person.tenant()).desired()).isTrue();
        assertThat(operator.post(ADMIN + "bots/start-all", "").json().path("count").asInt())
                .as("all that may are on")
                .isZero();
        int on = (int) fleet.wanted().stream().filter(Fleet.Wanted::on).count();

        Reply stopped = operator.send("POST", ADMIN + "bots/stop-all", null);

        assertThat(stopped.status()).isEqualTo(202);
        assertThat(stopped.json().path("count").asInt()).isEqualTo(on);
        assertThat(fleet.wanted()).noneMatch(Fleet.Wanted::on);
    }

    @Test
    void aBotWhoseStartIsRefusedIsLeftOutAndStandsInNoAudit() {
        bots.status(person.tenant());
        scope.run(
                person.tenant(),
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE bot_configs SET config = jsonb_set(config, '{keyId}',
                                            to_jsonb(gen_random_uuid()::text)) WHERE tenant_id = ?
                                        """)
                                .param(person.tenant().value())
                                .update());
        assertThat(operator.post(ADMIN + "bots/start-all", "").status()).isEqualTo(202);
        assertThat(bots.status(person.tenant()).desired()).isFalse();
        assertThat(operator.get(ADMIN + "audit?limit=200").json().get("items"))
                .noneMatch(entry ->
                        entry.path("action").asString().equals("admin.bot-started")
                                && entry.path("tenantId")
                                        .asString()
                                        .equals(person.tenant().toString()));
    }

    @Test
    void nobodyButOperatorsComesIn() {
        Rest owner = as(person, "USER");
        for (Reply reply :
                List.of(
                        owner.get(USERS),
                        owner.put(
                                USERS + "/" + person.id(),
                                "{\"active\":true,\"role\":\"superadmin\"}"),
                        owner.get(ADMIN + "audit"),
                        owner.get(ADMIN + "stats"),
                        owner.post(ADMIN + "bots/start-all", ""),
                        owner.post(ADMIN + "bots/stop-all", ""))) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.code()).isEqualTo("forbidden");
        }
    }

    @Test
    void theDescriptionNamesThem() {
        JsonNode paths = Rest.at(port).get("/v3/api-docs").json().path("paths");
        assertThat(Set.copyOf(paths.propertyNames()))
                .contains(
                        USERS,
                        USERS + "/{id}",
                        ADMIN + "audit",
                        ADMIN + "stats",
                        ADMIN + "bots/start-all",
                        ADMIN + "bots/stop-all");
    }

    private Rest as(Fixtures.Person who, String role) {
        jdbc.sql("UPDATE users SET role = ? WHERE id = ?").params(role, who.id().value()).update();
        return Rest.at(port).as(Entrance.token(Rest.at(port), who, jdbc));
    }

    private long audited(String action, String subject) {
        return scope.acrossTenants(() ->
                jdbc.sql("SELECT count(*) FROM audit_entries WHERE action = ? AND subject = ?")
                        .params(action, subject)
                        .query(Long.class)
                        .single());
    }
}
