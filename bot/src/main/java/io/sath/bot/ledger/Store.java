package io.sath.bot.ledger;

import io.sath.bot.disk.Disk;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The small files beside a ledger: the id of one that waits for its opening, and the snapshot. */
public final class Store {

    private final Disk disk;
    private final Path directory;

    public Store(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /**
     * A state of the books that spares the reading of all records before it.
     *
     * @param seq the last record that it holds
     */
    public record Snapshot(String ledger, long seq, Json.Obj state) {}

    /**
     * The id of the ledger to come: made once, and the same again when the run that waited for it
     * was killed.
     */
    public String pendingId(Supplier<String> fresh) throws IOException {
        Path file = directory.resolve("ledger.pending");
        Json.Obj kept = readFrame(file);
        if (kept != null && kept.get("ledger") instanceof Json.Text(String id)) {
            return id;
        }
        String id = fresh.get();
        disk.replace(file, Frame.of(JsonText.write(Json.object().put("ledger", id).build())));
        return id;
    }

    /** The ledger is there: its id must not serve another one. */
    public void forgetPending() throws IOException {
        Files.deleteIfExists(directory.resolve("ledger.pending"));
    }

    public void save(Snapshot snapshot) throws IOException {
        disk.replace(
                directory.resolve("snapshot.json"),
                Frame.of(
                        JsonText.write(
                                Json.object()
                                        .put("ledger", snapshot.ledger())
                                        .put("seq", snapshot.seq())
                                        .put("state", snapshot.state())
                                        .build())));
    }

    /** The snapshot, or null where there is none that can be used. */
    public @Nullable Snapshot load(String ledger) {
        Json.Obj kept = readFrame(directory.resolve("snapshot.json"));
        return kept != null
                        && kept.get("ledger").equals(Json.text(ledger))
                        && kept.get("seq") instanceof Json.Num(var seq)
                        && kept.get("state") instanceof Json.Obj state
                ? new Snapshot(ledger, seq.longValue(), state)
                : null;
    }

    private static Json.@Nullable Obj readFrame(Path file) {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            byte[] bytes = Files.readAllBytes(file);
            byte[] line = new byte[Math.max(0, bytes.length - 1)];
            System.arraycopy(bytes, 0, line, 0, line.length);
            byte[] json = Frame.json(line);
            return json != null && JsonText.parse(json) instanceof Json.Obj object ? object : null;
        } catch (IOException | JsonText.Malformed _) {
            return null;
        }
    }
}
