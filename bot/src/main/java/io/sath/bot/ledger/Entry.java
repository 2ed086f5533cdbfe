package io.sath.bot.ledger;

import io.sath.bot.json.Json;
import io.sath.bot.wire.BookedReader;
import io.sath.bot.wire.Out;
import java.time.Instant;

/**
 * A record of the ledger.
 *
 * @param ts when it was booked, by the wall clock
 * @param fields the record's own fields, without its place
 */
public record Entry(long ledgerSeq, String type, Instant ts, Json.Obj fields) {

    /** The record as it was booked. */
    public Out.Booked booked() {
        return BookedReader.read(type, fields);
    }

    /** The fields as the wire has them: its place in front. */
    public Json.Obj wireFields(String ledger) {
        return Json.object()
                .put("ledger", ledger)
                .put("ledgerSeq", ledgerSeq)
                .putAll(fields)
                .build();
    }
}
