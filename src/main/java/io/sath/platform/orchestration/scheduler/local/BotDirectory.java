package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.shared.BotId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bot's own directory, for the platform's user alone: {@code config} (its settings and which
 * process it is), {@code data} (the bot's), {@code logs} (its output).
 */
record BotDirectory(BotId bot, Path root) {
    private static final Pattern REV = Pattern.compile("\"rev\"\\s*:\\s*(\\d{1,18})");

    static BotDirectory in(Path tenants, BotId bot) {
        return new BotDirectory(bot, tenants.resolve(bot.value()));
    }

    Path config() {
        return root.resolve("config");
    }

    Path data() {
        return root.resolve("data");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path settings() {
        return config().resolve("settings.json");
    }

    Path stdout() {
        return logs().resolve("stdout.log");
    }

    Path stderr() {
        return logs().resolve("stderr.log");
    }

    private Path process() {
        return config().resolve("process");
    }

    void create() {
        try {
            for (Path directory : new Path[] {root, config(), data(), logs()}) {
                if (!Files.isDirectory(directory)) {
                    Files.createDirectories(
                            directory,
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The revision of the settings in place; 0 for none. */
    long settingsRev() {
        try {
            Matcher rev = REV.matcher(Files.readString(settings()));
            return rev.find() ? Long.parseLong(rev.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    void writeSettings(String settings) {
        replace(settings(), settings);
    }

    /** Which process runs, or ran last, by its own word on disk. */
    Optional<Handle> handle() {
        try {
            return Handle.parse(Files.readString(process()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeHandle(Handle handle) {
        replace(process(), handle.text());
    }

    void removeHandle() {
        try {
            Files.deleteIfExists(process());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a text in place by rename, on the disk. */
    static void replace(Path file, String text) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process and what it was started as. */
    record Handle(ProcessId process, String specHash, Instant startedAt) {
        String text() {
            return String.join(
                            " ",
                            String.valueOf(process.pid()),
                            process.bootId(),
                            String.valueOf(process.startTicks()),
                            specHash,
                            startedAt.toString())
                    + "\n";
        }

        /** Empty for a damaged text: the process is then found by its arguments. */
        static Optional<Handle> parse(String text) {
            String[] words = text.strip().split(" ");
            if (words.length != 5) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new Handle(
                                new ProcessId(
                                        Long.parseLong(words[0]),
                                        words[1],
                                        Long.parseLong(words[2])),
                                words[3],
                                Instant.parse(words[4])));
            } catch (NumberFormatException | DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
