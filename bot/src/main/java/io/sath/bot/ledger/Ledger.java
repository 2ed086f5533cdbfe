package io.sath.bot.ledger;

import io.sath.bot.disk.Disk;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.OutJson;
import io.sath.bot.wire.Settings.Opening;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The ledger of a data directory, open for booking.
 *
 * <p>Records booked together are written at once and made durable by one sync; a crash keeps a
 * first part of them, each whole. After a failed write nothing more is booked: what lies on disk is
 * then only known again after a new start.
 */
public final class Ledger implements AutoCloseable {

    private final Path directory;
    private final Header header;
    private final Disk.Appender appender;
    private long seq;
    private boolean broken;

    private Ledger(Path directory, Header header, Disk.Appender appender, long seq) {
        this.directory = directory;
        this.header = header;
        this.appender = appender;
        this.seq = seq;
    }

    static Path file(Path directory) {
        return directory.resolve("ledger.log");
    }

    /** Whether the directory holds a ledger. */
    public static boolean exists(Path directory) {
        return Files.exists(file(directory));
    }

    /** Begins a ledger with what the platform knows; durable when this returns. */
    public static Ledger begin(Disk disk, Path directory, Opening opening) throws IOException {
        byte[] first = Frame.of(Header.json(opening));
        disk.replace(file(directory), first);
        return new Ledger(
                directory, Header.of(opening), disk.append(file(directory), first.length), 0);
    }

    /**
     * Opens the ledger of the directory: checks every frame and cuts what a crash has torn at the
     * end.
     *
     * @throws LedgerDamaged where it holds what no crash can have left
     */
    public static Ledger open(Disk disk, Path directory) throws IOException, LedgerDamaged {
        try (LedgerReader reader = new LedgerReader(directory)) {
            while (reader.skip()) {
                // every frame is looked at
            }
            return new Ledger(
                    directory,
                    reader.header(),
                    disk.append(file(directory), reader.offset()),
                    reader.seq());
        }
    }

    public Header header() {
        return header;
    }

    /** The number of the last record, 0 before the first. */
    public long seq() {
        return seq;
    }

    /**
     * Books the records; they are on disk when this returns.
     *
     * @param now the wall clock
     * @return what was booked, in order
     */
    public List<Entry> book(List<Out.Booked> records, Instant now) {
        if (broken) {
            throw new IllegalStateException("the ledger could not be written before");
        }
        Instant ts = now.truncatedTo(ChronoUnit.MILLIS);
        List<Entry> entries = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        long next = seq;
        for (Out.Booked record : records) {
            Entry entry = new Entry(++next, record.type(), ts, OutJson.fields(record));
            entries.add(entry);
            bytes.writeBytes(
                    Frame.of(
                            JsonText.write(
                                    Json.object()
                                            .put("type", entry.type())
                                            .put("ts", OutJson.time(ts))
                                            .put("ledgerSeq", entry.ledgerSeq())
                                            .putAll(entry.fields())
                                            .build())));
        }
        broken = true;
        try {
            appender.write(bytes.toByteArray());
            appender.sync();
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger could not be written: " + e.getMessage(), e);
        }
        broken = false;
        seq = next;
        return entries;
    }

    /** Reads from the beginning what is on disk. */
    public LedgerReader read() throws IOException, LedgerDamaged {
        return new LedgerReader(directory);
    }

    @Override
    public void close() throws IOException {
        appender.close();
    }
}
