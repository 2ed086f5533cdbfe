package io.sath.platform.mail.eml;

import io.sath.platform.mail.Mail;
import io.sath.platform.mail.MailFailedException;
import io.sath.platform.mail.MailSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes each mail to a file {@code <time>-<number>.eml}, readable by its owner alone (the links in
 * it are keys); the newest 1,000 stay.
 *
 * <p>A file appears whole or not at all.
 */
public final class EmlMailSender implements MailSender {
    static final int KEPT = 1_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Clock clock;

    public EmlMailSender(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public void send(Mail mail) {
        String number = UUID.randomUUID().toString().substring(0, 8);
        String name = TIME.format(clock.instant()) + "-" + number + ".eml";
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Path draft =
                    Files.createTempFile(
                            directory,
                            "draft",
                            ".tmp",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, mail.message());
            Files.move(draft, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            trim();
        } catch (IOException e) {
            throw new MailFailedException("it could not be written to " + directory, e);
        }
    }

    private void trim() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(f -> f.toString().endsWith(".eml")).sorted().toList();
        }
        for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
            Files.deleteIfExists(old);
        }
    }
}
