package io.sath.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@PlatformTest
class ApiModuleTests {
    @LocalServerPort int port;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;
    @Autowired CallMeter meter;
    @Autowired io.sath.platform.billing.Usage usage;
    @Autowired io.sath.platform.billing.PlanChange plans;

    private Rest rest;

    @SuppressWarnings("NullAway.Init")
    ApiModuleTests() {}

    @BeforeEach
    void client() {
        rest = Rest.at(port);
    }

    private Rest owner(Fixtures.Person person) {
        return rest.as(Entrance.token(rest, person, jdbc));
    }

    @Nested
    class AProblem {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api",
                    "/api/",
                    "/api/v1",
                    "/api/v1/nothing",
                    "/api/v2/users/me",
                    "/api/v1/users/me/more",
                    "/actuator/env",
                    "/actuator/heapdump",
                    "/.well-known/x"
                })
        void isWhatAnUnknownPathAnswersAndNeverAPage(String path) {
            Reply reply = rest.with("Accept", "text/html").get(path);

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
            assertThat(reply.code()).isEqualTo("not-found");
            assertThat(reply.member("type")).isEqualTo("/problems/not-found");
            assertThat(reply.member("requestId"))
                    .isEqualTo(reply.header("X-Request-Id"))
                    .isNotEmpty();
            assertThat(reply.headers().map()).doesNotContainKey("set-cookie");
        }

        @Test
        void speaksTheLanguageThatIsAskedFor() {
            assertThat(rest.with("Accept-Language", "es").get("/api/v1/x").member("title"))
                    .isEqualTo("No encontrado");
            assertThat(
                            rest.with("Accept-Language", "fr, es-MX;q=0.7, en;q=0.3")
                                    .get("/api/v1/x")
                                    .member("title"))
                    .isEqualTo("No encontrado");
            assertThat(rest.with("Accept-Language", "fr").get("/api/v1/x").member("title"))
                    .isEqualTo("Not found");
            assertThat(rest.get("/api/v1/x").member("title")).isEqualTo("Not found");
        }

        @Test
        void hasTheStatusOfWhatIsWrongWithTheForm() {
            Rest json = rest.with("Content-Type", "application/json");
            assertThat(
                            rest.with("Content-Type", "text/plain")
                                    .send("POST", "/api/v1/auth/login", "{}")
                                    .code())
                    .isEqualTo("unsupported-type");
            assertThat(
                            rest.with("Content-Type", "application/yaml")
                                    .send("POST", "/api/v1/auth/login", "a: b")
                                    .code())
                    .isEqualTo("unsupported-type");
            assertThat(rest.with("Accept", "image/png").get("/api/v1/billing/plans").code())
                    .isEqualTo("not-acceptable");
            assertThat(json.send("PATCH", "/api/v1/auth/login", "{}").code())
                    .isEqualTo("method-not-allowed");
            assertThat(json.send("POST", "/api/v1/auth/login", null).code()).isEqualTo("malformed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "[]x",
                    "{\"email\":\"a\"",
                    "nope",
                    "{\"email\":NaN}",
                    "{\"email\":\"a\"}{}",
                    "{\"email\":\"a\",\"email\":\"b\"}",
                    "{'email':'a'}",
                    "{\"email\":\"\\ud800",
                    "\u0000"
                })
        void isWhatABrokenBodyAnswers(String body) {
            Reply reply = rest.post("/api/v1/auth/login", body);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo("malformed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"email\":5,\"password\":\"x\"}",
                    "{\"email\":{},\"password\":\"x\"}",
                    "{\"email\":[\"a\"],\"password\":\"x\"}",
                    "{\"email\":true,\"password\":\"x\"}"
                })
        void namesTheFieldOfAnotherKind(String body) {
            Reply reply = rest.post("/api/v1/auth/login", body);

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.json().path("errors").get(0).path("field").asString())
                    .isEqualTo("email");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a\\u0000b@example.com",
                    "\\ud800@example.com",
                    "' OR 1=1 --",
                    "a@example.com\\r\\nBcc: x"
                })
        void isNeverAFaultOfOursWhateverTheEmail(String email) {
            for (String path : List.of("login", "register", "forgot-password")) {
                String more =
                        path.equals("forgot-password")
                                ? ""
                                : ",\"password\":\"cuatro caballos\\u0000\"";
                Reply reply =
                        rest.post(
                                "/api/v1/auth/" + path,
                                "{\"email\":\"%s\"%s}".formatted(email, more));
                assertThat(reply.status()).as(path).isBetween(400, 429);
            }
        }

        @Test
        void isWhatALargeBodyAnswers() {
            String large = "{\"email\":\"" + "a".repeat(BodyLimit.MAX_BYTES) + "\"}";
            Reply reply = rest.post("/api/v1/auth/login", large);

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.code()).isEqualTo("too-large");
            assertThat(
                            rest.post(
                                            "/api/v1/auth/login",
                                            "{\"email\":\"" + "a".repeat(60_000) + "\"}")
                                    .status())
                    .isEqualTo(422);
        }

        @Test
        void isWhatADeepBodyAnswers() {
            assertThat(rest.post("/api/v1/auth/login", "[".repeat(30_000)).status()).isEqualTo(400);
        }
    }

    @Nested
    class Limits {
        @Test
        void aTenantHasTheCallsOfItsPlanAndIsToldWhatIsLeft() {
            Rest owner = owner(fixtures.person());
            for (int i = 0; i < 10; i++) {
                Reply reply = owner.get("/api/v1/users/me");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("RateLimit-Limit")).isEqualTo("10");
                assertThat(reply.header("RateLimit-Remaining")).isEqualTo(String.valueOf(9 - i));
                assertThat(Integer.parseInt(reply.header("RateLimit-Reset"))).isBetween(1, 60);
            }

            Reply eleventh = owner.with("X-Forwarded-For", "203.0.113.9").get("/api/v1/users/me");

            assertThat(eleventh.status()).isEqualTo(429);
            assertThat(eleventh.code()).isEqualTo("rate-limited");
            assertThat(eleventh.header("RateLimit-Remaining")).isEqualTo("0");
            assertThat(Integer.parseInt(eleventh.header("Retry-After"))).isBetween(1, 60);
        }

        @Test
        void aHigherPlanCountsAtOnce() {
            Fixtures.Person person = fixtures.person();
            Rest owner = owner(person);
            assertThat(owner.get("/api/v1/users/me").header("RateLimit-Limit")).isEqualTo("10");
            plans.setPlan(person.tenant(), "pro");

            assertThat(owner.get("/api/v1/users/me").header("RateLimit-Limit")).isEqualTo("200");
        }

        @Test
        void callsAreCounted() {
            Fixtures.Person person = fixtures.person();
            Rest owner = owner(person);
            owner.get("/api/v1/users/me");
            owner.get("/api/v1/users/me");
            meter.flush();

            assertThat(usage.used(person.tenant(), io.sath.platform.billing.Meter.API_CALLS))
                    .isEqualTo(2);
        }
    }

    @Nested
    class TheDescription {
        private final JsonNode api = Rest.at(port).get("/v3/api-docs").json();

        @Test
        void listsTheEndpointsAndHidesWhatIsNoParameter() {
            assertThat(api.path("paths").propertyNames())
                    .contains("/api/v1/auth/login", "/api/v1/users/me");
            assertThat(api.path("paths").path("/api/v1/users/me").path("get").toString())
                    .doesNotContain("caller");
            assertThat(api.path("components").path("schemas").propertyNames())
                    .doesNotContain("Caller", "PageRequest", "TenantId", "UserId");
        }

        @Test
        void saysWhichEndpointsNeedAToken() {
            JsonNode paths = api.path("paths");
            assertThat(paths.path("/api/v1/users/me").path("get").path("security").toString())
                    .contains("bearer");
            assertThat(paths.path("/api/v1/auth/login").path("post").path("security").isEmpty())
                    .isTrue();
            assertThat(paths.path("/api/v1/auth/logout").path("post").path("security").toString())
                    .contains("bearer");
        }

        @Test
        void namesOperationsOnce() {
            Set<String> ids = new HashSet<>();
            api.path("paths")
                    .forEach(path ->
                            path.forEach(operation ->
                                    assertThat(ids.add(operation.path("operationId").asString()))
                                            .isTrue()));
            assertThat(ids).isNotEmpty();
        }
    }

    @Test
    void healthIsOpenAndSaysNoMore() {
        Reply reply = rest.get("/actuator/health");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"status\":\"UP\"}");
    }
}
