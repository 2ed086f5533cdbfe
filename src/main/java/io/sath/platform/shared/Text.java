package io.sath.platform.shared;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** A text for a person, not yet in a language: its key in {@link Texts} and the values it names. */
public record Text(String key, List<Object> values) implements Serializable {
    public Text {
        values = List.copyOf(values);
    }

    public static Text of(String key, Object... values) {
        return new Text(key, List.of(values));
    }

    public String in(Locale locale) {
        return Texts.in(locale).get(key, values.toArray());
    }
}
