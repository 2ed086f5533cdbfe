package io.sath.platform.support;

import io.sath.platform.database.LeftOvers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives each context a fresh data directory below {@code target/}, of which a run of tests that was
 * killed leaves nothing behind: the next one ends its server and takes its place.
 */
class TestDataDirectory implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** Held until this program ends. */
    private static final Map<Integer, FileLock> HELD = new HashMap<>();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Path programs = Path.of(System.getProperty("java.io.tmpdir"), "sath-test-programs");
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "test data directory",
                                Map.of(
                                        "sath.data-dir",
                                        fresh().toString(),
                                        "sath.database.programs-dir",
                                        programs.toString())));
    }

    /** A fresh directory that no other run of tests uses. */
    static synchronized Path fresh() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            for (int i = 0; ; i++) {
                if (HELD.containsKey(i)) {
                    continue;
                }
                FileChannel channel =
                        FileChannel.open(
                                target.resolve("test-data-" + i + ".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    HELD.put(i, lock);
                    Path directory = target.resolve("test-data-" + i);
                    LeftOvers.clear(directory);
                    return directory;
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
