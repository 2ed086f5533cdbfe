package io.sath.platform.bots.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.shared.HasValidationProperties;
import io.sath.platform.bots.BotConfig;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of the configuration on the page: where it stands in a configuration, its input, and how
 * its value reads.
 *
 * @param path its path in the configuration, as faults name it, for example {@code risk.stopLoss}
 * @param label its name in the person's language
 * @param input takes a value, or null where there is none
 * @param saved the value in a configuration
 * @param shown a value as a person reads it, with its unit
 * @param none what stands for no value
 */
record Setting<T>(
        String path,
        String label,
        HasValue<?, T> input,
        Function<BotConfig, @Nullable T> saved,
        Function<T, String> shown,
        String none,
        BiPredicate<@Nullable T, @Nullable T> same) {

    static <T> Setting<T> of(
            String path,
            String label,
            HasValue<?, T> input,
            Function<BotConfig, @Nullable T> saved,
            Function<T, String> shown,
            String none) {
        return new Setting<>(path, label, input, saved, shown, none, Objects::equals);
    }

    Setting<T> sameIf(BiPredicate<@Nullable T, @Nullable T> equal) {
        return new Setting<>(path, label, input, saved, shown, none, equal);
    }

    boolean differsFrom(BotConfig config) {
        return !same.test(input.getValue(), saved.apply(config));
    }

    void take(BotConfig config) {
        input.setValue(saved.apply(config));
        clearFault();
    }

    String before(BotConfig config) {
        return text(saved.apply(config));
    }

    String now() {
        return text(input.getValue());
    }

    private String text(@Nullable T value) {
        return value == null ? none : shown.apply(value);
    }

    /** Shows what is wrong at the input, and goes there. */
    void fault(String message) {
        if (input instanceof HasValidationProperties validated) {
            validated.setErrorMessage(message);
            validated.setInvalid(true);
        }
    }

    void clearFault() {
        if (input instanceof HasValidationProperties validated) {
            validated.setInvalid(false);
        }
    }

    void show() {
        if (input instanceof Component component) {
            component.scrollIntoView();
        }
    }
}
