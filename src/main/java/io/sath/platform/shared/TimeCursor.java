package io.sath.platform.shared;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * The place of an item in a list that goes by a time and, where that is the same, by an id.
 *
 * @param at in UTC, to the microsecond, which is what the database keeps
 */
public record TimeCursor(Instant at, UUID id) {
    public TimeCursor {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Reads {@link #text}; throws {@link Problem} cursor-invalid for anything else. */
    public static TimeCursor read(String text) {
        List<String> values = Cursor.read(text, 2).values();
        try {
            return new TimeCursor(
                    Instant.EPOCH.plus(Long.parseLong(values.get(0)), ChronoUnit.MICROS),
                    UUID.fromString(values.get(1)));
        } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw Problem.of(ProblemCode.CURSOR_INVALID, Text.of("problem.cursor-invalid.detail"));
        }
    }

    /** The opaque text that a caller sends back. */
    public String text() {
        return Cursor.of(ChronoUnit.MICROS.between(Instant.EPOCH, at), id).text();
    }

    /** As the database compares it. */
    public OffsetDateTime utc() {
        return at.atOffset(ZoneOffset.UTC);
    }
}
