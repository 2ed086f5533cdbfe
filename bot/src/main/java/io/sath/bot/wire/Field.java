package io.sath.bot.wire;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value of the settings file with its path, and the checks that name both in their refusal. */
record Field(String path, Json value) {

    private static final int DIGITS = 18;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    /**
     * The value is not what it has to be; the message names the field, its fault and what would be
     * right.
     */
    static final class Invalid extends RuntimeException {
        Invalid(String message) {
            super(message, null, false, false);
        }
    }

    Invalid wrong(String right) {
        return new Invalid(path + ": " + (isNull() ? "is missing; it" : shown()) + " " + right);
    }

    private String shown() {
        return switch (value) {
            case Json.Text(String text) ->
                    '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
            case Json.Num(BigDecimal number) -> number.toPlainString();
            case Json.Bool(boolean bool) -> String.valueOf(bool);
            case Json.Null _ -> "nothing";
            case Json.Obj _ -> "an object";
            case Json.Arr(List<Json> items) -> "a list of " + items.size();
        };
    }

    boolean isNull() {
        return value instanceof Json.Null;
    }

    /** Null stays null; anything else is read. */
    <T> @Nullable T optional(Function<Field, T> read) {
        return isNull() ? null : read.apply(this);
    }

    Field at(String name) {
        if (value instanceof Json.Obj object) {
            return new Field(path.isEmpty() ? name : path + "." + name, object.get(name));
        }
        throw wrong("must be an object");
    }

    Json.Obj object() {
        if (value instanceof Json.Obj object) {
            return object;
        }
        throw wrong("must be an object");
    }

    String text(Pattern form, String right) {
        if (value instanceof Json.Text(String text) && form.matcher(text).matches()) {
            return text;
        }
        throw wrong(right);
    }

    long whole(long least, long most) {
        if (value instanceof Json.Num(BigDecimal number)) {
            BigDecimal plain = number.stripTrailingZeros();
            if (plain.scale() <= 0
                    && plain.compareTo(BigDecimal.valueOf(least)) >= 0
                    && plain.compareTo(BigDecimal.valueOf(most)) <= 0) {
                return plain.longValueExact();
            }
        }
        throw wrong("must be a whole number from " + least + " to " + most);
    }

    int smallWhole(int least, int most) {
        return Math.toIntExact(whole(least, most));
    }

    BigDecimal decimal(Predicate<BigDecimal> range, String right) {
        if (value instanceof Json.Text(String text) && DECIMAL.matcher(text).matches()) {
            BigDecimal decimal = new BigDecimal(text);
            if (range.test(decimal)) {
                return decimal;
            }
        }
        throw wrong(
                "must be a decimal string "
                        + right
                        + " with at most "
                        + DIGITS
                        + " digits on each side");
    }

    BigDecimal above0() {
        return decimal(d -> d.signum() > 0, "above 0");
    }

    BigDecimal fraction() {
        return decimal(
                d -> d.signum() > 0 && d.compareTo(BigDecimal.ONE) < 0, "above 0 and below 1");
    }

    <E extends Enum<E>> E word(List<E> values, Function<E, String> wire) {
        if (value instanceof Json.Text(String text)) {
            for (E candidate : values) {
                if (wire.apply(candidate).equals(text)) {
                    return candidate;
                }
            }
        }
        throw wrong("must be one of " + String.join(", ", values.stream().map(wire).toList()));
    }

    Instant time() {
        if (value instanceof Json.Text(String text) && text.endsWith("Z")) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException _) {
                // told below, with what would be right
            }
        }
        throw wrong("must be a time like 2026-11-22T11:55:45.190Z");
    }

    YearMonth month() {
        if (value instanceof Json.Text(String text) && text.length() == 7) {
            try {
                return YearMonth.parse(text);
            } catch (DateTimeException _) {
                // told below, with what would be right
            }
        }
        throw wrong("must be a month like 2026-11");
    }

    <T> List<T> list(int least, int most, Function<Field, T> read) {
        if (value instanceof Json.Arr(List<Json> items)
                && items.size() >= least
                && items.size() <= most) {
            List<T> list = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                Field item = new Field(path + "[" + i + "]", items.get(i));
                T element = read.apply(item);
                if (list.contains(element)) {
                    throw item.wrong("is there twice");
                }
                list.add(element);
            }
            return list;
        }
        throw wrong("must be a list of " + least + " to " + most + " items");
    }

    Map<String, String> params() {
        Map<String, String> params = new LinkedHashMap<>();
        for (String name : object().fields().keySet()) {
            params.put(name, at(name).text(SHORT, "must be a string of at most 100 characters"));
        }
        return params;
    }

    private static final Pattern SHORT = Pattern.compile(".{1,100}");
}
