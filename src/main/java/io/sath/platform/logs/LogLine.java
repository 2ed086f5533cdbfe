package io.sath.platform.logs;

import io.sath.platform.shared.TimeCursor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a tenant's log.
 *
 * <p>Its message is one line of plain text: control characters are gone and what looked like a
 * secret reads {@code [redacted]}. A line that the platform makes of a record (an order, a
 * decision, an end) has its values apart, so that {@link #message(Locale)} says it in a person's
 * language; what bots write to their log is English.
 *
 * @param id in the order of arrival within a tenant
 * @param at the bot's wall clock (UTC)
 * @param code a stable word, for example {@code venue.slow}; null where the source names none
 * @param values of a line that is made of a record, empty for others
 * @param run null for lines that belong to no run
 * @param seq of the wire, null for lines that are no record of it
 */
public record LogLine(
        UUID id,
        Instant at,
        Level level,
        Source source,
        @Nullable String code,
        String message,
        List<String> values,
        @Nullable UUID run,
        @Nullable Long seq) {
    public LogLine {
        values = List.copyOf(values);
    }

    /** From the quietest to the gravest. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who says it: the bot, the platform about the bot, or the bot's raw error output. */
    public enum Source {
        BOT,
        PLATFORM,
        STDERR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The message in a person's language, where there is one. */
    public String message(Locale locale) {
        return code == null || values.isEmpty()
                ? message
                : Wording.message(code, values, locale, message);
    }

    /** The mark of this line in lists and streams: what comes after it is asked for with it. */
    public String cursor() {
        return place().text();
    }

    TimeCursor place() {
        return new TimeCursor(at, id);
    }

    /** Roughly what it takes in memory and on disk, in bytes. */
    int weight() {
        return OVERHEAD + message.length() + (code == null ? 0 : code.length());
    }

    /** A row's head, ids and index entry. */
    private static final int OVERHEAD = 150;
}
