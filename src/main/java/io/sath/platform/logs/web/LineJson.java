package io.sath.platform.logs.web;

import io.sath.platform.logs.LogLine;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line as the API has it. */
record LineJson(
        UUID id,
        Instant at,
        String level,
        String source,
        @Nullable String code,
        String message,
        @Nullable UUID run,
        @Nullable Long seq) {
    static LineJson of(LogLine line, Locale locale) {
        return new LineJson(
                line.id(),
                line.at(),
                line.level().word(),
                line.source().word(),
                line.code(),
                line.message(locale),
                line.run(),
                line.seq());
    }
}
