package io.sath.platform.secrets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.billing.PlanChange;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.secrets.fake.ScriptedCheck;
import io.sath.platform.secrets.fake.ScriptedProbe;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The keys as {@code api.md} promises them to clients. */
@KeysTest
@ExtendWith(OutputCaptureExtension.class)
class KeysApiModuleTests {
    private static final String SECRET = "canary7NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XA";
    private static final String BINANCE =
            """
            {"venue":"binance","label":"%s","apiKey":"canary7vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2z1234",
             "apiSecret":"%s"}
            """;

    @LocalServerPort int port;
    @Autowired Fixtures fixtures;
    @Autowired FickleStore store;
    @Autowired ScriptedProbe probe;
    @Autowired ScriptedCheck check;
    @Autowired PlanChange plans;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;

    private Person person;
    private Rest owner;

    @SuppressWarnings("NullAway.Init")
    KeysApiModuleTests() {}

    @BeforeEach
    void logIn() {
        store.open();
        probe.reset();
        person = fixtures.person();
        plans.setPlan(person.tenant(), "enterprise");
        Rest rest = Rest.at(port);
        owner = rest.as(Entrance.token(rest, person, jdbc));
    }

    private Reply save(String label) {
        return owner.post("/api/v1/keys/exchange", BINANCE.formatted(label, SECRET));
    }

    private static List<String> names(JsonNode json) {
        return new ArrayList<>(json.propertyNames());
    }

    @Test
    void aSavedKeyIsToldWithoutItsValue() {
        Reply reply = save("Main");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(names(reply.json()))
                .containsExactly(
                        "id",
                        "venue",
                        "label",
                        "last4",
                        "algorithm",
                        "rights",
                        "ipRestricted",
                        "warnings",
                        "status",
                        "checkedAt",
                        "createdAt");
        assertThat(reply.member("venue")).isEqualTo("binance");
        assertThat(reply.member("last4")).isEqualTo("1234");
        assertThat(reply.member("algorithm")).isEqualTo("hmac");
        assertThat(reply.json().path("rights").toString()).isEqualTo("[\"read\",\"trade\"]");
        assertThat(reply.member("status")).isEqualTo("ok");
        assertThat(reply.member("checkedAt")).matches("\\d{4}-.*\\.\\d{3}Z");

        Reply list = owner.get("/api/v1/keys/exchange");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().path("items").get(0)).isEqualTo(reply.json());
        assertThat(list.json().path("nextCursor").isNull()).isTrue();

