package io.sath.platform.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sath.platform.account.Invitation;
import io.sath.platform.account.Invitations;
import io.sath.platform.account.TokenLogIns;
import io.sath.platform.database.TenantScope;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Mailbox;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@PlatformTest
class NewTenantsModuleTests {
    private static final String TENANTS = "/api/v1/tenants";
    private static final String PASSWORD = "cuatro caballos verdes";

    @Autowired Invitations invitations;
    @Autowired TokenLogIns logIns;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Fixtures fixtures;

    @Value("${local.server.port}")
    int port;

    @Value("${sath.data-dir}")
    Path data;

    private Fixtures.Person admin;
    private Rest operator;
    private String email;

    @SuppressWarnings("NullAway.Init")
    NewTenantsModuleTests() {}

    @BeforeEach
    void people() {
        admin = fixtures.person();
        jdbc.sql("UPDATE users SET role = 'ADMIN' WHERE id = ?").param(admin.id().value()).update();
        operator = Rest.at(port).as(Entrance.token(logIns, admin, jdbc));
        email = "owner-" + UUID.randomUUID() + "@example.com";
    }

    @Nested
    class SomebodyNew {
        @Test
        void isInvitedAndEntersWithThePasswordThatTheyChoose() {
            Reply made = create("Desk", email, "pro");

            assertThat(made.status()).as(made.text()).isEqualTo(201);
            String id = made.member("id");
            assertThat(made.header("Location")).isEqualTo(TENANTS + "/" + id);
            assertThat(made.json()).isEqualTo(operator.get(TENANTS + "/" + id).json());
            assertThat(made.member("name")).isEqualTo("Desk");
            assertThat(made.member("email")).isEqualTo(email);
            assertThat(made.member("plan")).isEqualTo("pro");
            assertThat(made.member("status")).isEqualTo("trial");
            assertThat(made.json().path("role").isNull()).isTrue();
            assertThat(operator.get("/api/v1/admin/tenants?limit=1").json().at("/items/0"))
                    .isEqualTo(made.json());

            String token = invitation();
            assertThat(logIn(PASSWORD).code()).isEqualTo("invalid-credentials");
            assertThat(choose(token, "short").code()).isEqualTo("invalid");
            assertThat(choose(token, PASSWORD).status()).isEqualTo(204);
            assertThat(choose(token, PASSWORD).code()).isEqualTo("token-invalid");

            JsonNode me = me(logIn(PASSWORD));
            assertThat(me.path("name").asString()).isEqualTo("Desk");
            assertThat(me.path("language").asString()).isEqualTo("en");
            assertThat(me.path("tenants")).hasSize(1);
            assertThat(me.at("/tenants/0/id").asString()).isEqualTo(id);
            assertThat(me.at("/tenants/0/status").asString()).isEqualTo("active");
            assertThat(me.at("/tenants/0/role").asString()).isEqualTo("owner");
            assertThat(me.at("/tenants/0/plan").asString()).isEqualTo("pro");
            assertThat(mailbox().says(email, "Your password was changed")).isFalse();
        }

        @Test
        void isWrittenToInTheLanguageOfWhoAsks() {
            operator.with("Accept-Language", "es-ES").post(TENANTS, body("Mesa", email, "free"));

            choose(invitation(), PASSWORD);
            assertThat(mailbox().says(email, "Se ha creado para ti el espacio «Mesa»")).isTrue();
            assertThat(me(logIn(PASSWORD)).path("language").asString()).isEqualTo("es");
        }

        @Test
        void whoLostTheLinkAsksForAnother() {
            create("Desk", email, "free");
            String first = invitation();

            Rest.at(port).post("/api/v1/auth/forgot-password", "{\"email\":\"" + email + "\"}");
            String second =
                    await().until(() -> mailbox().link(email, "/new-password"), Optional::isPresent)
                            .map(NewTenantsModuleTests::token)
                            .orElseThrow();

            assertThat(choose(first, PASSWORD).code()).isEqualTo("token-invalid");
            assertThat(choose(second, PASSWORD).status()).isEqualTo(204);
            assertThat(me(logIn(PASSWORD)).at("/tenants/0/status").asString()).isEqualTo("active");
        }

        @Test
        void isMadeOnceOfManyAtOnce() throws Exception {
            List<Reply> replies = atOnce(4, () -> create("Desk", email, "free"));

            assertThat(replies).extracting(Reply::status).containsOnly(201);
            assertThat(persons()).isEqualTo(1);
            assertThat(workspaces()).isEqualTo(4);
        }

