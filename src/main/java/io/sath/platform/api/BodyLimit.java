package io.sath.platform.api;

import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes a request's body into memory, up to 64 KiB, until it is answered; a larger one is refused
 * unread.
 */
final class BodyLimit extends OncePerRequestFilter {
    static final int MAX_BYTES = 64 * 1024;
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (WITHOUT_BODY.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw tooLarge();
        }
        try {
            chain.doFilter(new BufferedRequest(request, body), response);
        } finally {
            if (!request.isAsyncStarted()) {
                Arrays.fill(body, (byte) 0); // it may hold a password or a key
            }
        }
    }

    private static Problem tooLarge() {
        return Problem.of(ProblemCode.TOO_LARGE, Text.of("api.too-large", MAX_BYTES));
    }
}
