package io.sath.platform.logs;

import io.sath.platform.logs.LogLine.Level;
import io.sath.platform.logs.LogLine.Source;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log are wanted.
 *
 * @param levels exactly these; all where empty
 * @param sources exactly these; all where empty
 * @param text contained in message or code, whatever the case; null for all
 * @param from the earliest time (UTC), or null
 * @param to the first time that is out, or null
 */
public record LogQuery(
        Set<Level> levels,
        Set<Source> sources,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** The longest text that is searched for, in characters. */
    public static final int MAX_TEXT = 200;

    public static final LogQuery ALL = new LogQuery(Set.of(), Set.of(), null, null, null);

    public LogQuery {
        levels = Set.copyOf(levels);
        sources = Set.copyOf(sources);
        text = text == null || text.isBlank() ? null : text.strip();
        if (text != null && text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("a search is at most " + MAX_TEXT + " characters");
        }
    }

    /** Whether it keeps some lines out for other reasons than their time. */
    boolean sifts() {
        return text != null
                || (!levels.isEmpty() && levels.size() < EnumSet.allOf(Level.class).size())
                || (!sources.isEmpty() && sources.size() < EnumSet.allOf(Source.class).size());
    }

    boolean matches(LogLine line) {
        return (levels.isEmpty() || levels.contains(line.level()))
                && (sources.isEmpty() || sources.contains(line.source()))
                && (from == null || !line.at().isBefore(from))
                && (to == null || line.at().isBefore(to))
                && contains(line);
    }

    private boolean contains(LogLine line) {
        if (text == null) {
            return true;
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        String code = line.code();
        return line.message().toLowerCase(Locale.ROOT).contains(wanted)
                || (code != null && code.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
