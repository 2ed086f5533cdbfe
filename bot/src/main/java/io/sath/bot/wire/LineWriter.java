package io.sath.bot.wire;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into lines of one run: numbers them from 1, stamps them, and keeps every line
 * within 16,384 bytes.
 *
 * <p>A longer line loses text and list items until it fits and then says {@code "cut":true}. Not
 * thread-safe: the one writer of stdout owns it.
 */
public final class LineWriter {

    /** The longest line in bytes, its line end not counted. */
    public static final int MAX_BYTES = 16_384;

    /** Times and decimals are shorter; ids must not be cut. */
    private static final int SHORTEST_CUT = 40;

    private final String run;
    private final Clock clock;
    private long seq;

    public LineWriter(String run, Clock clock) {
        this.run = run;
        this.clock = clock;
    }

    /** The line of a record that is not in the ledger, with its line end. */
    public byte[] line(Out record) {
        return line(record.type(), clock.instant(), OutJson.fields(record));
    }

    /**
     * The line of a ledger record, with its line end.
     *
     * @param ts when it was booked, by the wall clock
     * @param fields the record's fields with {@code ledger} and {@code ledgerSeq}
     */
    public byte[] line(String type, Instant ts, Json.Obj fields) {
        seq++;
        byte[] bytes = encode(type, ts, fields, null);
        int text = MAX_BYTES;
        while (bytes.length > MAX_BYTES + 1) {
            text = Math.max(SHORTEST_CUT, text / 2);
            bytes = encode(type, ts, fields, new Limit(text, Math.max(1, text / 8)));
            if (text == SHORTEST_CUT) {
                break;
            }
        }
        return bytes;
    }

    private byte[] encode(String type, Instant ts, Json.Obj fields, @Nullable Limit limit) {
        Json.Builder line =
                Json.object()
                        .put("type", type)
                        .put("run", run)
                        .put("seq", seq)
                        .put("ts", OutJson.time(ts))
                        .putAll((Json.Obj) sound(fields, limit));
        if (limit != null) {
            line.put("cut", true);
        }
        byte[] json = JsonText.write(line.build());
        byte[] whole = new byte[json.length + 1];
        System.arraycopy(json, 0, whole, 0, json.length);
        whole[json.length] = '\n';
        return whole;
    }

    private record Limit(int text, int items) {}

    private static Json sound(Json value, @Nullable Limit limit) {
        return switch (value) {
            case Json.Text(String text) -> Json.text(sound(text, limit));
            case Json.Arr(List<Json> items) ->
                    Json.array(
                            items.stream()
                                    .limit(limit == null ? items.size() : limit.items())
                                    .map(item -> sound(item, limit))
                                    .toList());
            case Json.Obj(Map<String, Json> fields) -> {
                Json.Builder sound = Json.object();
                fields.entrySet().stream()
                        .limit(limit == null ? fields.size() : limit.items() + 20L)
                        .forEach(
                                field -> sound.put(field.getKey(), sound(field.getValue(), limit)));
                yield sound.build();
            }
            case Json.Num _, Json.Bool _, Json.Null _ -> value;
        };
    }

    /**
     * Cuts without splitting a surrogate pair; a lone surrogate, which UTF-8 cannot carry, becomes
     * U+FFFD.
     */
    private static String sound(String text, @Nullable Limit limit) {
        String kept = text;
        if (limit != null && text.length() > limit.text()) {
            int end = limit.text();
            kept =
                    text.substring(
                            0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        }
        return kept.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? paired(kept) : kept;
    }

    private static String paired(String text) {
        StringBuilder paired = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(paired::appendCodePoint);
        return paired.toString();
    }
}
