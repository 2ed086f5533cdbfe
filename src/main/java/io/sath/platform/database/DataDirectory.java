package io.sath.platform.database;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory of everything that is kept between starts ({@code SATH_DATA_DIR}), held by one
 * platform at a time.
 *
 * <p>It is locked from its making until {@link #close}; the lock dies with the process, however it
 * ends. A directory that cannot be written, or that another platform holds, is a {@link
 * StartFault}. Who keeps files there takes this type, so that nothing is written before the lock is
 * held.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
        FileChannel open = null;
        try {
            Files.createDirectories(this.path);
            open =
                    FileChannel.open(
                            this.path.resolve("platform.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (lock(open) == null) {
                throw new StartFault(Text.of("start.data-dir-in-use", this.path.toString()));
            }
            channel = open;
        } catch (IOException e) {
            closeQuietly(open);
            throw new StartFault(
                    Text.of(
                            "start.data-dir-not-writable",
                            this.path.toString(),
                            System.getProperty("user.name")),
                    e);
        } catch (StartFault e) {
            closeQuietly(open);
            throw e;
        }
    }

    /** Whether a platform is at work in this directory. */
    public static boolean isHeld(Path path) throws IOException {
        Path file = path.resolve("platform.lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Its absolute path. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // the fault that led here is the one to tell
            }
        }
    }
}
