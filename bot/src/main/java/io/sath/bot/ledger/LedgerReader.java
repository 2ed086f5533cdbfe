package io.sath.bot.ledger;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.wire.BookedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger from its beginning; may do so beside the run that writes it, and then ends at what
 * is whole.
 *
 * <p>Every frame is checked; the JSON is only looked into where {@link #next} is asked for it.
 */
public final class LedgerReader implements Closeable {

    private final Path file;
    private final FrameReader frames;
    private final Header header;
    private long seq;

    /** Opens the ledger of a data directory. */
    public LedgerReader(Path directory) throws IOException, LedgerDamaged {
        this.file = Ledger.file(directory);
        this.frames = new FrameReader(file);
        try {
            byte[] first = frames.next();
            if (first == null) {
                throw damaged("it has no beginning");
            }
            this.header = Header.of(first);
        } catch (LedgerDamaged | IOException e) {
            frames.close();
            throw e;
        }
    }

    /** How the ledger began. */
    public Header header() {
        return header;
    }

    /** The number of the record last read. */
    public long seq() {
        return seq;
    }

    /** Moves past one record; false at the end. */
    public boolean skip() throws IOException, LedgerDamaged {
        return nextJson() != null;
    }

    /** The next record, or null at the end. */
    public @Nullable Entry next() throws IOException, LedgerDamaged {
        byte[] json = nextJson();
        return json == null ? null : entry(json);
    }

    private byte @Nullable [] nextJson() throws IOException, LedgerDamaged {
        byte[] json = frames.next();
        if (json == null) {
            if (frames.end() == FrameReader.End.DAMAGED) {
                throw damaged(
                        "record " + (seq + 1) + ", at byte " + frames.offset() + ", is not whole");
            }
            return null;
        }
        seq++;
        return json;
    }

    private Entry entry(byte[] json) throws LedgerDamaged {
        try {
            Json.Obj line = (Json.Obj) JsonText.parse(json);
            Instant ts = BookedReader.time(line.get("ts"));
            if (ts == null || !line.get("ledgerSeq").equals(Json.whole(seq))) {
                throw damaged("record " + seq + " is not in its place");
            }
            Json.Builder fields = Json.object();
            line.fields()
                    .forEach((name, value) -> {
                        if (!name.equals("type")
                                && !name.equals("ts")
                                && !name.equals("ledgerSeq")) {
                            fields.put(name, value);
                        }
                    });
            return new Entry(seq, ((Json.Text) line.get("type")).value(), ts, fields.build());
        } catch (JsonText.Malformed | RuntimeException _) {
            throw damaged("record " + seq + " cannot be read");
        }
    }

    private LedgerDamaged damaged(String how) {
        return new LedgerDamaged("The ledger " + file + " is damaged: " + how + ".");
    }

    boolean isTorn() {
        return frames.end() == FrameReader.End.TORN;
    }

    long offset() {
        return frames.offset();
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