        @Test
        void whoSignedUpWithoutConfirmingHasBothWorkspaces() {
            Rest.at(port)
                    .post(
                            "/api/v1/auth/register",
                            """
                            {"email":"%s","password":"%s","name":"Somebody","language":"en"}
                            """
                                    .formatted(email, "what somebody typed first"));
            Reply made = create("Desk", email, "pro");
            assertThat(made.member("status")).isEqualTo("trial");

            choose(invitation(), PASSWORD);

            assertThat(logIn("what somebody typed first").status()).isEqualTo(401);
            Reply logIn = logIn(PASSWORD);
            assertThat(me(logIn).path("tenants"))
                    .hasSize(2)
                    .allSatisfy(tenant ->
                            assertThat(tenant.path("status").asString()).isEqualTo("active"));
            assertThat(as(logIn).get("/api/v1/bot/status").member("botId"))
                    .as("the log-in begins in the one that was made for them")
                    .isEqualTo(status(made.member("id")).path("botId").asString());
        }
    }

    @Nested
    class SomebodyKnown {
        @Test
        void ownsAnotherWorkspaceAtOnceAndIsTold() {
            Fixtures.Person known = fixtures.person();
            email = known.email();

            Reply made = create("Second desk", " " + email.toUpperCase(Locale.ROOT) + " ", "pro");

            assertThat(made.status()).as(made.text()).isEqualTo(201);
            assertThat(made.member("status")).isEqualTo("active");
            assertThat(made.member("email")).isEqualTo(email);
            assertThat(persons()).isEqualTo(1);
            await().until(() -> mailbox().says(email, "\"Second desk\""));
            assertThat(mailbox().link(email, "/welcome")).isEmpty();

            Reply usual = Entrance.logIn(Rest.at(port), known, jdbc);
            assertThat(me(usual).path("tenants"))
                    .extracting(tenant -> tenant.path("plan").asString())
                    .containsExactly("free", "pro");
            String second = made.member("id");
            assertThat(as(usual).get("/api/v1/bot/status").member("botId"))
                    .as("the workspace at hand stays")
                    .isEqualTo(status(known.tenant().toString()).path("botId").asString());
            Rest there =
                    as(
                            Rest.at(port)
                                    .post(
                                            "/api/v1/auth/login",
                                            """
                                            {"email":"%s","password":"%s","tenantId":"%s"}
                                            """
                                                    .formatted(email, Entrance.PASSWORD, second)));
            assertThat(there.post("/api/v1/bot/start", "").member("desired")).isEqualTo("on");
            assertThat(status(second).path("desired").asString()).isEqualTo("on");
            assertThat(status(known.tenant().toString()).path("desired").asString())
                    .isEqualTo("off");
        }

        @Test
        void whoIsTheOperatorThemselvesIsItsOwner() {
            Reply made = create("My own", admin.email(), "pro");

            assertThat(made.member("role")).isEqualTo("owner");
            assertThat(made.json()).isEqualTo(operator.get(made.header("Location")).json());
        }

        @Test
        void whoIsLockedOutGetsNone() {
            Fixtures.Person known = fixtures.person();
            email = known.email();
            jdbc.sql("UPDATE users SET active = false WHERE id = ?")
                    .param(known.id().value())
                    .update();

            JsonNode fault = create("Desk", email, "free").json().at("/errors/0");

            assertThat(fault.path("field").asString()).isEqualTo("email");
            assertThat(fault.path("message").asString())
                    .isEqualTo("This person is locked out. Let them in again first.");
            assertThat(workspaces()).isEqualTo(1);
        }
    }

