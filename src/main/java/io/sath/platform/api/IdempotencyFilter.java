package io.sath.platform.api;

import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.Unfinished;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Answers a POST that is repeated under its {@code Idempotency-Key} as it was answered first.
 *
 * <p>Kept is what was done, so answers below 300; what was refused did nothing and is asked anew.
 * Below {@code auth} the header means nothing: who calls is not known there.
 */
final class IdempotencyFilter extends OncePerRequestFilter {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int MAX_KEPT = 2 * 1024 * 1024;

    private final IdempotencyKeys keys;

    IdempotencyFilter(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        Caller caller = BearerFilter.caller();
        if (key == null
                || caller == null
                || !request.getMethod().equals("POST")
                || request.getRequestURI().startsWith("/api/v1/auth/")
                || !(request instanceof BufferedRequest buffered)) {
            chain.doFilter(request, response);
            return;
        }
        if (!KEY.matcher(key).matches()) {
            throw Problem.of(ProblemCode.MALFORMED, Text.of("api.idempotency-key"));
        }
        switch (keys.take(caller.tenantId(), key, hash(buffered, caller))) {
            case IdempotencyKeys.Found.Free() -> run(buffered, response, chain, caller, key);
            case IdempotencyKeys.Found.Kept(IdempotencyKeys.Answer answer) ->
                    repeat(answer, response);
            case IdempotencyKeys.Found.Mismatch() ->
                    throw Problem.of(
                            ProblemCode.IDEMPOTENCY_MISMATCH, Text.of("api.idempotency-mismatch"));
            case IdempotencyKeys.Found.Running() ->
                    throw Problem.of(ProblemCode.IN_PROGRESS, Text.of("api.in-progress"));
        }
    }

    private void run(
            BufferedRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Caller caller,
            String key)
            throws ServletException, IOException {
        ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
        IdempotencyKeys.Answer answer = null;
        try {
            chain.doFilter(request, copy);
            answer = answer(request, copy);
        } finally {
            keys.finish(caller.tenantId(), key, answer);
        }
        copy.copyBodyToResponse();
    }

    private static IdempotencyKeys.@Nullable Answer answer(
            HttpServletRequest request, ContentCachingResponseWrapper copy) {
        boolean kept =
                copy.getStatus() < 300
                        && copy.getContentSize() <= MAX_KEPT
                        && !Boolean.TRUE.equals(request.getAttribute(Unfinished.ATTRIBUTE));
        return kept
                ? new IdempotencyKeys.Answer(
                        copy.getStatus(),
                        copy.getContentType(),
                        copy.getHeader(HttpHeaders.LOCATION),
                        copy.getContentAsByteArray())
                : null;
    }

    private static void repeat(IdempotencyKeys.Answer answer, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** The same person asks for the same. */
    private static byte[] hash(BufferedRequest request, Caller caller) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head =
                    caller.userId()
                            + "\n"
                            + request.getRequestURI()
                            + "\n"
                            + request.getQueryString()
                            + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return digest.digest(request.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
