package io.sath.bot.run;

import io.sath.bot.wire.SettingsParser;
import io.sath.bot.wire.SettingsResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The settings file, which the platform replaces by rename: looked at every 100 ms, read when it is
 * another one.
 */
final class SettingsFile {

    private static final long INTERVAL_MILLIS = 100;

    private final Path file;
    private @Nullable Object seen;
    private byte @Nullable [] content;

    SettingsFile(Path file) {
        this.file = file;
    }

    /**
     * What the file says, or null where it is as it was. A file that is away for a moment is as it
     * was.
     */
    @Nullable SettingsResult change() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
            if (key.equals(seen)) {
                return null;
            }
            byte[] bytes = read();
            seen = key;
            if (Arrays.equals(bytes, content)) {
                return null;
            }
            content = bytes;
            return SettingsParser.parse(bytes);
        } catch (IOException _) {
            return null;
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SettingsParser.MAX_BYTES + 1);
        }
    }

    /** Looks from now on, and tells each change. */
    void watch(BlockingQueue<Signal> inbox) {
        Thread watcher =
                new Thread(
                        null,
                        () -> {
                            try {
                                while (true) {
                                    Thread.sleep(INTERVAL_MILLIS);
                                    SettingsResult change = change();
                                    if (change != null) {
                                        inbox.put(new Signal.NewSettings(change));
                                    }
                                }
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "settings",
                        256 * 1024);
        watcher.setDaemon(true);
        watcher.start();
    }
}
