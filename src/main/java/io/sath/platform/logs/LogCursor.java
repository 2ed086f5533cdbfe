package io.sath.platform.logs;

import io.sath.platform.shared.Cursor;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** A line's place: when it was said, and its id, which orders lines by their arrival. */
record LogCursor(Instant at, UUID id) {
    static LogCursor of(LogLine line) {
        return new LogCursor(line.at(), line.id());
    }

    static LogCursor read(String text) {
        Cursor cursor = Cursor.read(text, 2);
        try {
            return new LogCursor(
                    Instant.EPOCH.plus(Long.parseLong(cursor.values().get(0)), ChronoUnit.MICROS),
                    UUID.fromString(cursor.values().get(1)));
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.CURSOR_INVALID, Text.of("problem.cursor-invalid.detail"));
        }
    }

    /** In microseconds, which is what the database keeps. */
    String text() {
        return Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, at), id).text();
    }
}
