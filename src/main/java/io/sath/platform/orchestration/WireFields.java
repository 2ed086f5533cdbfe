package io.sath.platform.orchestration;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a line of the wire, read strictly: another form than the wire's is {@link Unsound}.
 */
record WireFields(JsonNode json) {
    private static final int MOST_WORDS = 20;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /** A field has not the form that it should; the message names both. */
    static final class Unsound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsound(String message) {
            super(message, null, false, false);
        }
    }

    String text(String field, int most) {
        return given(field, textOrNull(field, most));
    }

    @Nullable String textOrNull(String field, int most) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > most) {
            throw new Unsound(field + " is no text of at most " + most + " characters");
        }
        return Redaction.sound(value.stringValue());
    }

    /** Text that may hold anything: without what looks like a secret. */
    String free(String field, int most) {
        return Redaction.of(text(field, most));
    }

    @Nullable String freeOrNull(String field, int most) {
        String text = textOrNull(field, most);
        return text == null ? null : Redaction.of(text);
    }

    UUID id(String field) {
        return given(field, idOrNull(field));
    }

    @Nullable UUID idOrNull(String field) {
        String text = textOrNull(field, 36);
        if (text == null) {
            return null;
        }
        if (!ID.matcher(text).matches()) {
            throw new Unsound(field + " is no UUID");
        }
        return UUID.fromString(text);
    }

    long whole(String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Unsound(field + " is no whole number");
        }
        long whole = value.longValue();
        if (whole < 0) {
            throw new Unsound(field + " is below 0");
        }
        return whole;
    }

    long positive(String field) {
        long whole = whole(field);
        if (whole == 0) {
            throw new Unsound(field + " is 0");
        }
        return whole;
    }

    int count(String field) {
        long whole = whole(field);
        if (whole > Integer.MAX_VALUE) {
            throw new Unsound(field + " is too large");
        }
        return (int) whole;
    }

    boolean flag(String field) {
        return given(field, flagOrNull(field));
    }

    boolean flagOrFalse(String field) {
        Boolean flag = flagOrNull(field);
        return flag != null && flag;
    }

    @Nullable Boolean flagOrNull(String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw new Unsound(field + " is neither true nor false");
        }
        return value.booleanValue();
    }

    Instant time(String field) {
        return given(field, timeOrNull(field));
    }

    @Nullable Instant timeOrNull(String field) {
        String text = textOrNull(field, 40);
        if (text == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(text);
            if (text.endsWith("Z") && time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // one answer for every other form, below
        }
        throw new Unsound(field + " is no time in UTC");
    }

    BigDecimal decimal(String field) {
        return given(field, decimalOrNull(field));
    }

    @Nullable BigDecimal decimalOrNull(String field) {
        String text = textOrNull(field, 40);
        if (text == null) {
            return null;
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw new Unsound(field + " is no decimal");
        }
        return new BigDecimal(text);
    }

    <E extends Enum<E>> E word(String field, E[] words) {
        String text = text(field, 40);
        for (E candidate : words) {
            if (candidate.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return candidate;
            }
        }
        throw new Unsound(field + " is an unknown word");
    }

    /** A whole number of either sign. */
    @Nullable Long signedOrNull(String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Unsound(field + " is no whole number");
        }
        return value.longValue();
    }

    /** A list of words; none where there is no such list. */
    List<String> words(String field, int most) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MOST_WORDS) {
            throw new Unsound(field + " is no list of words");
        }
        List<String> words = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isString() || item.stringValue().length() > most) {
                throw new Unsound(field + " holds what is no word");
            }
            words.add(Redaction.of(item.stringValue()));
        }
        return List.copyOf(words);
    }

    /** An object or list as JSON text. */
    String json(String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isContainer()) {
            throw new Unsound(field + " is neither an object nor a list");
        }
        return Redaction.of(value.toString().replace("\\u0000", "\\uFFFD"));
    }

    WireFields object(String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isObject()) {
            throw new Unsound(field + " is no object");
        }
        return new WireFields(value);
    }

    List<WireFields> list(String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isArray()) {
            throw new Unsound(field + " is no list");
        }
        List<WireFields> items = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isObject()) {
                throw new Unsound(field + " holds what is no object");
            }
            items.add(new WireFields(item));
        }
        return List.copyOf(items);
    }

    Collection<String> names() {
        return json.propertyNames();
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new Unsound(field + " is missing");
        }
        return value;
    }
}
