package io.sath.platform.bots.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sath.platform.billing.PlanChange;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.tenant.Tenants;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@PlatformTest
class BotModuleTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONFIG = "/api/v1/bot/config";

    @LocalServerPort int port;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;
    @Autowired PlanChange plans;
    @Autowired Tenants tenants;

    private Fixtures.Person person;
    private Rest rest;

    @BeforeEach
    void logIn() {
        assumeTrue(
                Files.exists(Path.of("bot/target/bot.jar")),
                "there is no bot/target/bot.jar: build the bot first");
        person = fixtures.person();
        plans.setPlan(person.tenant(), "pro");
        rest = Rest.at(port).as(Entrance.token(Rest.at(port), person, jdbc));
    }

    @Test
    void aNewTenantHasACompleteConfigurationAndAStoppedBot() {
        Reply config = rest.get(CONFIG);
        assertThat(config.status()).isEqualTo(200);
        assertThat(config.header("ETag")).isEqualTo("\"1\"");
        assertThat(config.member("venue")).isEqualTo("replay");
        assertThat(config.member("capital")).isEqualTo("1000");
        assertThat(config.json().get("ai").isNull()).isTrue();
        Reply status = rest.get("/api/v1/bot/status");
        assertThat(status.member("state")).isEqualTo("stopped");
        assertThat(status.member("desired")).isEqualTo("off");
        assertThat(status.json().has("tenantId")).isFalse();
    }

    @Test
    void savingMakesARevisionWithItsDifferenceAndAnOldOneCanBePutAgain() {
        String first = rest.get(CONFIG).text();
        ObjectNode changed = (ObjectNode) JSON.readTree(first);
        changed.put("capital", "500");
        Reply saved = rest.with("If-Match", "\"1\"").put(CONFIG, changed.toString());
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.header("ETag")).isEqualTo("\"2\"");
        assertThat(rest.put(CONFIG, changed.toString()).header("ETag")).isEqualTo("\"2\"");
        assertThat(rest.with("If-Match", "\"1\"").put(CONFIG, first).code())
                .isEqualTo("revision-stale");
        assertThat(rest.put(CONFIG, first).header("ETag")).isEqualTo("\"3\"");
        var revisions = rest.get(CONFIG + "/revisions").json().get("items");
        assertThat(revisions.size()).isEqualTo(3);
        assertThat(revisions.get(1).get("changes").get(0).toString())
                .isEqualTo("{\"field\":\"capital\",\"old\":\"1000\",\"new\":\"500\"}");
        assertThat(revisions.get(1).get("by").stringValue()).isEqualTo(person.id().toString());
        Reply piece = rest.get(CONFIG + "/revisions?limit=2");
        assertThat(piece.json().get("items").size()).isEqualTo(2);
        Reply rest2 = rest.get(CONFIG + "/revisions?limit=2&cursor=" + piece.member("nextCursor"));
        assertThat(rest2.json().get("items").get(0).get("revision").intValue()).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsRefusedWithItsFieldsAndNothingIsSaved() {
        ObjectNode config = (ObjectNode) rest.get(CONFIG).json();
        config.putArray("symbols").add("NOPE");
        config.put("maxPosition", "-1");
        Reply refused = rest.put(CONFIG, config.toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo("symbols[0]");
        assertThat(refused.json().get("errors").get(0).get("code").stringValue())
                .isEqualTo("unknown-symbol");
        assertThat(
                        rest.with("Accept-Language", "es")
                                .put(CONFIG, config.toString())
                                .json()
                                .get("errors")
                                .get(0)
                                .get("message")
                                .stringValue())
                .startsWith("Símbolo desconocido");
        assertThat(rest.put(CONFIG, "[]").code()).isEqualTo("malformed");
        assertThat(rest.put(CONFIG, "{\"leverage\":5}").code()).isEqualTo("unknown-field");
        assertThat(rest.get(CONFIG).header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void thePlansLimitIsNamedWithWhatLiftsIt() {
        ObjectNode config = (ObjectNode) rest.get(CONFIG).json();
        config.put("capital", "20000");
        Reply refused = rest.put(CONFIG, config.toString());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("plan-limit");
        assertThat(refused.json().get("limit").toString())
                .isEqualTo(
                        "{\"name\":\"capital\",\"value\":\"10000\",\"asked\":\"20000\",\"remedy\":\"upgrade:enterprise\"}");
    }

    @Test
    void liveTradingNeedsAKeyWhichThereIsNot() {
        ObjectNode config = (ObjectNode) rest.get(CONFIG).json();
        config.put("mode", "live").put("venue", "binance");
        Reply refused = rest.put(CONFIG, config.toString());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("key-missing");
    }

    @Test
    void actsAreTakenAtOnceAndMayBeRepeated() {
        for (int i = 0; i < 2; i++) {
            Reply started = rest.post("/api/v1/bot/start", "");
            assertThat(started.status()).isEqualTo(202);
            assertThat(started.member("desired")).isEqualTo("on");
            assertThat(started.member("state")).isEqualTo("starting");
        }
        Reply soft = rest.post("/api/v1/bot/stop", "{\"policy\":\"exit-only\"}");
        assertThat(soft.member("desired")).isEqualTo("on");
        assertThat(soft.json().get("entries").get("allowed").booleanValue()).isFalse();
        assertThat(rest.post("/api/v1/bot/restart", "").status()).isEqualTo(202);
        for (int i = 0; i < 2; i++) {
            Reply halted = rest.post("/api/v1/bot/halt", "");
            assertThat(halted.status()).isEqualTo(202);
            assertThat(halted.member("desired")).isEqualTo("off");
        }
        Reply wrong = rest.post("/api/v1/bot/stop", "{\"policy\":\"panic\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().get("errors").get(0).get("field").stringValue())
                .isEqualTo("policy");
    }

    @Test
    void aTenantThatIsNotActiveCannotStart() {
        tenants.changeStatus(person.tenant(), TenantStatus.SUSPENDED);
        Reply refused = rest.post("/api/v1/bot/start", "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("tenant-not-active");
        Reply status = rest.get("/api/v1/bot/status");
        assertThat(status.json().get("entries").get("allowed").booleanValue()).isFalse();
    }

    @Test
    void aBacktestAnswersItsReportUnderItsKey() {
        assertThat(rest.post("/api/v1/bot/backtest", "{}").status()).isEqualTo(422);
        Rest keyed = rest.with("Idempotency-Key", "one");
        Reply report = keyed.post("/api/v1/bot/backtest", "{\"data\":\"ta4j\"}");
        assertThat(report.status()).as(report.text()).isEqualTo(200);
        assertThat(report.json().get("candles").intValue()).isPositive();
        assertThat(report.json().has("trades")).isTrue();
        assertThat(keyed.post("/api/v1/bot/backtest", "{\"data\":\"ta4j\"}").text())
                .isEqualTo(report.text());
        assertThat(keyed.post("/api/v1/bot/backtest", "{}").code())
                .isEqualTo("idempotency-mismatch");
        assertThat(
                        rest.with("Idempotency-Key", "two")
                                .post(
                                        "/api/v1/bot/backtest",
                                        "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}")
                                .status())
                .isEqualTo(422);
    }
}