        String path = "/api/v1/keys/exchange/" + reply.member("id");
        assertThat(owner.send("DELETE", path.replace("exchange", "ai"), null).status())
                .isEqualTo(404);
        assertThat(owner.send("DELETE", path, null).status()).isEqualTo(204);
        assertThat(owner.send("DELETE", path, null).status()).isEqualTo(404);
    }

    @Test
    void anAiKeyHasAProvider() {
        Reply reply =
                owner.post(
                        "/api/v1/keys/ai",
                        """
                        {"provider":"deepseek","label":"Chat","apiKey":"sk-canary7-0123456789",
                         "skipCheck":true}
                        """);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(names(reply.json())).startsWith("id", "provider", "label");
        assertThat(reply.member("status")).isEqualTo("unverified");
        assertThat(reply.json().path("algorithm").isNull()).isTrue();
        assertThat(reply.json().path("checkedAt").isNull()).isTrue();
        assertThat(owner.get("/api/v1/keys/ai").json().path("items").size()).isOne();
        String path = "/api/v1/keys/ai/" + reply.member("id");
        assertThat(owner.send("DELETE", path, null).status()).isEqualTo(204);
    }

    @Test
    void aLongListComesInPieces() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            labels.addFirst("Key " + i);
            assertThat(save("Key " + i).status()).isEqualTo(201);
        }
        for (String order : List.of("", "&order=asc")) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = owner.get("/api/v1/keys/exchange?limit=2" + order + cursor).json();
                page.path("items").forEach(key -> seen.add(key.path("label").asString()));
                JsonNode next = page.path("nextCursor");
                cursor = next.isNull() ? "" : "&cursor=" + next.asString();
            } while (!cursor.isEmpty());
            assertThat(seen).isEqualTo(order.isEmpty() ? labels : labels.reversed());
        }
        assertThat(owner.get("/api/v1/keys/exchange?cursor=x").code()).isEqualTo("cursor-invalid");
    }

    @Test
    void everyRefusalHasItsStatusAndCode() {
        probe.accepts(new KeyFacts(Set.of(KeyRight.WITHDRAW), true, null, null, List.of()));
        refused(save("Main"), 422, "key-refused");
        probe.cannotReach();
        refused(save("Main"), 502, "upstream");
        store.close(Outage.SEALED);
        refused(save("Main"), 503, "unavailable");
        store.open();
        probe.reset();
        refused(save(""), 422, "invalid");
        String path = "/api/v1/keys/exchange";
        refused(owner.post(path, "{"), 400, "malformed");
        refused(owner.post(path, "[]"), 400, "malformed");
        refused(owner.post(path, "{} {}"), 422, "invalid");
        refused(owner.post(path, "{\"secret\":\"" + SECRET + "\"}"), 400, "unknown-field");
        refused(owner.post(path, "{\"apiKey\":1,\"apiKey\":2}"), 400, "malformed");
        refused(owner.send("POST", path, "{}"), 415, "unsupported-type");
        assertThat(owner.get(path).json().path("items").isEmpty()).isTrue();
    }

    private static void refused(Reply reply, int status, String code) {
        assertThat(reply.code()).as(reply.text()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).doesNotContain("canary7");
    }

    @Test
    void everyFieldThatIsWrongIsNamedAndNoSecretRepeated() {
        Reply reply =
                owner.with("Accept-Language", "es")
                        .post(
                                "/api/v1/keys/exchange",
                                """
                                {"venue":"binnance","label":7,"apiKey":["canary7"],
                                 "apiSecret":{"canary7":1},"algorithm":"rsa","skipCheck":"yes"}
                                """);
        assertThat(reply.status()).isEqualTo(422);
        List<String> faults = new ArrayList<>();
        reply.json()
                .path("errors")
                .forEach(error ->
                        faults.add(
                                error.path("field").asString()
                                        + " "
                                        + error.path("code").asString()));
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "venue unknown",
                        "label type",
                        "apiKey type",
                        "apiSecret type",
                        "algorithm unknown",
                        "skipCheck type");
        assertThat(reply.text()).contains("Debe ser").doesNotContain("canary7");
    }

    @Test
    void testsAKeyThatIsNotKept() {
        Reply fine =
                owner.post(
                        "/api/v1/keys/test",
                        "{\"exchange\":" + BINANCE.formatted("", SECRET) + "}");
        assertThat(fine.status()).isEqualTo(200);
        assertThat(names(fine.json()))
                .containsExactly("ok", "rights", "ipRestricted", "warnings", "problem");
        assertThat(fine.json().path("ok").asBoolean()).isTrue();

        probe.accepts(new KeyFacts(Set.of(KeyRight.WITHDRAW), true, null, null, List.of()));
        Reply refused =
                owner.post(
                        "/api/v1/keys/test",
                        "{\"ai\":{\"provider\":\"openai\",\"apiKey\":\"sk-canary7-0123456789\"}}");
        assertThat(refused.json().path("ok").asBoolean()).isFalse();
        assertThat(refused.member("problem")).contains("withdraw");

        Reply invalid = owner.post("/api/v1/keys/test", "{\"ai\":{\"provider\":\"openai\"}}");
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.json().path("errors").get(0).path("field").asString())
                .isEqualTo("ai.apiKey");
        for (String body :
                List.of(
                        "{}",
                        "{\"keyId\":\"x\"}",
                        "{\"keyId\":\"7b9d6cfa-0000-7000-8000-000000000000\",\"ai\":{}}",
                        "{\"exchange\":[]}")) {
            refused(owner.post("/api/v1/keys/test", body), 422, "invalid");
        }
        refused(
                owner.post(
                        "/api/v1/keys/test",
                        "{\"keyId\":\"7b9d6cfa-0000-7000-8000-000000000000\"}"),
                404,
                "not-found");
        assertThat(owner.get("/api/v1/keys/exchange").json().path("items").isEmpty()).isTrue();
    }

    @Test
    void theResultOfAStoredKeysTestFollowsInItsStatus() {
        String id = save("Main").member("id");
        check.answers(
                new Checked.Told(
                        new Probed.Accepted(
                                new KeyFacts(
                                        Set.of(KeyRight.READ), false, null, null, List.of()))));
        var gate = check.waits();

        Reply begun = owner.post("/api/v1/keys/test", "{\"keyId\":\"" + id + "\"}");

        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.member("status")).isEqualTo("checking");
        gate.countDown();
        await().untilAsserted(() -> {
            JsonNode key = owner.get("/api/v1/keys/exchange").json().path("items").get(0);
            assertThat(key.path("status").asString()).isEqualTo("ok");
            assertThat(key.path("rights").toString()).isEqualTo("[\"read\"]");
            assertThat(key.path("ipRestricted").asBoolean()).isFalse();
        });
    }

    @Test
    void aKeyInUseStays() {
        String id = save("Main").member("id");
        JsonNode config = owner.get("/api/v1/bot/config").json();
        String named = config.toString().replace("\"keyId\":null", "\"keyId\":\"" + id + "\"");
        assertThat(owner.put("/api/v1/bot/config", named).status()).isEqualTo(200);
        assertThat(owner.post("/api/v1/bot/start", "").status()).isEqualTo(202);
        String path = "/api/v1/keys/exchange/" + id;

        refused(owner.send("DELETE", path, null), 409, "key-in-use");

        owner.post("/api/v1/bot/stop", "");
        assertThat(owner.send("DELETE", path, null).status()).isEqualTo(204);
        refused(owner.post("/api/v1/bot/start", ""), 409, "key-missing");
    }

    @Test
    void theSameRequestTwiceSavesOneKeyAndLeavesNoTrace(CapturedOutput output) {
        Rest once = owner.with("Idempotency-Key", "one");
        String body = BINANCE.formatted("Main", SECRET);
        Reply first = once.post("/api/v1/keys/exchange", body);
        Reply second = once.post("/api/v1/keys/exchange", body);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        refused(
                once.post("/api/v1/keys/exchange", BINANCE.formatted("Other", SECRET)),
                422,
                "idempotency-mismatch");
        // Every way in which it can fail, with the value in the request.
        assertThat(
                        owner.send("DELETE", "/api/v1/keys/exchange/" + first.member("id"), null)
                                .status())
                .isEqualTo(204);
        everyRefusalHasItsStatusAndCode();
        probe.fails(new IllegalStateException(SECRET));
        refused(save("Failing"), 502, "upstream");
        store.beforeNextPut(() -> {
            throw new IllegalStateException(SECRET);
        });
        probe.reset();
        refused(save("Failing"), 503, "unavailable");

        assertThat(output.getAll()).doesNotContain("canary7");
        assertThat(rows())
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row).doesNotContain("canary7");
                    assertThat(row).doesNotContain(hex("canary7"));
                });
        assertThat(first.text() + second.text()).doesNotContain("canary7");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Every row of the tenant in every table that has some, as text. */
    private List<String> rows() {
        return scope.call(
                person.tenant(),
                () ->
                        jdbc
                                .sql(
                                        """
                                        SELECT c.relname FROM pg_class c JOIN pg_attribute a
                                            ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                                        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                                            AND c.relnamespace = 'public'::regnamespace
                                        """)
                                .query(String.class)
                                .list()
                                .stream()
                                .flatMap(table ->
                                        jdbc
                                                .sql("SELECT t::text FROM " + table + " t")
                                                .query(String.class)
                                                .list()
                                                .stream())
                                .toList());
    }
}
