package io.sath.platform.secrets.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStoreContract;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real server, with the platform's own policy. */
@WithRealVault
class VaultSecretStoreTests extends SecretStoreContract {
    private static RealVault vault;
    private static VaultSecretStore store;
    private static String token;

    private final TenantId tenant = new TenantId(UUID.randomUUID());

    @BeforeAll
    static void find() throws Exception {
        vault = RealVault.find().orElseThrow();
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
                                new SecretDelivery.ByVault(
                                        "kv/data/tenants/bot-" + bot, List.of(place.key()))));
    }

    private static String token(VaultAnswer answer) {
        assertThat(answer).isInstanceOf(VaultAnswer.Ok.class);
        return ((VaultAnswer.Ok) answer).body().path("auth").path("client_token").asString();
    }

    @Test
    void aBotReadsItsOwnFolderAndNoOther() throws Exception {
        Place own = place();
        Place other =
                new Place(tenant, BotId.random(new SecureRandom()), new KeyId(UUID.randomUUID()));
        store.put(own, pair("own-secret"), 0, Map.of());
        store.put(other, pair("other-secret"), 0, Map.of());
        String bots = token(vault.logIn("sath-bot", "bots", "bot-" + own.bot()));
        assertThat(vault.http.get("kv/data/" + path(own), bots)).isInstanceOf(VaultAnswer.Ok.class);
        VaultAnswer no = new VaultAnswer.Refused(403);
        assertThat(vault.http.get("kv/data/" + path(other), bots)).isEqualTo(no);
        assertThat(vault.http.get("kv/metadata/tenants/bot-" + own.bot() + "?list=true", bots))
                .isEqualTo(no);
        assertThat(
                        vault.http.post(
                                "kv/data/" + path(own),
                                bots,
                                Map.of("options", Map.of("cas", 1), "data", Map.of("a", "b"))))
                .isEqualTo(no);
        assertThat(vault.http.post("auth/token/renew-self", bots, Map.of()))
                .isInstanceOf(VaultAnswer.Ok.class);
    }

    @Test
    void theSameJobInAnotherNamespaceMayNotLogIn() throws Exception {
        assertThat(vault.logIn("sath-bot", "default", "bot-" + bot))
                .isInstanceOf(VaultAnswer.Refused.class);
    }

    @Test
    void thePlatformOnNomadLogsInByItsIdentityAndCannotReadEither() throws Exception {
        Place place = place();
        store.put(place, pair("unreadable-secret"), 0, Map.of());
        String platform = token(vault.logIn("sath-platform", "sath", "platform"));
        assertThat(vault.http.get("kv/data/" + path(place), platform))
                .isEqualTo(new VaultAnswer.Refused(403));
        assertThat(vault.logIn("sath-platform", "bots", "platform"))
                .isInstanceOf(VaultAnswer.Refused.class);
    }
}
