package io.sath.platform.api;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that could not be read: where, and what would be right. */
final class BodyFaults {
    private static final int MAX_SHOWN = 100;

    private BodyFaults() {}

    static Problem problem(HttpMessageNotReadableException fault) {
        return switch (fault.getCause()) {
            case UnrecognizedPropertyException unknown ->
                    Problem.of(
                            ProblemCode.UNKNOWN_FIELD,
                            Text.of(
                                    "api.unknown-field",
                                    shorten(path(unknown)),
                                    known(unknown.getKnownPropertyIds())));
            case StreamReadException broken -> malformed(broken.getLocation());
            case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
                    Problem.invalid(List.of(fault(mismatch)));
            case JacksonException other -> malformed(other.getLocation());
            case null, default -> Problem.of(ProblemCode.MALFORMED, Text.of("api.body-missing"));
        };
    }

    private static Problem malformed(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? Problem.of(ProblemCode.MALFORMED, Text.of("api.malformed"))
                : Problem.of(
                        ProblemCode.MALFORMED,
                        Text.of(
                                "api.malformed-at",
                                String.valueOf(location.getLineNr()),
                                String.valueOf(location.getColumnNr())));
    }

    private static FieldFault fault(MismatchedInputException mismatch) {
        Object value = mismatch instanceof InvalidFormatException format ? format.getValue() : null;
        return new FieldFault(
                path(mismatch), "type", shown(value), expected(mismatch.getTargetType()));
    }

    private static String path(JacksonException fault) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String known(@Nullable Collection<Object> names) {
        return names == null
                ? ""
                : names.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    /** What would be right where a value of this type stands. */
    static Text expected(@Nullable Class<?> type) {
        if (type == null) {
            return Text.of("api.fault.type");
        }
        if (type.isEnum()) {
            String words =
                    Arrays.stream(type.getEnumConstants())
                            .map(one -> ((Enum<?>) one).name())
                            .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", "));
            return Text.of("api.fault.one-of", words);
        }
        return Text.of(
                switch (type.getSimpleName()) {
                    case "int", "Integer", "long", "Long" -> "api.fault.integer";
                    case "boolean", "Boolean" -> "api.fault.boolean";
                    case "String" -> "api.fault.string";
                    case "List", "Set", "Collection", "ArrayList", "HashSet" -> "api.fault.list";
                    default ->
                            type == BigDecimal.class
                                    ? "api.fault.decimal"
                                    : type == Instant.class
                                            ? "api.fault.instant"
                                            : type.isRecord() && type.getSimpleName().endsWith("Id")
                                                    ? "api.fault.id"
                                                    : "api.fault.type";
                });
    }

    /** A value as it is repeated to its sender, cut where it is long. */
    static @Nullable String shown(@Nullable Object value) {
        return value == null ? null : shorten(String.valueOf(value));
    }

    private static String shorten(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
