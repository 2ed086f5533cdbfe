package io.sath.platform.secrets.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Health;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStore.Written;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's token and the store's answers, on what a real server once answered. */
class VaultTokenTests {
    @TempDir Path folder;

    private VaultSecretStore store(RecordedVault vault) throws IOException {
        VaultSettings settings =
                new VaultSettings(
                        vault.addr(),
                        "kv",
                        null,
                        "e23cabd1-a665-02ce-1d3a-3937ecc62f49",
                        Files.writeString(
                                folder.resolve("wrapped"), "s.lJnEsVGLGRMZx0uSaw8d3Xy2\n"),
                        "approle",
                        null,
                        "jwt-nomad",
                        "sath-platform",
                        Duration.ofSeconds(2));
        HttpClient client = HttpClient.newHttpClient();
        VaultHttp http = new VaultHttp(client, vault.addr(), null, Duration.ofSeconds(2));
        AppRoleLogin login =
                new AppRoleLogin(
                        http,
                        "approle",
                        "e23cabd1-a665-02ce-1d3a-3937ecc62f49",
                        folder.resolve("wrapped"));
        return new VaultSecretStore(
                settings, client, http, new VaultToken(login, http, Clock.systemUTC(), () -> 0));
    }

    private static Place place() {
        return new Place(
                new TenantId(UUID.randomUUID()),
                new BotId("0k3v9m2xw1q7a"),
                new KeyId(UUID.randomUUID()));
    }

    private static Map<String, SecretValue> fields() {
        return Map.of("key", SecretValue.of("AKEY"), "secret", SecretValue.of("SECRETVALUE"));
    }

    @Test
    void opensTheWrappedSecretIdOnceAndLogsIn() throws Exception {
        try (RecordedVault vault =
                new RecordedVault(
                        "wrapping-lookup", "wrapping-unwrap", "approle-login", "kv-write-cas0")) {
            assertThat(store(vault).put(place(), fields(), 0, Map.of()))
                    .isEqualTo(new Written.Stored(1));
            assertThat(vault.asked.subList(0, 3))
                    .containsExactly(
                            "POST /v1/sys/wrapping/lookup",
                            "POST /v1/sys/wrapping/unwrap",
                            "POST /v1/auth/approle/login");
        }
    }

    @Test
    void manyWhoNeedItAtOnceLogInOnce() throws Exception {
        AtomicInteger logins = new AtomicInteger();
        CountDownLatch slow = new CountDownLatch(1);
        VaultLogin login =
                () -> {
                    logins.incrementAndGet();
                    Awaitility.await().until(() -> slow.getCount() == 0);
                    return new VaultLogin.Outcome.In("the-token", Duration.ofMinutes(5), true);
                };
        VaultHttp http =
                new VaultHttp(
                        HttpClient.newHttpClient(),
                        URI.create("http://127.0.0.1:9"),
                        null,
                        Duration.ofSeconds(2));
        VaultToken token = new VaultToken(login, http, Clock.systemUTC(), () -> 0);
        List<Future<VaultAnswer>> answers = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(8);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(
                        callers.submit(() -> {
                            begun.countDown();
                            return token.with(held ->
                                    held.equals("the-token")
                                            ? new VaultAnswer.Nothing()
                                            : new VaultAnswer.TokenDead());
                        }));
            }
            begun.await();
            slow.countDown();
            for (Future<VaultAnswer> answer : answers) {
                assertThat(answer.get()).isInstanceOf(VaultAnswer.Nothing.class);
            }
        }
        assertThat(logins).hasValue(1);
    }

    @Test
    void logsInAgainWhenTheTokenIsDeadAndOnlyThen() throws Exception {
        try (RecordedVault vault =
                new RecordedVault(
                        "wrapping-lookup",
                        "wrapping-unwrap",
                        "approle-login",
                        "kv-write-cas0",
                        "denied-bad-token",
                        "approle-login",
                        "kv-write-cas1")) {
            VaultSecretStore store = store(vault);
            store.put(place(), fields(), 0, Map.of());
            assertThat(store.put(place(), fields(), 1, Map.of())).isEqualTo(new Written.Stored(2));
            assertThat(vault.asked).filteredOn(call -> call.endsWith("/login")).hasSize(2);
        }
    }

    @Test
    void saysThatTheSecretIdIsSpent() throws Exception {
        try (RecordedVault vault =
                new RecordedVault(
                        "wrapping-lookup", "wrapping-unwrap", "approle-login-secret-id-used")) {
            assertThat(store(vault).put(place(), fields(), 0, Map.of()))
                    .isEqualTo(new Written.Unavailable(Outage.REFUSED));
        }
    }

    @Test
    void refusesAWrappedSecretIdThatWasOpenedBefore() throws Exception {
        try (RecordedVault vault = new RecordedVault("wrapping-unwrap-second-time")) {
            assertThat(store(vault).put(place(), fields(), 0, Map.of()))
                    .isEqualTo(new Written.Unavailable(Outage.REFUSED));
            assertThat(vault.asked).containsExactly("POST /v1/sys/wrapping/lookup");
        }
    }

    @Test
    void tellsAConflictFromAnOutage() throws Exception {
        try (RecordedVault vault =
                new RecordedVault(
                        "wrapping-lookup",
                        "wrapping-unwrap",
                        "approle-login",
                        "kv-write-conflict",
                        "kv-write-sealed",
                        "health-sealed")) {
            VaultSecretStore store = store(vault);
            assertThat(store.put(place(), fields(), 0, Map.of())).isEqualTo(new Written.Conflict());
            assertThat(store.put(place(), fields(), 0, Map.of()))
                    .isEqualTo(new Written.Unavailable(Outage.SEALED));
            assertThat(store.health()).isEqualTo(new Health.Closed(Outage.SEALED));
        }
    }

    @Test
    void takesAWriteWhoseAnswerWasLostForDoneWhenItIsThere() throws Exception {
        try (RecordedVault vault =
                new RecordedVault(
                        "wrapping-lookup",
                        "wrapping-unwrap",
                        "approle-login",
                        "lost-answer",
                        "kv-metadata-read",
                        "kv-subkeys")) {
            assertThat(store(vault).put(place(), fields(), 1, Map.of()))
                    .isEqualTo(new Written.Stored(2));
        }
    }

    @Test
    void describesWithoutAValue() throws Exception {
        try (RecordedVault vault =
                new RecordedVault(
                        "wrapping-lookup",
                        "wrapping-unwrap",
                        "approle-login",
                        "kv-metadata-read",
                        "kv-subkeys")) {
            assertThat(store(vault).find(place()))
                    .isInstanceOfSatisfying(
                            SecretStore.Found.Present.class,
                            present -> {
                                assertThat(present.version()).isEqualTo(2);
                                assertThat(present.fields()).containsExactly("key", "secret");
                            });
        }
    }
}
