package io.sath.platform.account.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class AuthModuleTests {
    private static final String PASSWORD = "cuatro caballos verdes";

    @LocalServerPort int port;
    @Autowired JdbcClient jdbc;

    @Value("${sath.data-dir}")
    Path data;

    private Rest rest;
    private String email;

    @SuppressWarnings("NullAway.Init")
    AuthModuleTests() {}

    @BeforeEach
    void somebodyNew() {
        rest = Rest.at(port);
        email = "somebody-" + UUID.randomUUID() + "@example.com";
    }

    private Reply register(String address, String password) {
        return rest.post(
                "/api/v1/auth/register",
                "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"Somebody\",\"language\":\"en\"}"
                        .formatted(address, password));
    }

    private Reply login(String address, String password) {
        return rest.post(
                "/api/v1/auth/login",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, password));
    }

    private Reply verify(String token) {
        return rest.post("/api/v1/auth/verify-email", "{\"token\":\"%s\"}".formatted(token));
    }

    private Reply refresh(String token) {
        return rest.post("/api/v1/auth/refresh", "{\"refreshToken\":\"%s\"}".formatted(token));
    }

    private Reply me(String accessToken) {
        return rest.as(accessToken).get("/api/v1/users/me");
    }

    /** A person who signed up and confirmed their e-mail. */
    private Reply loggedIn() {
        assertThat(register(email, PASSWORD).status()).isEqualTo(202);
        assertThat(verify(mailed("verify")).status()).isEqualTo(204);
        Reply login = login(email, PASSWORD);
        assertThat(login.status()).isEqualTo(200);
        return login;
    }

    /** The token of the newest mail to the person at hand that links to {@code page}. */
    private String mailed(String page) {
        return await().until(() -> newest(page), Optional::isPresent).orElseThrow();
    }

    private Optional<String> newest(String page) throws IOException {
        List<String> found = new ArrayList<>();
        for (String mail : mails()) {
            Matcher link =
                    Pattern.compile("/" + page + "\\?token=([A-Za-z0-9_-]{43})").matcher(mail);
            if (link.find()) {
                found.add(link.group(1));
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    private List<String> mails() throws IOException {
        if (!Files.exists(data.resolve("mail"))) {
            return List.of();
        }
        List<String> mine = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("mail"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                String mail = Files.readString(file);
                if (mail.contains("To: " + email)) {
                    mine.add(mail);
                }
            }
        }
        return mine;
    }

    @Nested
    class SigningUp {
        @Test
        void makesAPersonWithATenantOnTheFreePlanOnceTheEmailIsConfirmed() {
            Reply login = loggedIn();

            assertThat(login.json().properties())
                    .extracting(java.util.Map.Entry::getKey)
                    .containsExactlyInAnyOrder(
                            "accessToken", "refreshToken", "expiresIn", "tokenType");
            assertThat(login.json().path("expiresIn").asInt()).isEqualTo(900);
            assertThat(login.member("tokenType")).isEqualTo("Bearer");
            JsonNode me = me(login.member("accessToken")).json();
            assertThat(me.path("email").asString()).isEqualTo(email);
            assertThat(me.path("role").asString()).isEqualTo("user");
            assertThat(me.path("createdAt").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            JsonNode tenant = me.path("tenants").get(0);
            assertThat(tenant.path("status").asString()).isEqualTo("active");
            assertThat(tenant.path("role").asString()).isEqualTo("owner");
            assertThat(tenant.path("plan").asString()).isEqualTo("free");
        }

        @Test
        void answersAKnownEmailAsANewOneAndTellsByMailAlone() {
            loggedIn();

            Reply again =
                    register(email.toUpperCase(java.util.Locale.ROOT), "another long password");
            Reply fresh = register("new-" + email, PASSWORD);

            assertThat(again.status()).isEqualTo(202).isEqualTo(fresh.status());
            assertThat(again.text()).isEqualTo(fresh.text());
            await().until(() ->
                    mails().stream().anyMatch(m -> m.contains("You already have an account")));
            assertThat(login(email, "another long password").status()).isEqualTo(401);
            assertThat(login(email, PASSWORD).status()).isEqualTo(200);
        }

        @Test
        void againBeforeConfirmingTakesTheLastWordAndVoidsTheFormerLink() {
            register(email, PASSWORD);
            String former = mailed("verify");
            register(email, "a second long password");
            await().until(() -> !newest("verify").orElseThrow().equals(former));

            assertThat(verify(former).code()).isEqualTo("token-invalid");
            assertThat(verify(mailed("verify")).status()).isEqualTo(204);
            assertThat(login(email, PASSWORD).status()).isEqualTo(401);
            assertThat(login(email, "a second long password").status()).isEqualTo(200);
        }

        @Test
        void namesEveryFieldThatIsWrongInThePersonsLanguage() {
            Reply reply =
                    rest.with("Accept-Language", "es-ES,en;q=0.5")
                            .post(
                                    "/api/v1/auth/register",
                                    "{\"email\":\"nobody\",\"password\":\"tiny pw\",\"name\":\" \"}");

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
            assertThat(reply.json().path("errors"))
                    .extracting(error -> error.path("field").asString())
                    .containsExactlyInAnyOrder("email", "password", "name");
            assertThat(reply.text()).contains("al menos 12 caracteres").doesNotContain("tiny pw");
        }

        @Test
        void makesOnePersonOfManyAtOnce() throws Exception {
            List<Reply> replies = atOnce(10, () -> register(email, PASSWORD));

            assertThat(replies).extracting(Reply::status).containsOnly(202, 429).contains(202);
            assertThat(
                            jdbc.sql("SELECT count(*) FROM users WHERE email = ?")
                                    .param(email)
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(1);
        }

        @Test
        void takesNoFieldThatIsNotTheSigners() {
            for (String field : List.of("role", "tier", "status", "plan", "tenantId", "verified")) {
                Reply reply =
                        rest.post(
                                "/api/v1/auth/register",
                                "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"A\",\"%s\":\"x\"}"
                                        .formatted(email, PASSWORD, field));
                assertThat(reply.status()).as(field).isEqualTo(400);
                assertThat(reply.code()).as(field).isEqualTo("unknown-field");
            }
            assertThat(login(email, PASSWORD).status()).isEqualTo(401);
        }
    }

    @Nested
    class LoggingIn {
        @Test
        void beforeTheEmailIsConfirmedIsToldToWhoKnowsThePasswordAlone() {
            register(email, PASSWORD);

            assertThat(login(email, PASSWORD).code()).isEqualTo("email-not-verified");
            assertThat(login(email, PASSWORD).status()).isEqualTo(403);
            assertThat(login(email, "not the password").code()).isEqualTo("invalid-credentials");
        }

        @Test
        void answersAnUnknownEmailAsAWrongPassword() {
            loggedIn();
            Reply wrong = login(email, "not the password");
            Reply unknown = login("unknown-" + email, "not the password");

            assertThat(wrong.status()).isEqualTo(401).isEqualTo(unknown.status());
            assertThat(withoutId(wrong)).isEqualTo(withoutId(unknown));
        }

        @Test
        void isRefusedAfterFiveFailuresOfAnEmailKnownOrNot() {
            for (int i = 0; i < 5; i++) {
                assertThat(login(email, "wrong password " + i).status()).isEqualTo(401);
            }
            Reply sixth = login(email, "wrong password");

            assertThat(sixth.status()).isEqualTo(429);
            assertThat(sixth.code()).isEqualTo("rate-limited");
            assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 900);
        }

        @Test
        void thatSucceedsUsesNoAttemptUp() {
            loggedIn();
            for (int i = 0; i < 8; i++) {
                assertThat(login(email, PASSWORD).status()).isEqualTo(200);
            }
        }

        @Test
        void takesNoTenantOfSomebodyElse() {
            loggedIn();
            Reply reply =
                    rest.post(
                            "/api/v1/auth/login",
                            "{\"email\":\"%s\",\"password\":\"%s\",\"tenantId\":\"%s\"}"
                                    .formatted(email, PASSWORD, UUID.randomUUID()));

            assertThat(reply.status()).isEqualTo(404);
        }

        @Test
        void doesNotMatchAPasswordThatBcryptWouldCut() {
            String longest = "abKd9!xQ".repeat(8) + "zyxwvuts";
            register(email, longest);
            verify(mailed("verify"));

            assertThat(login(email, longest + "more").status()).isEqualTo(401);
            assertThat(login(email, longest).status()).isEqualTo(200);
        }
    }

    @Nested
    class Renewing {
        @Test
        void givesANewPairOnceAndASecondUseEndsTheFamily() {
            Reply login = loggedIn();
            Reply renewed = refresh(login.member("refreshToken"));
            assertThat(renewed.status()).isEqualTo(200);
            assertThat(me(renewed.member("accessToken")).status()).isEqualTo(200);

            Reply reused = refresh(login.member("refreshToken"));

            assertThat(reused.status()).isEqualTo(401);
            assertThat(reused.code()).isEqualTo("token-reused");
            Instant ended = Instant.now();
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> me(renewed.member("accessToken")).status() == 401);
            assertThat(Duration.between(ended, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(refresh(renewed.member("refreshToken")).status()).isEqualTo(401);
        }

        @Test
        void twentyAtOnceMakeOneChildAndEndTheFamily() throws Exception {
            String token = loggedIn().member("refreshToken");

            List<Reply> replies = atOnce(20, () -> refresh(token));

            assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 200)
                    .extracting(Reply::code)
                    .containsOnly("token-reused");
            assertThat(
                            jdbc.sql(
                                            """
                                            SELECT count(*) FROM refresh_tokens t
                                            JOIN sessions s ON s.id = t.session_id
                                            JOIN users u ON u.id = s.user_id WHERE u.email = ?\
                                            """)
                                    .param(email)
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(2);
        }

        @Test
        void anUnknownTokenSaysNothing() {
            assertThat(refresh("unknown").code()).isEqualTo("unauthenticated");
        }

        @Test
        void endsThirtyDaysAfterTheLogInHoweverOftenItWasRenewed() {
            String token = loggedIn().member("refreshToken");
            Duration life =
                    jdbc.sql(
                                    """
                                    SELECT extract(epoch FROM expires_at - authenticated_at)::bigint
                                    FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = ?\
                                    """)
                            .param(email)
                            .query((row, n) -> Duration.ofSeconds(row.getLong(1)))
                            .single();
            assertThat(life).isEqualTo(Duration.ofDays(30));
            jdbc.sql(
                            """
                            UPDATE sessions SET expires_at = now()
                            WHERE user_id = (SELECT id FROM users WHERE email = ?)\
                            """)
                    .param(email)
                    .update();

            assertThat(refresh(token).status()).isEqualTo(401);
        }

        @Test
        void keepsNoTokenInClear() {
            Reply login = loggedIn();
            assertThat(
                            jdbc.sql(
                                            """
                                            SELECT count(*) FROM refresh_tokens
                                            WHERE hash = convert_to(?, 'UTF8')\
                                            """)
                                    .param(login.member("refreshToken"))
                                    .query(Integer.class)
                                    .single())
                    .isZero();
        }
    }

    @Nested
    class LoggingOut {
        @Test
        void endsBothTokensWithinASecond() {
            Reply login = loggedIn();
            String access = login.member("accessToken");
            assertThat(me(access).status()).isEqualTo(200);

            Reply out =
                    rest.as(access)
                            .post(
                                    "/api/v1/auth/logout",
                                    "{\"refreshToken\":\"%s\"}"
                                            .formatted(login.member("refreshToken")));

            assertThat(out.status()).isEqualTo(204);
            await().atMost(Duration.ofSeconds(1)).until(() -> me(access).status() == 401);
            assertThat(refresh(login.member("refreshToken")).status()).isEqualTo(401);
        }

        @Test
        void needsAToken() {
            assertThat(rest.post("/api/v1/auth/logout", "{\"refreshToken\":\"x\"}").status())
                    .isEqualTo(401);
        }
    }

    @Nested
    class AForgottenPassword {
        @Test
        void isReplacedByAMailedLinkThatWorksOnceAndEndsAllLogIns() {
            Reply before = loggedIn();
            assertThat(forgot(email).status()).isEqualTo(202);
            String token = mailed("new-password");

            assertThat(reset(token, "password1234").status()).isEqualTo(422);
            assertThat(reset(token, "a very different one").status()).isEqualTo(204);

            assertThat(reset(token, "and yet another one").code()).isEqualTo("token-invalid");
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> me(before.member("accessToken")).status() == 401);
            assertThat(refresh(before.member("refreshToken")).status()).isEqualTo(401);
            assertThat(login(email, PASSWORD).status()).isEqualTo(401);
            assertThat(login(email, "a very different one").status()).isEqualTo(200);
        }

        @Test
        void ofAnUnknownEmailIsAnsweredAlikeAndMailsNothing() throws IOException {
            loggedIn();
            Reply known = forgot(email);
            Reply unknown = forgot("unknown-" + email);

            assertThat(known.status()).isEqualTo(202).isEqualTo(unknown.status());
            assertThat(known.text()).isEqualTo(unknown.text());
            mailed("new-password");
            try (Stream<Path> files = Files.list(data.resolve("mail"))) {
                assertThat(files.map(AuthModuleTests::content))
                        .noneMatch(mail -> mail.contains("unknown-" + email));
            }
        }

        @Test
        void isNoWayToConfirmAnEmailByTheWrongLink() {
            register(email, PASSWORD);
            String verify = mailed("verify");

            assertThat(reset(verify, "a very different one").code()).isEqualTo("token-invalid");
            assertThat(verify(verify).status()).isEqualTo(204);
        }

        private Reply forgot(String address) {
            return rest.post(
                    "/api/v1/auth/forgot-password", "{\"email\":\"%s\"}".formatted(address));
        }

        private Reply reset(String token, String password) {
            return rest.post(
                    "/api/v1/auth/reset-password",
                    "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
        }
    }

    @Nested
    class ATokenOfNobody {
        @Test
        void isRefusedHoweverItIsMade() {
            String good = loggedIn().member("accessToken");
            String[] parts = good.split("\\.");
            String header = decoded(parts[0]);
            String claims = decoded(parts[1]);

            List<String> bad =
                    List.of(
                            encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".",
                            encoded(header.replace("ES256", "none")) + "." + parts[1] + ".",
                            encoded(header.replace("ES256", "HS256"))
                                    + "."
                                    + parts[1]
                                    + "."
                                    + parts[2],
                            encoded(header.replace("at+jwt", "JWT"))
                                    + "."
                                    + parts[1]
                                    + "."
                                    + parts[2],
                            parts[0]
                                    + "."
                                    + encoded(
                                            claims.replace("\"aud\":\"sath-api\"", "\"aud\":\"x\""))
                                    + "."
                                    + parts[2],
                            parts[0] + "." + parts[1] + "." + parts[2].substring(1) + "A",
                            parts[0] + "." + parts[1] + ".",
                            "a.b.c",
                            "",
                            "x".repeat(7_000));
            assertThat(me(good).status()).isEqualTo(200);
            for (String token : bad) {
                Reply reply = me(token);
                assertThat(reply.status()).as(token).isEqualTo(401);
                assertThat(reply.code()).as(token).isEqualTo("unauthenticated");
            }
        }

        @Test
        void isNotARefreshTokenNorACookieNorAParameter() {
            Reply login = loggedIn();
            String access = login.member("accessToken");

            assertThat(me(login.member("refreshToken")).status()).isEqualTo(401);
            assertThat(refresh(access).status()).isEqualTo(401);
            assertThat(rest.get("/api/v1/users/me?access_token=" + access).status()).isEqualTo(401);
            assertThat(
                            rest.with("Cookie", "access_token=" + access + "; JSESSIONID=" + access)
                                    .get("/api/v1/users/me")
                                    .status())
                    .isEqualTo(401);
        }

        private static String decoded(String part) {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        }

        private static String encoded(String part) {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(part.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class OnesProfile {
        @Test
        void isReplacedWhole() {
            String token = loggedIn().member("accessToken");
            Reply reply =
                    rest.as(token)
                            .put(
                                    "/api/v1/users/me",
                                    "{\"name\":\"Zoë\",\"language\":\"es\",\"zone\":\"Europe/Madrid\",\"theme\":\"dark\"}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(me(token).json()).isEqualTo(reply.json());
            assertThat(reply.member("name")).isEqualTo("Zoë");
            assertThat(rest.as(token).put("/api/v1/users/me", "{\"name\":\"Zoë\"}").status())
                    .isEqualTo(422);
        }

        @Test
        void takesNothingThatIsNotThePersonsToChange() {
            String token = loggedIn().member("accessToken");
            for (String field : List.of("role", "email", "id", "active", "verified", "tenants")) {
                Reply reply =
                        rest.as(token)
                                .put(
                                        "/api/v1/users/me",
                                        "{\"name\":\"Z\",\"language\":\"es\",\"zone\":\"UTC\",\"theme\":\"dark\",\"%s\":\"SUPERADMIN\"}"
                                                .formatted(field));
                assertThat(reply.status()).as(field).isEqualTo(400);
            }
            assertThat(me(token).member("role")).isEqualTo("user");
            assertThat(me(token).member("name")).isEqualTo("Somebody");
        }

        @Test
        void isNotDeletedYet() {
            String token = loggedIn().member("accessToken");
            Reply reply = rest.as(token).send("DELETE", "/api/v1/users/me", null);

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("Allow")).contains("GET", "PUT");
        }
    }

    @Test
    void theKeyThatVerifiesTokensIsPublishedAndTheOtherHalfIsNot() {
        JsonNode key = rest.get("/.well-known/jwks.json").json().path("keys").get(0);

        assertThat(key.path("crv").asString()).isEqualTo("P-256");
        assertThat(key.has("d")).isFalse();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode withoutId(Reply reply) {
        return ((tools.jackson.databind.node.ObjectNode) JsonMapper.shared().readTree(reply.text()))
                .without("requestId");
    }

    private static List<Reply> atOnce(int times, Callable<Reply> call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> all = threads.invokeAll(java.util.Collections.nCopies(times, call));
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : all) {
                replies.add(one.get());
            }
            return replies;
        }
    }
}
