package io.sath.bot.strategy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// The checked values of one strategy's parameters, with presets where nothing was said.
final class Parameters {
    private final List<Parameter> described;
    private final Map<String, String> values;

    Parameters(List<Parameter> described, Map<String, String> values) {
        this.described = described;
        this.values = values;
    }

    int whole(String name) {
        return new BigDecimal(text(name)).intValueExact();
    }

    double decimal(String name) {
        return Double.parseDouble(text(name));
    }

    String text(String name) {
        for (Parameter parameter : described) {
            if (parameter.name().equals(name)) {
                return values.getOrDefault(name, parameter.preset());
            }
        }
        throw new IllegalArgumentException("no parameter " + name);
    }
}