    @Nested
    class WhatIsWrong {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "name||required|Fill this in.|Rellena",
                    "name|LONG|too-long|The name has at most 100 characters.|100 caracteres",
                    "email||required|Fill this in.|Rellena",
                    "email|nobody|email|This is not an e-mail address.|no es un correo",
                    "plan||required|Say which plan: free, pro, enterprise.|Di qué plan",
                    "plan|gold|unknown-plan|There is no such plan. The plans are: free,|No existe"
                })
        void isSaidAtItsField(String field, String value, String code, String en, String es) {
            String given = value == null ? "" : value.equals("LONG") ? "x".repeat(101) : value;
            String body =
                    body(
                            field.equals("name") ? given : "Desk",
                            field.equals("email") ? given : email,
                            field.equals("plan") ? given : "pro");

            Reply english = operator.post(TENANTS, body);
            Reply spanish = operator.with("Accept-Language", "es").post(TENANTS, body);

            assertThat(english.status()).isEqualTo(422);
            assertThat(english.code()).isEqualTo("invalid");
            assertThat(english.json().path("errors")).hasSize(1);
            JsonNode fault = english.json().at("/errors/0");
            assertThat(fault.path("field").asString()).isEqualTo(field);
            assertThat(fault.path("code").asString()).isEqualTo(code);
            assertThat(fault.path("message").asString()).startsWith(en);
            assertThat(spanish.json().at("/errors/0/message").asString()).contains(es);
            assertThat(persons()).isZero();
        }

        @Test
        void isSaidAllAtOnceAndForeignFieldsAreRefused() {
            assertThat(operator.post(TENANTS, "{}").json().path("errors"))
                    .extracting(error -> error.path("field").asString())
                    .containsExactly("name", "email", "plan");
            assertThat(
                            operator.post(
                                            TENANTS,
                                            "{\"name\":\"a\",\"email\":\"a@example.com\",\"plan\":\"pro\",\"status\":\"active\"}")
                                    .code())
                    .isEqualTo("unknown-field");
        }

        @Test
        void leavesNothingBehindHoweverLateItComes() {
            assertThatThrownBy(() ->
                            invitations.invite(
                                    admin.id(),
                                    new Invitation("Desk", email, "en"),
                                    made -> {
                                        throw new IllegalStateException("too late");
                                    }))
                    .hasMessage("too late");

            assertThat(persons()).isZero();
            assertThat(create("Other", "z-" + email, "free").status()).isEqualTo(201);
            await().until(() -> mailbox().link("z-" + email, "/welcome").isPresent());
            assertThat(mailbox().says("[" + email, "Desk")).isFalse();
        }
    }

    @Test
    void theSameRequestUnderOneKeyMakesOneTenant() {
        Rest keyed = operator.with("Idempotency-Key", UUID.randomUUID().toString());

        Reply first = keyed.post(TENANTS, body("Desk", email, "pro"));
        Reply again = keyed.post(TENANTS, body("Desk", email, "pro"));
        Reply other = keyed.post(TENANTS, body("Desk", email, "free"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-mismatch");
        assertThat(workspaces()).isEqualTo(1);
    }

    @Test
    void standsInTheAudit() {
        String id = create("Desk", email, "pro").member("id");

        JsonNode entry =
                StreamSupport.stream(
                                operator.get("/api/v1/admin/audit")
                                        .json()
                                        .path("items")
                                        .spliterator(),
                                false)
                        .filter(item -> item.path("tenantId").asString("").equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.path("action").asString()).isEqualTo("admin.tenant-created");
        assertThat(entry.path("subject").asString()).isEqualTo(id);
        assertThat(entry.path("actorId").asString()).isEqualTo(admin.id().toString());
    }

    @Test
    void nobodyButOperatorsMakesOne() {
        Rest owner = Rest.at(port).as(Entrance.token(logIns, fixtures.person(), jdbc));

        assertThat(owner.post(TENANTS, body("Desk", email, "enterprise")).code())
                .isEqualTo("forbidden");
        assertThat(Rest.at(port).post(TENANTS, body("Desk", email, "pro")).status()).isEqualTo(401);
        assertThat(owner.get(TENANTS).status()).isEqualTo(405);
        assertThat(persons()).isZero();
    }

    @Test
    void theDescriptionNamesIt() {
        JsonNode post =
                Rest.at(port).get("/v3/api-docs").json().path("paths").path(TENANTS).path("post");

        assertThat(post.path("responses").has("201")).isTrue();
        assertThat(post.path("description").asString()).contains("on trial until they do");
    }

    private Reply create(String name, String owner, String plan) {
        return operator.post(TENANTS, body(name, owner, plan));
    }

    private static String body(String name, String owner, String plan) {
        return "{\"name\":\"%s\",\"email\":\"%s\",\"plan\":\"%s\"}".formatted(name, owner, plan);
    }

    private Mailbox mailbox() {
        return new Mailbox(data);
    }

    private String invitation() {
        return await().until(() -> mailbox().link(email, "/welcome"), Optional::isPresent)
                .map(NewTenantsModuleTests::token)
                .orElseThrow();
    }

    private static String token(String link) {
        return link.substring(link.indexOf("token=") + "token=".length());
    }

    private Reply choose(String token, String password) {
        return Rest.at(port)
                .post(
                        "/api/v1/auth/reset-password",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
    }

    private Reply logIn(String password) {
        return Rest.at(port)
                .post(
                        "/api/v1/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private Rest as(Reply logIn) {
        assertThat(logIn.status()).as(logIn.text()).isEqualTo(200);
        return Rest.at(port).as(logIn.member("accessToken"));
    }

    private JsonNode me(Reply logIn) {
        return as(logIn).get("/api/v1/users/me").json();
    }

    private JsonNode status(String tenant) {
        return operator.get(TENANTS + "/" + tenant + "/status").json();
    }

    private long persons() {
        return jdbc.sql("SELECT count(*) FROM users WHERE email = ?")
                .param(email)
                .query(Long.class)
                .single();
    }

    private long workspaces() {
        return scope.acrossTenants(() ->
                jdbc.sql("SELECT count(*) FROM tenants WHERE email = ?")
                        .param(email)
                        .query(Long.class)
                        .single());
    }

    private static List<Reply> atOnce(int times, Callable<Reply> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> all =
                    threads.invokeAll(Stream.generate(() -> work).limit(times).toList());
            List<Reply> replies = new java.util.ArrayList<>();
            for (Future<Reply> one : all) {
                replies.add(one.get());
            }
            return replies;
        }
    }
}
