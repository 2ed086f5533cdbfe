package io.sath.platform.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.vaadin.flow.internal.CurrentInstance;
import io.sath.platform.database.RateLimits;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@PlatformTest
class LogInsModuleTests {
    @LocalServerPort int port;
    @Autowired WebApplicationContext context;
    @Autowired LogIns logIns;
    @Autowired Invitations invitations;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;
    @Autowired RateLimits limits;

    private MockMvc pages;
    private Fixtures.Person person;

    @SuppressWarnings("NullAway.Init")
    LogInsModuleTests() {}

    @BeforeEach
    void somebody() {
        // Tests of pages in this thread leave a page and its person at hand, who would be asked
        // first.
        CurrentInstance.clearAll();
        TestSecurityContextHolder.clearContext();
        pages =
                MockMvcBuilders.webAppContextSetup(context)
                        .apply(SecurityMockMvcConfigurers.springSecurity())
                        .build();
        person = fixtures.person();
        Entrance.open(person, jdbc);
    }

    private MvcResult form(String email, String password) throws Exception {
        return pages.perform(formLogin("/login").user(email).password(password)).andReturn();
    }

    private static Caller caller(MockHttpSession session) {
        SecurityContext context =
                (SecurityContext)
                        Objects.requireNonNull(session.getAttribute("SPRING_SECURITY_CONTEXT"));
        return (Caller)
                Objects.requireNonNull(
                        Objects.requireNonNull(context.getAuthentication()).getPrincipal());
    }

    @Nested
    class ThePagesForm {
        @Test
        void beginsASessionWhosePrincipalIsTheCaller() throws Exception {
            MvcResult result = form(person.email(), Entrance.PASSWORD);

            assertThat(result.getResponse().getStatus()).isEqualTo(302);
            assertThat(result.getResponse().getRedirectedUrl()).doesNotContain("login");
            Caller caller = caller((MockHttpSession) result.getRequest().getSession());
            assertThat(caller.userId()).isEqualTo(person.id());
            assertThat(caller.tenantId()).isEqualTo(person.tenant());
            assertThat(logIns.current(caller.authId())).isEqualTo(caller);
        }

        @Test
        void givesTheSessionAnotherName() throws Exception {
            MockHttpSession session = new MockHttpSession();
            String before = session.getId();
            pages.perform(
                            post("/login")
                                    .session(session)
                                    .with(
                                            org.springframework.security.test.web.servlet.request
                                                    .SecurityMockMvcRequestPostProcessors.csrf())
                                    .param("username", person.email())
                                    .param("password", Entrance.PASSWORD))
                    .andReturn();

            assertThat(caller(session).userId()).isEqualTo(person.id());
            assertThat(session.getId()).isNotEqualTo(before);
        }

        @Test
        void isToldWhatIsWrongAndNoMore() throws Exception {
            assertThat(refusal(person.email(), "not the password"))
                    .isEqualTo("/login?error=credentials");
            assertThat(refusal("nobody@example.com", "x")).isEqualTo("/login?error=credentials");
            jdbc.sql("UPDATE users SET verified_at = NULL WHERE id = ?")
                    .param(person.id().value())
                    .update();
            assertThat(refusal(person.email(), Entrance.PASSWORD))
                    .isEqualTo("/login?error=not-verified");
            assertThat(refusal(person.email(), "not the password"))
                    .isEqualTo("/login?error=credentials");
        }

        @Test
        void isToldHowLongToWaitAfterFiveFailures() throws Exception {
            for (int i = 0; i < 5; i++) {
                form(person.email(), "wrong");
            }
            assertThat(refusal(person.email(), Entrance.PASSWORD))
                    .matches("/login\\?error=too-many&wait=[0-9]{1,3}");
        }

        @Test
        void isNotTakenFromAnotherSite() throws Exception {
            assertThat(from("https://evil.example")).isEqualTo(403);
            assertThat(from("null")).isEqualTo(403);
            assertThat(from("http://localhost")).isEqualTo(302);
        }

        private int from(String origin) throws Exception {
            return pages.perform(
                            post("/login")
                                    .header("Origin", origin)
                                    .param("username", person.email())
                                    .param("password", Entrance.PASSWORD))
                    .andReturn()
                    .getResponse()
                    .getStatus();
        }

        private String refusal(String email, String password) throws Exception {
            return String.valueOf(form(email, password).getResponse().getRedirectedUrl());
        }
    }

    @Test
    void endingALogInClosesItsPageAtOnce() throws Exception {
        MockHttpSession session =
                (MockHttpSession) form(person.email(), Entrance.PASSWORD).getRequest().getSession();
        String authId = caller(session).authId();
        pages.perform(
                        org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get(
                                        "/VAADIN/nothing")
                                .session(session))
                .andReturn();

        logIns.end(authId);

        assertThat(session.isInvalid()).isTrue();
        assertThat(logIns.current(authId)).isNull();
    }

