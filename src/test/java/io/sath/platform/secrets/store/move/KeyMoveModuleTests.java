package io.sath.platform.secrets.store.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.SecretStore.Found;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.embedded.EmbeddedStores;
import io.sath.platform.secrets.store.move.KeyMove.Outcome;
import io.sath.platform.secrets.store.move.KeyMove.Step;
import io.sath.platform.secrets.store.move.SealedKeys.Sealed;
import io.sath.platform.secrets.store.vault.MemoryVault;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The move from the embedded store on PostgreSQL to a Vault in memory, cut off at every step. */
@PlatformTest
class KeyMoveModuleTests {
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Fixtures fixtures;
    @TempDir Path folder;

    private final List<Place> places = new ArrayList<>();
    private final List<TenantId> tenants = new ArrayList<>();
    private MemoryVault vault;
    private SecretStore embedded;
    private SealedKeys sealed;

    /** A process that is killed: nothing in the move handles it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Other tests keep keys in the same database. */
    private final class Own implements SealedKeys {
        private final SealedKeys everybodys;

        Own(SealedKeys everybodys) {
            this.everybodys = everybodys;
        }

        @Override
        public List<Sealed> all() {
            return everybodys.all().stream().filter(one -> places.contains(one.place())).toList();
        }

        @Override
        public <T> T open(Sealed one, Function<Map<String, SecretValue>, T> use) {
            return everybodys.open(one, use);
        }

        @Override
        public void moved(Sealed one) {
            everybodys.moved(one);
        }

        @Override
        public int eraseMoved() {
            return everybodys.eraseMoved();
        }
    }

    @BeforeEach
    void keys() throws Exception {
        vault = new MemoryVault();
        EmbeddedStores stores = EmbeddedStores.of(scope, jdbc, folder.resolve("keys"));
        embedded = stores.store();
        sealed = new Own(stores.sealed());
        for (int i = 0; i < 3; i++) {
            TenantId tenant = fixtures.tenant();
            tenants.add(tenant);
            Place place =
                    new Place(
                            tenant, BotId.random(new SecureRandom()), new KeyId(UUID.randomUUID()));
            places.add(place);
            // The first was entered once, the second replaced once, the third twice.
            for (int version = 0; version <= i; version++) {
                save(place, "señal \"" + i + "\" of version " + version, version);
            }
        }
    }

    @AfterEach
    void forget() {
        vault.close();
        tenants.forEach(
                tenant -> scope.run(tenant, () -> jdbc.sql("DELETE FROM sealed_secrets").update()));
    }

    private void save(Place place, String secret, int replaces) {
        assertThat(
                        embedded.put(
                                place,
                                Map.of(
                                        "venue", SecretValue.of("binance"),
                                        "apiSecret", SecretValue.of(secret)),
                                replaces,
                                Map.of("fingerprint", "print of " + secret)))
                .isInstanceOf(SecretStore.Written.Stored.class);
    }

    private static String path(Place place) {
        return "tenants/bot-" + place.bot() + "/" + place.key();
    }

    private KeyMove move(Step at, int time) {
        AtomicInteger times = new AtomicInteger();
        return new KeyMove(
                sealed,
                vault.store(),
                step -> {
                    if (step == at && times.incrementAndGet() == time) {
                        throw new Killed();
                    }
                });
    }

    private KeyMove move() {
        return new KeyMove(sealed, vault.store(), step -> {});
    }

    private List<Outcome> moveAll(KeyMove move) {
        return move.all().stream().map(move::move).toList();
    }

    private void assertAllMoved() {
        for (int i = 0; i < places.size(); i++) {
            assertThat(vault.value(path(places.get(i)), "apiSecret"))
                    .isEqualTo("señal \"" + i + "\" of version " + i);
            assertThat(vault.version(path(places.get(i)))).isEqualTo(i + 1);
            assertThat(vault.store().find(places.get(i)))
                    .isInstanceOfSatisfying(
                            Found.Present.class,
                            present ->
                                    assertThat(present.notes())
                                            .containsKeys("fingerprint", "movedFrom"));
        }
        assertThat(sealed.all()).hasSize(3).allMatch(Sealed::moved);
    }

