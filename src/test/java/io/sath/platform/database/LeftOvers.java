package io.sath.platform.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Removes what a run of tests that was killed left behind. */
public final class LeftOvers {
    private LeftOvers() {}

    /** Ends the server of a data directory, if it runs, and deletes the directory. */
    public static void clear(Path directory) {
        try {
            new PostmasterFile(directory.resolve("postgres"))
                    .running()
                    .ifPresent(running -> end(running.process()));
            FileTrees.delete(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void end(ProcessHandle server) {
        server.destroy();
        server.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
