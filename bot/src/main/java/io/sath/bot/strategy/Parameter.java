package io.sath.bot.strategy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One setting of a strategy, described as data so that settings can be checked and a form can be
/// made of it. Values travel as text.
public sealed interface Parameter {

    String name();

    /// What holds where the settings say nothing.
    String preset();

    /// What is wrong with the value and what would be right, or null.
    @Nullable String problem(String value);

    /// A whole number within bounds, both included.
    record Whole(String name, int min, int max, int standard) implements Parameter {
        @Override
        public String preset() {
            return Integer.toString(standard);
        }

        @Override
        public @Nullable String problem(String value) {
            BigDecimal number = number(value);
            return number != null
                            && number.stripTrailingZeros().scale() <= 0
                            && within(number, BigDecimal.valueOf(min), BigDecimal.valueOf(max))
                    ? null
                    : "must be a whole number from %d to %d, not \"%s\""
                            .formatted(min, max, shortened(value));
        }
    }

    /// A decimal within bounds, both included.
    record Decimal(String name, BigDecimal min, BigDecimal max, BigDecimal standard)
            implements Parameter {
        @Override
        public String preset() {
            return standard.toPlainString();
        }

        @Override
        public @Nullable String problem(String value) {
            BigDecimal number = number(value);
            return number != null && within(number, min, max)
                    ? null
                    : "must be a number from %s to %s, not \"%s\""
                            .formatted(min.toPlainString(), max.toPlainString(), shortened(value));
        }
    }

    /// One of several words.
    record Choice(String name, List<String> options, String preset) implements Parameter {
        public Choice {
            options = List.copyOf(options);
        }

        @Override
        public @Nullable String problem(String value) {
            return options.contains(value)
                    ? null
                    : "must be one of %s, not \"%s\""
                            .formatted(String.join(", ", options), shortened(value));
        }
    }

    private static @Nullable BigDecimal number(String value) {
        if (!value.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            return null;
        }
        return new BigDecimal(value);
    }

    private static boolean within(BigDecimal value, BigDecimal min, BigDecimal max) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
