package io.sath.platform.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyTrouble;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import io.sath.platform.support.PlatformTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;

@PlatformTest
class KeyNewsModuleTests {
    @Autowired private Fixtures fixtures;
    @Autowired private TenantScope scope;
    @Autowired private ApplicationEventPublisher events;
    @Autowired private Sender sender;
    @Autowired private Outbox outbox;

    @Value("${sath.data-dir}")
    private Path data;

    private Person owner;
    private final KeyId key = new KeyId(UUID.randomUUID());

    @BeforeEach
    void anOwner() {
        owner = fixtures.person();
    }

    private void trouble(String code) {
        scope.run(
                owner.tenant(),
                () -> events.publishEvent(new KeyTrouble(owner.tenant(), key, code)));
    }

    private List<String> mailed() {
        try (Stream<Path> files =
                Files.exists(data.resolve("mail"))
                        ? Files.list(data.resolve("mail"))
                        : Stream.empty()) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .map(KeyNewsModuleTests::read)
                    .filter(mail -> mail.contains("To: " + owner.email()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KeyTrouble.WITHDRAW_RIGHT,
                KeyTrouble.TRADE_RIGHT_ENDS,
                KeyTrouble.KEY_DEAD,
                KeyTrouble.CLOCK_SKEW,
                KeyTrouble.REVOKED_BY_OPERATOR
            })
    void everyNewsOfAKeyIsMailedToItsOwnerWithTheWayToTheKeys(String code) {
        trouble(code);
        sender.send();

        await().until(() -> mailed().size() == 1);
        assertThat(mailed().getFirst()).contains("/keys").doesNotContain("notification.key");
    }

    @Test
    void theSameNewsIsToldOnceADay() {
        trouble(KeyTrouble.KEY_DEAD);
        trouble(KeyTrouble.KEY_DEAD);
        sender.send();
        sender.send();

        await().until(() -> !mailed().isEmpty());
        assertThat(mailed()).hasSize(1);
    }

    @Test
    void whatWasRolledBackIsNotTold() {
        try {
            scope.run(
                    owner.tenant(),
                    () -> {
                        events.publishEvent(
                                new KeyTrouble(owner.tenant(), key, KeyTrouble.WITHDRAW_RIGHT));
                        throw new IllegalStateException("the change failed");
                    });
        } catch (IllegalStateException expected) {
            // the change failed
        }
        assertThat(outbox.due()).noneMatch(news -> news.tenant().equals(owner.tenant()));
    }
}
