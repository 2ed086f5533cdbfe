package io.sath.platform.secrets.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStoreContract;
import io.sath.platform.shared.TenantId;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real server, with the platform's own policy. */
class VaultSecretStoreTests extends SecretStoreContract {
    private static RealVault vault;
    private static VaultSecretStore store;
    private static String token;

    private final TenantId tenant = new TenantId(UUID.randomUUID());

    @BeforeAll
    static void find() throws Exception {
        vault = RealVault.find().orElse(null);
        Assumptions.assumeTrue(
                vault != null,
                "no Vault at hand: set VAULT_ADDR and VAULT_TOKEN, or put bao or vault on the PATH");
        token = vault.platformToken();
        HttpClient client = HttpClient.newHttpClient();
        VaultHttp http = new VaultHttp(client, vault.addr, null, Duration.ofSeconds(2));
        VaultToken held =
                new VaultToken(
                        () -> new VaultLogin.Outcome.In(token, Duration.ofHours(1), true),
                        http,
                        Clock.systemUTC(),
                        () -> 0.5);
        store = new VaultSecretStore(vault.settings(), client, http, held);
    }

    @Override
    protected SecretStore store() {
        return store;
    }

    @Override
    protected TenantId tenant() {
        return tenant;
    }

    private String path(Place place) {
        return "tenants/bot-" + place.bot() + "/" + place.key();
    }

    @Test
    void thePlatformsTokenCannotReadAValueBack() {
        Place place = place();
        store.put(place, pair("unreadable-secret"), 0, Map.of());
        assertThat(vault.http.get("kv/data/" + path(place), token))
                .isEqualTo(new VaultAnswer.Refused(403));
        assertThat(vault.http.get("kv/metadata/tenants/?list=true", token))
                .isEqualTo(new VaultAnswer.Refused(403));
    }

    @Test
    void keepsTheValueAsItWasGiven() {
        Place place = place();
        store.put(place, pair("señal \"quoted\" \\ back"), 0, Map.of());
        assertThat(
                        vault.adminGet("kv/data/" + path(place))
                                .body()
                                .path("data")
                                .path("data")
                                .path("apiSecret")
                                .asString())
                .isEqualTo("señal \"quoted\" \\ back");
    }

    @Test
    void deliversThePathAlone() {
        Place place = place();
        store.put(place, pair("delivered-secret"), 0, Map.of());
        assertThat(store.deliver(tenant, bot, List.of(place.key())))
                .isEqualTo(
                        new Delivered.Ready(
                                new SecretDelivery.ByVault("kv/data/tenants/bot-" + bot)));
    }
}
