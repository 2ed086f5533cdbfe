package io.sath.platform.mail.eml;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.mail.MailSender;
import io.sath.platform.mail.MailSenderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmlMailSenderTests extends MailSenderContract {
    @TempDir Path directory;

    private final Clock ticking =
            new Clock() {
                private Instant now = Instant.parse("2026-11-22T11:55:45.190Z");

                @Override
                public Instant instant() {
                    now = now.plus(Duration.ofMillis(1));
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };

    @Override
    protected MailSender sender() {
        return new EmlMailSender(directory.resolve("mail"), ticking);
    }

    @Override
    protected MailSender senderWithoutWayOut() throws IOException {
        Path file = Files.createFile(directory.resolve("a file"));
        return new EmlMailSender(file.resolve("mail"), ticking);
    }

    @Override
    protected List<byte[]> arrived() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Path file : files()) {
            all.add(Files.readAllBytes(file));
        }
        return all;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("mail"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void aMailIsForItsOwnerAloneToRead() throws IOException {
        sender().send(mail("Ana"));

        assertThat(files())
                .singleElement()
                .asString()
                .matches(".*/[0-9]{8}-[0-9]{9}-[0-9a-f]{8}\\.eml");
        assertThat(Files.getPosixFilePermissions(files().getFirst()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theOldestGoBeyondAThousand() throws IOException {
        MailSender sender = sender();
        Files.createDirectories(directory.resolve("mail"));
        for (int i = 0; i < EmlMailSender.KEPT; i++) {
            Files.createFile(
                    directory.resolve("mail").resolve("20200101-%09d-00000000.eml".formatted(i)));
        }
        sender.send(mail("Ana"));

        assertThat(files()).hasSize(EmlMailSender.KEPT);
        assertThat(files().getFirst()).asString().endsWith("20200101-000000001-00000000.eml");
        assertThat(files().getLast()).asString().contains("20261122-");
    }
}
