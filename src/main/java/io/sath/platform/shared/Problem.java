package io.sath.platform.shared;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or a fault that a caller is told of, on a page or as problem+json.
 *
 * <p>Thrown at the edges (controllers, views' actions) or deep inside where the only way on is to
 * tell the caller; outcomes that a caller handles are sealed results instead. Its message is the
 * code's word alone, never a value, so that a log line of it leaks nothing.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final Text detail;
    private final transient List<FieldFault> errors;
    private final transient @Nullable LimitFault limit;
    private final @Nullable Duration retryAfter;

    private Problem(
            ProblemCode code,
            Text detail,
            List<FieldFault> errors,
            @Nullable LimitFault limit,
            @Nullable Duration retryAfter) {
        super(code.word());
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    public static Problem of(ProblemCode code, Text detail) {
        return new Problem(code, detail, List.of(), null, null);
    }

    /** 422 with every field that is wrong; {@code errors} must not be empty. */
    public static Problem invalid(List<FieldFault> errors) {
        return new Problem(
                ProblemCode.INVALID,
                Text.of("problem.invalid.detail", errors.size()),
                errors,
                null,
                null);
    }

    public static Problem planLimit(Text detail, LimitFault limit) {
        return new Problem(ProblemCode.PLAN_LIMIT, detail, List.of(), limit, null);
    }

    public static Problem rateLimited(Duration retryAfter) {
        return new Problem(
                ProblemCode.RATE_LIMITED,
                Text.of("problem.rate-limited.detail", retryAfter.toSeconds()),
                List.of(),
                null,
                retryAfter);
    }

    public static Problem notFound() {
        return of(ProblemCode.NOT_FOUND, Text.of("problem.not-found.detail"));
    }

    public static Problem forbidden() {
        return of(ProblemCode.FORBIDDEN, Text.of("problem.forbidden.detail"));
    }

    public ProblemCode code() {
        return code;
    }

    public Text detail() {
        return detail;
    }

    public List<FieldFault> errors() {
        return errors;
    }

    public @Nullable LimitFault limit() {
        return limit;
    }

    /** How long to wait before asking again, or null where waiting changes nothing. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
