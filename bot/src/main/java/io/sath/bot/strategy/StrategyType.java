package io.sath.bot.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A kind of strategy as settings name it, with its parameters.
public final class StrategyType {
    private final String name;
    private final List<Parameter> parameters;
    private final Rule rule;
    private final Function<Parameters, Strategy> maker;

    /// A rule between parameters, each of which is right for itself.
    interface Rule {
        @Nullable Problem check(Parameters parameters);
    }

    /// What is wrong with one parameter; the message goes on after the field's name.
    public record Problem(String parameter, String message) {}

    StrategyType(
            String name,
            List<Parameter> parameters,
            Rule rule,
            Function<Parameters, Strategy> maker) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.rule = rule;
        this.maker = maker;
    }

    /// Every strategy that this program knows.
    public static List<StrategyType> all() {
        return List.of(EmaCross.TYPE, MeanReversion.TYPE);
    }

    /// The type of this name.
    public static Optional<StrategyType> named(String name) {
        return all().stream().filter(type -> type.name.equals(name)).findFirst();
    }

    public String name() {
        return name;
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /// Everything that is wrong with these parameters; empty: they can be used.
    public List<Problem> check(Map<String, String> values) {
        List<Problem> problems = new ArrayList<>();
        values.forEach((key, value) ->
                parameters.stream()
                        .filter(parameter -> parameter.name().equals(key))
                        .findFirst()
                        .ifPresentOrElse(
                                parameter -> {
                                    String problem = parameter.problem(value);
                                    if (problem != null) {
                                        problems.add(new Problem(key, problem));
                                    }
                                },
                                () -> problems.add(new Problem(key, unknown()))));
        if (problems.isEmpty()) {
            Problem problem = rule.check(new Parameters(parameters, values));
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems;
    }

    private String unknown() {
        return "is no parameter of %s; it has %s"
                .formatted(
                        name, String.join(", ", parameters.stream().map(Parameter::name).toList()));
    }

    /// A new strategy for one symbol.
    ///
    /// @throws IllegalArgumentException when [#check] would find a problem
    public Strategy create(Map<String, String> values) {
        List<Problem> problems = check(values);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(name + ": " + problems);
        }
        return maker.apply(new Parameters(parameters, values));
    }
}