    @Test
    void anAddressOfNoPageIsForThePagesToTell() throws Exception {
        MockHttpSession session =
                (MockHttpSession) form(person.email(), Entrance.PASSWORD).getRequest().getSession();
        assertThat(
                        pages.perform(
                                        org.springframework.test.web.servlet.request
                                                .MockMvcRequestBuilders.get("/no-page")
                                                .session(Objects.requireNonNull(session)))
                                .andReturn()
                                .getResponse()
                                .getStatus())
                .isNotIn(401, 403);
        assertThat(Rest.at(port).get("/no-page").header("Location")).endsWith("/login");
    }

    @Test
    void thePagesCookieIsForNoScriptAndNoOtherSite() {
        Rest.Reply reply = Rest.at(port).get("/settings-of-nobody");

        assertThat(reply.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void aPersonWithTwoWorkspacesChangesBetweenThem() throws Exception {
        TenantId second =
                invitations
                        .invite(
                                person.id(),
                                new Invitation("Second", person.email(), "en"),
                                made -> {})
                        .tenant();
        Caller first =
                caller(
                        (MockHttpSession)
                                form(person.email(), Entrance.PASSWORD).getRequest().getSession());
        assertThat(first.tenantId()).isEqualTo(person.tenant());
        assertThat(logIns.in(first, second).orElseThrow().tenantId()).isEqualTo(second);
        assertThat(logIns.in(first, fixtures.tenant())).isEmpty();

        logIns.enter(first, second);

        assertThat(Objects.requireNonNull(logIns.current(first.authId())).tenantId())
                .isEqualTo(second);
        Caller again =
                caller(
                        (MockHttpSession)
                                form(person.email(), Entrance.PASSWORD).getRequest().getSession());
        assertThat(again.tenantId()).as("the one last used").isEqualTo(second);
        assertThatThrownBy(() -> logIns.enter(first, fixtures.tenant()))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aPushChannelFromAnotherSiteIsRefused() {
        Rest push = Rest.at(port);
        String path = "/VAADIN/push?v-uiId=0&v-pushId=x";

        for (String foreign :
                new String[] {
                    "https://evil.example",
                    "null",
                    "http://localhost:1",
                    "http://localhost.evil.example:" + port,
                    "not an origin"
                }) {
            assertThat(push.with("Origin", foreign).get(path).status()).as(foreign).isEqualTo(403);
        }
        assertThat(push.with("Origin", "http://127.0.0.1:" + port).get(path).status())
                .isNotEqualTo(403);
    }

    @Test
    void anAddressHasFiveFailuresWhoeverItNames() {
        AccountSettings settings =
                new AccountSettings(
                        java.net.URI.create("http://localhost"),
                        100,
                        5,
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(15),
                        Duration.ofDays(30),
                        Duration.ofHours(24),
                        Duration.ofHours(1),
                        Duration.ofDays(7),
                        4);
        AttemptLimits strict = new AttemptLimits(limits, settings);
        String network =
                "2001:db8:" + Integer.toHexString((int) (System.nanoTime() & 0xffff)) + ":1::";
        for (int i = 0; i < 5; i++) {
            assertThat(
                            strict.take(
                                    AttemptLimits.Kind.LOG_IN,
                                    network + (i + 1),
                                    "a" + i + "@example.com"))
                    .isNull();
        }

        assertThat(strict.take(AttemptLimits.Kind.LOG_IN, network + "99", "z@example.com"))
                .isNotNull()
                .isLessThanOrEqualTo(Duration.ofMinutes(15));
        strict.giveBack(AttemptLimits.Kind.LOG_IN, network + "1", "a0@example.com");
        assertThat(strict.take(AttemptLimits.Kind.LOG_IN, network + "98", "y@example.com"))
                .isNull();
    }

    @Test
    void theTimeOfALogInTellsNothing() {
        try (PasswordHashesAtFullCost hashes = new PasswordHashesAtFullCost()) {
            String hash = hashes.of().hash(Entrance.PASSWORD);
            long[] known = new long[9];
            long[] unknown = new long[9];
            for (int i = 0; i < known.length; i++) {
                long start = System.nanoTime();
                hashes.of().matches("not the password", hash);
                long middle = System.nanoTime();
                hashes.of().matches("not the password", null);
                unknown[i] = System.nanoTime() - middle;
                known[i] = middle - start;
            }
            Arrays.sort(known);
            Arrays.sort(unknown);
            double ratio = (double) known[4] / unknown[4];
            assertThat(known[4]).isGreaterThan(Duration.ofMillis(50).toNanos());
            assertThat(ratio).isBetween(0.7, 1.4);
        }
    }

    /** Hashes at the cost that people's passwords have. */
    private static final class PasswordHashesAtFullCost implements AutoCloseable {
        private final PasswordHashes hashes =
                new PasswordHashes(
                        new AccountSettings(
                                java.net.URI.create("http://localhost"),
                                5,
                                5,
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(15),
                                Duration.ofDays(30),
                                Duration.ofHours(24),
                                Duration.ofHours(1),
                                Duration.ofDays(7),
                                12));

        PasswordHashes of() {
            return hashes;
        }

        @Override
        public void close() {
            hashes.destroy();
        }
    }
}
