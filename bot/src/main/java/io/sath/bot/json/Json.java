package io.sath.bot.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value.
 *
 * <p>Objects keep the order of their fields. Numbers are exact. {@link Null} stands for JSON's
 * null, so no value of this type is ever a Java null.
 */
public sealed interface Json {

    /** How many places behind the point a decimal may have. */
    int MAX_PLACES = 18;

    /** JSON's null. */
    Json NULL = new Null();

    /** An object; fields in the order in which they were put. */
    record Obj(Map<String, Json> fields) implements Json {
        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** The field's value, or JSON's null where there is none. */
        public Json get(String name) {
            return fields.getOrDefault(name, NULL);
        }
    }

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /** A string. */
    record Text(String value) implements Json {}

    /** A number, exact. */
    record Num(BigDecimal value) implements Json {}

    /** True or false. */
    record Bool(boolean value) implements Json {}

    /** Null. */
    record Null() implements Json {}

    static Json text(@Nullable String value) {
        return value == null ? NULL : new Text(value);
    }

    static Json whole(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    static Json whole(@Nullable Integer value) {
        return value == null ? NULL : whole(value.longValue());
    }

    static Json bool(boolean value) {
        return new Bool(value);
    }

    /** A decimal as the plain string that it travels as. */
    static Json decimal(@Nullable BigDecimal value) {
        return value == null ? NULL : new Text(plain(value));
    }

    static Json array(Collection<? extends Json> items) {
        return new Arr(new ArrayList<>(items));
    }

    static Builder object() {
        return new Builder();
    }

    /**
     * A decimal in plain notation without trailing zeros: {@code "-0.0012"}, {@code "100"}, {@code
     * "0"}. More than 18 places are rounded half up to them.
     */
    static String plain(BigDecimal value) {
        BigDecimal kept =
                value.scale() > MAX_PLACES
                        ? value.setScale(MAX_PLACES, RoundingMode.HALF_UP)
                        : value;
        return kept.signum() == 0 ? "0" : kept.stripTrailingZeros().toPlainString();
    }

    /** Builds an {@link Obj} field by field. */
    final class Builder {
        private final Map<String, Json> fields = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Json value) {
            fields.put(name, value);
            return this;
        }

        public Builder put(String name, @Nullable String value) {
            return put(name, text(value));
        }

        public Builder put(String name, @Nullable BigDecimal value) {
            return put(name, decimal(value));
        }

        public Builder put(String name, long value) {
            return put(name, whole(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, bool(value));
        }

        public Builder putAll(Obj other) {
            fields.putAll(other.fields());
            return this;
        }

        public Obj build() {
            return new Obj(fields);
        }
    }
}