    @Test
    void everyKeyArrivesInItsOwnVersionAndAgainIsNoWork() {
        assertThat(moveAll(move())).containsOnly(Outcome.MOVED);
        assertAllMoved();
        assertThat(moveAll(move())).containsOnly(Outcome.THERE);
        assertAllMoved();
    }

    @Test
    void killedAfterAnyStepItGoesOn() {
        int kills = 0;
        for (Step step : List.of(Step.WRITTEN, Step.FOUND, Step.MARKED)) {
            for (int time = 1; ; time++) {
                KeyMove cut = move(step, time);
                try {
                    moveAll(cut);
                    break;
                } catch (Killed e) {
                    kills++;
                }
                moveAll(move());
                assertAllMoved();
                vault.store();
                places.forEach(place -> vault.store().erase(place));
            }
        }
        // 6 versions are written, 3 keys found, 3 marked.
        assertThat(kills).isEqualTo(12);
    }

    @Test
    void aVaultThatFallsSilentAtAnyCallIsAnAnswerAndTheNextTryGoesOn() {
        for (int calls = 1; ; calls++) {
            vault.fallSilentAfter(calls);
            try {
                moveAll(move());
                vault.fallSilentAfter(Integer.MAX_VALUE);
                break;
            } catch (KeyMove.Away e) {
                vault.fallSilentAfter(Integer.MAX_VALUE);
            }
            moveAll(move());
            assertAllMoved();
            places.forEach(place -> vault.store().erase(place));
            assertThat(calls).isLessThan(100);
        }
        assertAllMoved();
    }

    @Test
    void aLaterValueInVaultIsLeftAsItIsAndNothingIsErased() {
        moveAll(move());
        vault.store()
                .put(
                        places.get(1),
                        Map.of("apiSecret", SecretValue.of("entered in Vault since")),
                        2,
                        Map.of("fingerprint", "another"));
        assertThat(moveAll(move()))
                .containsExactlyInAnyOrder(Outcome.THERE, Outcome.DIFFERENT, Outcome.THERE);
        assertThat(vault.value(path(places.get(1)), "apiSecret"))
                .isEqualTo("entered in Vault since");
        assertThat(move().erase()).isEqualTo(-1);
        assertThat(sealed.all()).hasSize(3);
    }

    @Test
    void aKeyThatWasReplacedSinceTheMoveIsMovedAgain() {
        moveAll(move());
        save(places.get(0), "newer", 1);
        assertThat(sealed.all()).filteredOn(Sealed::moved).hasSize(2);
        assertThat(moveAll(move())).containsOnlyOnce(Outcome.MOVED);
        assertThat(vault.value(path(places.get(0)), "apiSecret")).isEqualTo("newer");
        assertThat(vault.version(path(places.get(0)))).isEqualTo(2);
    }

    @Test
    void theEmbeddedCopiesAreErasedOnlyWhenEveryKeyIsWholeInVault() {
        assertThat(move().erase()).isEqualTo(-1);
        moveAll(move());
        vault.store().erase(places.get(2));
        assertThat(move().erase()).isEqualTo(-1);
        assertThat(sealed.all()).hasSize(3);
        moveAll(move());
        assertThatThrownBy(() -> move(Step.VERIFIED, 2).erase()).isInstanceOf(Killed.class);
        assertThat(sealed.all()).hasSize(3);
        assertThat(move().erase()).isEqualTo(3);
        assertThat(sealed.all()).isEmpty();
        assertThat(vault.size()).isEqualTo(3);
    }

    @Test
    void aSealedVaultIsToldAndNothingIsLost() {
        vault.seal(true);
        assertThatThrownBy(() -> moveAll(move()))
                .isInstanceOfSatisfying(
                        KeyMove.Away.class,
                        away -> assertThat(away.outage()).isEqualTo(SecretStore.Outage.SEALED));
        vault.seal(false);
        moveAll(move());
        assertAllMoved();
    }
}
