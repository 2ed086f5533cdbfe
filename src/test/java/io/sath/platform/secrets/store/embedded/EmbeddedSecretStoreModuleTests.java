package io.sath.platform.secrets.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.SecretStoreContract;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contract on PostgreSQL and a key file. */
@PlatformTest
class EmbeddedSecretStoreModuleTests extends SecretStoreContract {
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Fixtures fixtures;
    @TempDir Path folder;

    private WrappingKeys keys;
    private EmbeddedSecretStore store;
    private TenantId tenant;

    @BeforeEach
    void make() {
        forgetOthers();
        tenant = fixtures.tenant();
        SecureRandom random = new SecureRandom();
        keys = new WrappingKeys(new KeyFile(folder.resolve("keys"), random), Set.of());
        store = new EmbeddedSecretStore(scope, jdbc, keys, random, Clock.systemUTC());
    }

    /** A rotation goes over every tenant, and the next test has another key file. */
    @AfterEach
    void forget() {
        scope.run(tenant, () -> jdbc.sql("DELETE FROM sealed_secrets").update());
    }

    /** What other tests left was sealed under their key file. */
    private void forgetOthers() {
        scope.acrossTenants(() ->
                        jdbc.sql("SELECT DISTINCT tenant_id FROM sealed_secrets")
                                .query((row, n) -> new TenantId(row.getObject(1, UUID.class)))
                                .list())
                .forEach(other ->
                        scope.run(other, () -> jdbc.sql("DELETE FROM sealed_secrets").update()));
    }

    @Override
    protected SecretStore store() {
        return store;
    }

    @Override
    protected TenantId tenant() {
        return tenant;
    }

    private String line(Place place) {
        Delivered answer = store.deliver(tenant, bot, List.of(place.key()));
        assertThat(answer).isInstanceOf(Delivered.Ready.class);
        try (SecretDelivery.ByStdin delivery =
                (SecretDelivery.ByStdin) ((Delivered.Ready) answer).delivery()) {
            return new String(delivery.line().bytes(), UTF_8);
        }
    }

    @Test
    void deliversTheLineThatTheBotReads() {
        Place place = place();
        store.put(place, pair("señal \"quoted\" \\ back"), 0, Map.of());
        assertThat(line(place))
                .isEqualTo(
                        "{\"keys\":[{\"ref\":\""
                                + place.key()
                                + "\",\"apiKey\":\"key-señal \\\"quoted\\\" \\\\ back\","
                                + "\"apiSecret\":\"señal \\\"quoted\\\" \\\\ back\","
                                + "\"venue\":\"binance\"}]}\n");
    }

    @Test
    void keepsNothingInClear() {
        Place place = place();
        store.put(place, pair("canary-secret-0451"), 0, Map.of("fingerprint", "3f2a"));
        String row =
                scope.call(
                        tenant,
                        () ->
                                jdbc.sql(
                                                """
                                                SELECT encode(sealed, 'escape') || encode(wrapped_key, 'escape')
                                                    || notes::text || fields::text
                                                FROM sealed_secrets WHERE key_id = ?
                                                """)
                                        .param(place.key().value())
                                        .query(String.class)
                                        .single());
        assertThat(row).doesNotContain("canary").contains("apiSecret");
    }

    @Test
    void anotherTenantFindsNothingInTheSamePlace() {
        Place place = place();
        store.put(place, pair("own-secret"), 0, Map.of());
        Place foreign = new Place(fixtures.tenant(), place.bot(), place.key());
        assertThat(store.find(foreign)).isEqualTo(new Found.Absent());
        assertThat(store.deliver(foreign.tenant(), bot, List.of(place.key())))
                .isEqualTo(new Delivered.Missing(List.of(place.key())));
    }

    @Test
    void aRowMovedToAnotherPlaceDoesNotOpen() {
        Place place = place();
        Place other = place();
        store.put(place, pair("first-secret"), 0, Map.of());
        store.put(other, pair("other-secret"), 0, Map.of());
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE sealed_secrets t SET sealed = f.sealed, wrapped_key = f.wrapped_key
                                        FROM sealed_secrets f WHERE t.key_id = ? AND f.key_id = ?
                                        """)
                                .params(other.key().value(), place.key().value())
                                .update());
        assertThatThrownBy(() -> store.deliver(tenant, bot, List.of(other.key())))
                .isInstanceOf(Envelope.Tampered.class);
    }

    @Test
    void rotatesItsWrappingKeyAndGoesOnAfterACut() {
        Place before = place();
        store.put(before, pair("old-secret"), 0, Map.of());
        String first = keys.currentId();
        keys.rotate();
        Place after = place();
        store.put(after, pair("new-secret"), 0, Map.of());
        assertThat(store.rewrapAll()).isPositive();
        assertThat(store.rewrapAll()).isZero();
        assertThat(line(before)).contains("old-secret");
        assertThat(line(after)).contains("new-secret");
        assertThat(
                        scope.call(
                                tenant,
                                () ->
                                        jdbc.sql("SELECT DISTINCT wrapping_key FROM sealed_secrets")
                                                .query(String.class)
                                                .list()))
                .containsExactly(keys.currentId())
                .doesNotContain(first);
    }

    @Test
    void aRotationMakesANewKeyOnceAndFinishesWhatWasCutOff() {
        Place place = place();
        store.put(place, pair("kept-secret"), 0, Map.of());
        String first = keys.currentId();

        EmbeddedSecretStore.Rotated whole = store.rotate();
        assertThat(whole.fresh()).isTrue();
        assertThat(whole.rewrapped()).isEqualTo(1);
        assertThat(whole.keyId()).isEqualTo(keys.currentId()).isNotEqualTo(first);

        keys.rotate(); // and no further: cut off
        String begun = keys.currentId();
        assertThat(store.rotate()).isEqualTo(new EmbeddedSecretStore.Rotated(begun, false, 1));
        assertThat(line(place)).contains("kept-secret");
    }
}
