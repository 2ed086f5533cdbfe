package io.sath.platform.secrets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Erased;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Health;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStore.Written;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every secret store does; each adapter's test extends it. */
public abstract class SecretStoreContract {
    protected final BotId bot = BotId.random(new SecureRandom());

    protected abstract SecretStore store();

    /** A tenant that exists. */
    protected abstract TenantId tenant();

    /** A fresh place in the bot of this test. */
    protected Place place() {
        return new Place(tenant(), bot, new KeyId(UUID.randomUUID()));
    }

    protected static Map<String, SecretValue> pair(String secret) {
        return Map.of(
                "venue", SecretValue.of("binance"),
                "apiKey", SecretValue.of("key-" + secret),
                "apiSecret", SecretValue.of(secret));
    }

    @Test
    void isOpen() {
        assertThat(store().health()).isEqualTo(new Health.Open());
    }

    @Test
    void tellsOfASecretAllButItsValue() {
        Place place = place();
        assertThat(store().find(place)).isEqualTo(new Found.Absent());
        Written written =
                store().put(place, pair("hunter2hunter2"), 0, Map.of("fingerprint", "3f2a"));
        assertThat(written).isEqualTo(new Written.Stored(1));
        assertThat(store().find(place))
                .isInstanceOfSatisfying(
                        Found.Present.class,
                        present -> {
                            assertThat(present.version()).isEqualTo(1);
                            assertThat(present.fields())
                                    .isEqualTo(Set.of("venue", "apiKey", "apiSecret"));
                            assertThat(present.notes()).containsEntry("fingerprint", "3f2a");
                            assertThat(present.toString()).doesNotContain("hunter2");
                        });
    }

    @Test
    void replacesOnlyTheVersionThatTheWriterKnows() {
        Place place = place();
        store().put(place, pair("first-secret"), 0, Map.of());
        assertThat(store().put(place, pair("other-secret"), 0, Map.of()))
                .isEqualTo(new Written.Conflict());
        assertThat(store().put(place, pair("second-secret"), 1, Map.of()))
                .isEqualTo(new Written.Stored(2));
        assertThat(store().put(place, pair("late-secret"), 1, Map.of()))
                .isEqualTo(new Written.Conflict());
    }

    @Test
    void letsOneOfManyWritersWin() throws Exception {
        Place place = place();
        List<Callable<Written>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String secret = "secret-of-writer-" + i;
            writers.add(() -> store().put(place, pair(secret), 0, Map.of()));
        }
        List<Written> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Written> answer : threads.invokeAll(writers)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).filteredOn(Written.Stored.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Written.Conflict.class::isInstance).hasSize(7);
    }

    @Test
    void erasesEveryVersionAndTwiceIsNoError() {
        Place place = place();
        store().put(place, pair("one-secret"), 0, Map.of());
        store().put(place, pair("two-secret"), 1, Map.of());
        assertThat(store().erase(place)).isEqualTo(new Erased.Done());
        assertThat(store().erase(place)).isEqualTo(new Erased.Done());
        assertThat(store().find(place)).isEqualTo(new Found.Absent());
        assertThat(store().put(place, pair("new-secret"), 0, Map.of()))
                .isEqualTo(new Written.Stored(1));
    }

    @Test
    void deliversNothingWhenAKeyIsMissing() {
        Place place = place();
        KeyId missing = new KeyId(UUID.randomUUID());
        store().put(place, pair("kept-secret"), 0, Map.of());
        assertThat(store().deliver(place.tenant(), bot, List.of(place.key(), missing)))
                .isEqualTo(new Delivered.Missing(List.of(missing)));
    }

    @Test
    void leavesNoThreadBehind() {
        Place place = place();
        writeAndRead(place, 0, 10);
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        writeAndRead(place, 10, 210);
        // One that each call left would be two hundred; a few may be others' of this process.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(Thread.getAllStackTraces().keySet())
                                .filteredOn(thread -> !before.contains(thread))
                                .hasSizeLessThanOrEqualTo(5));
    }

    private void writeAndRead(Place place, int from, int to) {
        for (int version = from; version < to; version++) {
            store().put(place, pair("some-secret-" + version), version, Map.of());
            assertThat(store().find(place)).isInstanceOf(Found.Present.class);
        }
    }
}
