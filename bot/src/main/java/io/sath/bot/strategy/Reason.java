package io.sath.bot.strategy;

import java.util.Map;

/// Why something was or was not done: a code that texts are kept for (`no-cross`) and the values
/// that make it checkable, in the order in which a person reads them. Numbers are plain decimals.
public record Reason(String code, Map<String, String> values) {

    public Reason {
        values = ReasonValues.of(values);
    }

    /// From a code and alternating names and values.
    public static Reason of(String code, String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value in reason " + code);
        }
        return new Reason(code, new ReasonValues(namesAndValues.clone()));
    }
}
