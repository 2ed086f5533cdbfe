package io.sath.platform.secrets.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeTests {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path folder;

    private final byte[] wrapping = key();
    private final Place place = place();

    private static byte[] key() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    private static Place place() {
        return new Place(
                new TenantId(UUID.randomUUID()),
                BotId.random(RANDOM),
                new KeyId(UUID.randomUUID()));
    }

    @Test
    void opensInItsPlaceAndVersionAlone() {
        Envelope envelope = Envelope.seal("value".getBytes(UTF_8), place, 1, wrapping, RANDOM);
        assertThat(envelope.open(place, 1, wrapping)).asString(UTF_8).isEqualTo("value");
        assertThatThrownBy(() -> envelope.open(place, 2, wrapping))
                .isInstanceOf(Envelope.Tampered.class);
        assertThatThrownBy(() -> envelope.open(place(), 1, wrapping))
                .isInstanceOf(Envelope.Tampered.class);
        assertThatThrownBy(() -> envelope.open(place, 1, key()))
                .isInstanceOf(Envelope.Tampered.class);
    }

    @Test
    void noticesEveryFlippedBit() {
        Envelope envelope = Envelope.seal("value".getBytes(UTF_8), place, 1, wrapping, RANDOM);
        for (int i = 0; i < envelope.sealed().length; i++) {
            byte[] changed = envelope.sealed().clone();
            changed[i] ^= 1;
            Envelope tampered = new Envelope(envelope.wrappedKey(), changed);
            assertThatThrownBy(() -> tampered.open(place, 1, wrapping))
                    .isInstanceOf(Envelope.Tampered.class);
        }
    }

    @Test
    void changesItsWrappingKeyWithoutItsContent() {
        byte[] next = key();
        Envelope envelope = Envelope.seal("value".getBytes(UTF_8), place, 3, wrapping, RANDOM);
        Envelope rewrapped = envelope.rewrapped(place, 3, wrapping, next, RANDOM);
        assertThat(rewrapped.sealed()).isEqualTo(envelope.sealed());
        assertThat(rewrapped.open(place, 3, next)).asString(UTF_8).isEqualTo("value");
    }

    @Test
    void spellsTheLineOfSecretsAsTheWireHasIt() {
        byte[] object =
                SecretFields.write(
                        Map.of(
                                "venue", SecretValue.of("binance"),
                                "apiSecret", SecretValue.of("a\"b\\c\n")));
        assertThat(object)
                .asString(UTF_8)
                .isEqualTo("{\"apiSecret\":\"a\\\"b\\\\c\\u000a\",\"venue\":\"binance\"}");
        KeyId key = KeyId.of("0199a3b0-0000-7000-8000-000000000001");
        assertThat(SecretFields.line(List.of(key), List.of(object)))
                .asString(UTF_8)
                .startsWith(
                        "{\"keys\":[{\"ref\":\"0199a3b0-0000-7000-8000-000000000001\",\"apiSecret\"")
                .endsWith("\"binance\"}]}\n");
        assertThat(SecretFields.line(List.of(), List.of()))
                .asString(UTF_8)
                .isEqualTo("{\"keys\":[]}\n");
    }

    @Test
    void keepsItsKeysInAFileOfItsOwnerAlone() throws Exception {
        Path file = folder.resolve("keys").resolve("store.keys");
        WrappingKeys keys = new WrappingKeys(new KeyFile(file, RANDOM), Set.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String first = keys.currentId();
        keys.rotate();
        assertThat(keys.currentId()).isNotEqualTo(first);
        WrappingKeys later =
                new WrappingKeys(new KeyFile(file, RANDOM), Set.of(first, keys.currentId()));
        assertThat(later.current()).isEqualTo(keys.current());
        assertThat(later.byId(first)).isEqualTo(keys.byId(first));
    }

    @Test
    void saysAtTheStartThatTheKeyFileIsNotTheRightOne() throws Exception {
        Path file = folder.resolve("store.keys");
        assertThatThrownBy(() -> new WrappingKeys(new KeyFile(file, RANDOM), Set.of("aabbccdd")))
                .isInstanceOf(StartFault.class)
                .hasMessageContaining("is missing");
        assertThat(file).doesNotExist();
        WrappingKeys keys = new WrappingKeys(new KeyFile(file, RANDOM), Set.of());
        assertThatThrownBy(() ->
                        new WrappingKeys(
                                new KeyFile(file, RANDOM), Set.of(keys.currentId(), "aabbccdd")))
                .isInstanceOf(StartFault.class)
                .hasMessageContaining("aabbccdd");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> new WrappingKeys(new KeyFile(file, RANDOM), Set.of()))
                .isInstanceOf(StartFault.class)
                .hasMessageContaining("0600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "aabbccdd not-base64!\n");
        assertThatThrownBy(() -> new WrappingKeys(new KeyFile(file, RANDOM), Set.of()))
                .isInstanceOf(StartFault.class)
                .hasMessageContaining("damaged")
                .hasMessageNotContaining("not-base64");
    }
}
