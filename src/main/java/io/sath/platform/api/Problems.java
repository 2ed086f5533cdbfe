package io.sath.platform.api;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever goes wrong in an endpoint into problem+json. */
@RestControllerAdvice
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemBody> problem(Problem problem, HttpServletRequest request) {
        return answer(problem, request, ProblemWriter.headers(problem));
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unreadable(
            HttpMessageNotReadableException fault, HttpServletRequest request) {
        return problem(BodyFaults.problem(fault), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> invalidBody(
            MethodArgumentNotValidException fault, HttpServletRequest request) {
        return problem(Problem.invalid(faults(fault.getAllErrors())), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> invalidParameters(
            HandlerMethodValidationException fault, HttpServletRequest request) {
        List<FieldFault> faults = new ArrayList<>();
        for (ParameterValidationResult result : fault.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                faults.addAll(faults(errors.getAllErrors()));
            } else {
                String name =
                        Objects.requireNonNullElse(
                                result.getMethodParameter().getParameterName(), "");
                for (MessageSourceResolvable error : result.getResolvableErrors()) {
                    faults.add(fault(name, error, result.getArgument()));
                }
            }
        }
        return problem(Problem.invalid(faults), request);
    }

    /** In the path it is a name of nothing; elsewhere a value that is not right. */
    @ExceptionHandler
    ResponseEntity<ProblemBody> mistyped(
            MethodArgumentTypeMismatchException fault, HttpServletRequest request) {
        if (fault.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return problem(Problem.notFound(), request);
        }
        return problem(
                Problem.invalid(
                        List.of(
                                new FieldFault(
                                        fault.getName(),
                                        "type",
                                        BodyFaults.shown(fault.getValue()),
                                        BodyFaults.expected(fault.getRequiredType())))),
                request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> missing(
            MissingServletRequestParameterException fault, HttpServletRequest request) {
        return problem(
                Problem.invalid(
                        List.of(
                                new FieldFault(
                                        fault.getParameterName(),
                                        "required",
                                        null,
                                        Text.of("api.fault.required")))),
                request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> missing(
            MissingRequestHeaderException fault, HttpServletRequest request) {
        return problem(
                Problem.of(
                        ProblemCode.MALFORMED,
                        Text.of("api.header-missing", fault.getHeaderName())),
                request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> method(
            HttpRequestMethodNotSupportedException fault, HttpServletRequest request) {
        Set<HttpMethod> allowed =
                Objects.requireNonNullElse(fault.getSupportedHttpMethods(), Set.of());
        HttpHeaders headers = new HttpHeaders();
        headers.setAllow(allowed);
        String names =
                allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        return answer(
                Problem.of(
                        ProblemCode.METHOD_NOT_ALLOWED, Text.of("api.method-not-allowed", names)),
                request,
                headers);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unsupported(
            HttpMediaTypeNotSupportedException fault, HttpServletRequest request) {
        return problem(
                Problem.of(ProblemCode.UNSUPPORTED_TYPE, Text.of("api.unsupported-type")), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> notAcceptable(
            HttpMediaTypeNotAcceptableException fault, HttpServletRequest request) {
        String types =
                fault.getSupportedMediaTypes().stream()
                        .filter(MediaType::isConcrete)
                        .map(MediaType::toString)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return problem(
                Problem.of(
                        ProblemCode.NOT_ACCEPTABLE,
                        Text.of(
                                "api.not-acceptable",
                                types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : types)),
                request);
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    ResponseEntity<ProblemBody> nothing(HttpServletRequest request) {
        return problem(Problem.notFound(), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> changedMeanwhile(
            OptimisticLockingFailureException fault, HttpServletRequest request) {
        return problem(Problem.of(ProblemCode.CONFLICT, Text.of("api.conflict")), request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class,
        AsyncRequestTimeoutException.class
    })
    ResponseEntity<ProblemBody> unavailable(Exception fault, HttpServletRequest request) {
        LOG.error("The database, or what an answer waits for, does not answer", fault);
        return problem(unavailable(), request);
    }

    static Problem unavailable() {
        return Problem.of(ProblemCode.UNAVAILABLE, Text.of("api.unavailable"));
    }

    /** The caller has hung up: there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException fault) {
        LOG.debug("A caller hung up", fault);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<ProblemBody> unexpected(
            Exception fault, HttpServletRequest request, HttpServletResponse response) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), fault);
        return response.isCommitted() ? null : problem(internal(), request);
    }

    static Problem internal() {
        return Problem.of(ProblemCode.INTERNAL, Text.of("problem.internal.detail"));
    }

    /** Never negotiated: whatever form was asked for, a problem has this one. */
    private static ResponseEntity<ProblemBody> answer(
            Problem problem, HttpServletRequest request, HttpHeaders headers) {
        return ResponseEntity.status(problem.code().status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemBody.of(problem, request));
    }

    private static List<FieldFault> faults(List<ObjectError> errors) {
        return errors.stream()
                .map(error ->
                        error instanceof FieldError field
                                ? fault(field.getField(), field, field.getRejectedValue())
                                : fault(error.getObjectName(), error, null))
                .toList();
    }

    /** The code is the constraint's name with hyphens: {@code NotBlank} is {@code not-blank}. */
    private static FieldFault fault(
            String field, MessageSourceResolvable error, @Nullable Object value) {
        String[] codes = error.getCodes();
        String constraint = codes == null || codes.length == 0 ? "" : codes[codes.length - 1];
        String word =
                constraint.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
        boolean secret =
                field.toLowerCase(java.util.Locale.ROOT).matches(".*(password|secret|token|key).*");
        return new FieldFault(
                field,
                word.isEmpty() ? "invalid" : word,
                secret ? null : BodyFaults.shown(value),
                Text.of(
                        "api.fault.constraint",
                        Objects.requireNonNullElse(error.getDefaultMessage(), "")));
    }

    /** After this long a caller may try again; kept here for the filters. */
    static Problem tooMany(Duration wait) {
        return Problem.rateLimited(Duration.ofSeconds(ProblemWriter.seconds(wait)));
    }
}
