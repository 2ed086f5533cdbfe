package io.sath.platform.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sath.platform.shared.LimitFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 shapes it, with the platform's own members.
 *
 * @param errors every field that is wrong; left out where none is
 * @param limit the plan's limit that stands in the way; left out where none does
 */
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FieldError> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LimitFault limit) {

    /** One field that is wrong; {@code value} is null where it is a secret or was not given. */
    record FieldError(String field, String code, @Nullable String value, String message) {}

    static ProblemBody of(Problem problem, HttpServletRequest request) {
        Locale locale = Languages.of(request);
        List<FieldError> errors =
                problem.errors().stream()
                        .map(fault ->
                                new FieldError(
                                        fault.field(),
                                        fault.code(),
                                        fault.value(),
                                        fault.message().in(locale)))
                        .toList();
        return new ProblemBody(
                "/problems/" + problem.code().word(),
                Texts.in(locale).get(problem.code().titleKey()),
                problem.code().status(),
                problem.detail().in(locale),
                problem.code().word(),
                RequestIds.of(request),
                errors.isEmpty() ? null : errors,
                problem.limit());
    }
}
