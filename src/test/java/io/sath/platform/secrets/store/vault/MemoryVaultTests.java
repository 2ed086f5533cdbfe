package io.sath.platform.secrets.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Erased;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Health;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStore.Written;
import io.sath.platform.secrets.store.SecretStoreContract;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract where no real server is at hand, and how long an outage may hold anybody up. */
class MemoryVaultTests extends SecretStoreContract {
    private static final Duration GOAL = Duration.ofSeconds(2);

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private MemoryVault vault;
    private SecretStore store;

    @BeforeEach
    void begin() throws Exception {
        vault = new MemoryVault();
        store = vault.store();
    }

    @AfterEach
    void end() {
        vault.close();
    }

    @Override
    protected SecretStore store() {
        return store;
    }

    @Override
    protected TenantId tenant() {
        return tenant;
    }

    @Test
    void aServerThatNeverAnswersHoldsNobodyUpForLongerThanTwoSeconds() {
        Place place = place();
        store.put(place, pair("kept-secret"), 0, Map.of());
        vault.stall();
        assertThat(timed(() -> store.put(place, pair("other-secret"), 1, Map.of("a", "b"))))
                .isEqualTo(new Written.Unavailable(Outage.UNREACHABLE));
        assertThat(timed(() -> store.find(place)))
                .isEqualTo(new Found.Unavailable(Outage.UNREACHABLE));
        assertThat(timed(() -> store.erase(place)))
                .isEqualTo(new Erased.Unavailable(Outage.UNREACHABLE));
        assertThat(timed(store::health)).isEqualTo(new Health.Closed(Outage.UNREACHABLE));
        List<KeyId> keys = List.of(place.key(), new KeyId(UUID.randomUUID()));
        BotId bot = BotId.random(new SecureRandom());
        assertThat(timed(() -> store.deliver(tenant, bot, keys)))
                .isEqualTo(new Delivered.Unavailable(Outage.UNREACHABLE));
    }

    private static <T> T timed(java.util.function.Supplier<T> call) {
        long began = System.nanoTime();
        T answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(GOAL);
        return answer;
    }
}
