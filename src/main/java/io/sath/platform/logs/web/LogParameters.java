package io.sath.platform.logs.web;

import io.sath.platform.logs.LogLine;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lines a call asks for, as it says so.
 *
 * @param level {@code debug}, {@code info}, {@code warn}, {@code error}; several with commas
 * @param source {@code bot}, {@code platform}, {@code stderr}; several with commas
 * @param q text in message or code
 * @param from the earliest time
 * @param to the first time that is out
 */
record LogParameters(
        @Nullable String level,
        @Nullable String source,
        @Nullable String q,
        @Nullable String from,
        @Nullable String to) {

    /** The query, or the {@link Problem} invalid that names every parameter that is not right. */
    LogQuery query() {
        List<FieldFault> faults = new ArrayList<>();
        Set<LogLine.Level> levels = words("level", level, LogLine.Level.class, faults);
        Set<LogLine.Source> sources = words("source", source, LogLine.Source.class, faults);
        if (q != null && q.strip().length() > LogQuery.MAX_TEXT) {
            faults.add(
                    new FieldFault(
                            "q", "length", shown(q), Text.of("logs.fault.q", LogQuery.MAX_TEXT)));
        }
        Instant first = time("from", from, faults);
        Instant past = time("to", to, faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new LogQuery(levels, sources, q, first, past);
    }

    private static <E extends Enum<E>> Set<E> words(
            String name, @Nullable String value, Class<E> type, List<FieldFault> faults) {
        Set<E> words = EnumSet.noneOf(type);
        if (value == null || value.isBlank()) {
            return words;
        }
        for (String word : value.split(",", -1)) {
            try {
                words.add(Enum.valueOf(type, word.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                faults.add(
                        new FieldFault(
                                name,
                                "unknown",
                                shown(word),
                                Text.of("logs.fault.word", allowed(type))));
            }
        }
        return words;
    }

    private static String allowed(Class<? extends Enum<?>> type) {
        return String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static @Nullable Instant time(
            String name, @Nullable String value, List<FieldFault> faults) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value.strip(), Instant::from);
        } catch (DateTimeException e) {
            faults.add(new FieldFault(name, "type", shown(value), Text.of("logs.fault.time")));
            return null;
        }
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
