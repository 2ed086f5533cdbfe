package io.sath.bot.venue.replay;

import io.sath.bot.disk.Disk;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a replay keeps its state: a file that is replaced as a whole, beside the ledger. */
public final class ReplayStore {

    private final Disk disk;
    private final Path file;

    public ReplayStore(Disk disk, Path directory) {
        this.disk = disk;
        this.file = directory.resolve("replay.json");
    }

    /**
     * The state, or null where there is none, or none that can be read: then the clock begins anew.
     */
    @Nullable ReplayState load() {
        try {
            return Files.exists(file)
                    ? ReplayState.of((Json.Obj) JsonText.parse(Files.readAllBytes(file)))
                    : null;
        } catch (IOException | JsonText.Malformed | RuntimeException _) {
            return null;
        }
    }

    void save(ReplayState state) {
        try {
            disk.replace(file, JsonText.write(state.toJson()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
