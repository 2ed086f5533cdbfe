package io.sath.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.sath.platform.database.SmallPool;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Unfinished;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.SettableClock;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The filter and its table in front of an endpoint that counts how often it is reached. */
@PlatformTest
class IdempotencyModuleTests {
    @Autowired Fixtures fixtures;
    @Autowired ProblemWriter problems;
    @Autowired @SmallPool TenantScope scope;
    @Autowired @SmallPool JdbcClient jdbc;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T11:55:45Z"));
    private final Work work = new Work();
    private MockMvc web;
    private Caller caller;

    @SuppressWarnings("NullAway.Init")
    IdempotencyModuleTests() {}

    /** Known to this test alone: the scan for components leaves it out. */
    @RestController
    @TestComponent
    static final class Work {
        final AtomicInteger done = new AtomicInteger();
        volatile int status = 201;
        volatile boolean finished = true;
        volatile CountDownLatch go = new CountDownLatch(0);
        final CountDownLatch reached = new CountDownLatch(1);

        @PostMapping("/api/v1/work")
        ResponseEntity<Map<String, Object>> work(
                @RequestBody Map<String, Object> body, HttpServletRequest request)
                throws InterruptedException {
            reached.countDown();
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            if (!finished) {
                request.setAttribute(Unfinished.ATTRIBUTE, true);
            }
            return ResponseEntity.status(status)
                    .header("Location", "/api/v1/work/1")
                    .body(Map.of("time", done.incrementAndGet()));
        }
    }

    @BeforeEach
    void caller() {
        caller = fixtures.owner(fixtures.person());
        web =
                MockMvcBuilders.standaloneSetup(work)
                        .addFilters(
                                new ApiFaults(problems),
                                new BodyLimit(),
                                new IdempotencyFilter(new IdempotencyKeys(scope, jdbc, clock)))
                        .build();
    }

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    private MockHttpServletResponse ask(@Nullable String key, String body) {
        MockHttpServletRequestBuilder request =
                post("/api/v1/work").contentType(MediaType.APPLICATION_JSON).content(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(caller, null));
        try {
            return web.perform(request).andReturn().getResponse();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutAKeyEachIsDone() {
        ask(null, "{}");
        ask(null, "{}");

        assertThat(work.done).hasValue(2);
    }

    @Test
    void theSameAgainIsAnsweredAlikeAndDoneOnce() throws Exception {
        MockHttpServletResponse first = ask("k", "{\"a\":1}");
        MockHttpServletResponse second = ask("k", "{\"a\":1}");

        assertThat(work.done).hasValue(1);
        assertThat(second.getStatus()).isEqualTo(201);
        assertThat(second.getContentAsString()).isEqualTo(first.getContentAsString());
        assertThat(second.getContentType()).isEqualTo(first.getContentType());
        assertThat(second.getHeader("Location")).isEqualTo("/api/v1/work/1");
    }

    @Test
    void anotherBodyUnderTheKeyIsAMismatch() throws Exception {
        ask("k", "{\"a\":1}");
        MockHttpServletResponse other = ask("k", "{\"a\":2}");

        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(other.getContentAsString()).contains("idempotency-mismatch");
        assertThat(work.done).hasValue(1);
    }

    @Test
    void whileItIsUnderWayTheSameIsToldSo() throws Exception {
        work.go = new CountDownLatch(1);
        CompletableFuture<MockHttpServletResponse> first =
                CompletableFuture.supplyAsync(() -> ask("k", "{}"));
        assertThat(work.reached.await(10, TimeUnit.SECONDS)).isTrue();

        MockHttpServletResponse second = ask("k", "{}");
        assertThat(second.getStatus()).isEqualTo(409);
        assertThat(second.getContentAsString()).contains("in-progress");

        work.go.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).getStatus()).isEqualTo(201);
        assertThat(ask("k", "{}").getStatus()).isEqualTo(201);
        assertThat(work.done).hasValue(1);
    }

    @Test
    void whatWasRefusedIsAskedAnew() {
        work.status = HttpStatus.CONFLICT.value();
        assertThat(ask("k", "{}").getStatus()).isEqualTo(409);
        work.status = 201;
        assertThat(ask("k", "{}").getStatus()).isEqualTo(201);
        assertThat(work.done).hasValue(2);
    }

    @Test
    void anAnswerThatIsNotTheLastWordIsNotKeptButItsRequestIs() {
        work.finished = false;
        work.status = 202;
        assertThat(ask("k", "{}").getStatus()).isEqualTo(202);
        assertThat(ask("k", "{\"other\":1}").getStatus()).isEqualTo(422);
        work.finished = true;
        work.status = 200;
        assertThat(ask("k", "{}").getStatus()).isEqualTo(200);
        assertThat(ask("k", "{}").getStatus()).isEqualTo(200);
        assertThat(work.done).hasValue(2);
    }

    @Test
    void aKeyIsFreeAgainAfter24Hours() {
        ask("k", "{\"a\":1}");
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(ask("k", "{\"a\":2}").getStatus()).isEqualTo(422);
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask("k", "{\"a\":2}").getStatus()).isEqualTo(201);
    }

    @Test
    void aRequestThatAKillInterruptedFreesItsKeyAfterTwoMinutes() {
        IdempotencyKeys keys = new IdempotencyKeys(scope, jdbc, clock);
        byte[] hash = new byte[32];
        assertThat(keys.take(caller.tenantId(), "k", hash))
                .isInstanceOf(IdempotencyKeys.Found.Free.class);
        assertThat(keys.take(caller.tenantId(), "k", hash))
                .isInstanceOf(IdempotencyKeys.Found.Running.class);
        clock.advance(IdempotencyKeys.LOCKED);
        assertThat(keys.take(caller.tenantId(), "k", hash))
                .isInstanceOf(IdempotencyKeys.Found.Free.class);
    }

    @Test
    void keysOfTwoTenantsAreTwo() {
        ask("k", "{\"a\":1}");
        caller = fixtures.owner(fixtures.person());
        assertThat(ask("k", "{\"a\":2}").getStatus()).isEqualTo(201);
        assertThat(work.done).hasValue(2);
    }

    @Test
    void aKeyHas255VisibleCharactersAtMost() {
        assertThat(ask("k".repeat(255), "{}").getStatus()).isEqualTo(201);
        assertThat(ask("k".repeat(256), "{}").getStatus()).isEqualTo(400);
        assertThat(ask("a b", "{}").getStatus()).isEqualTo(400);
    }

    @Test
    void oldKeysAreForgottenOfAllTenants() {
        ask("k", "{}");
        clock.advance(Duration.ofHours(25));
        new IdempotencyKeys(scope, jdbc, clock).forget();

        assertThat(
                        scope.call(
                                caller.tenantId(),
                                () ->
                                        jdbc.sql("SELECT count(*) FROM idempotency_keys")
                                                .query(Integer.class)
                                                .single()))
                .isZero();
    }
}
