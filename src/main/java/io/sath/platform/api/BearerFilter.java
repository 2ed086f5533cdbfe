package io.sath.platform.api;

import io.sath.platform.account.AccessTokens;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who calls, by the bearer token in the header and by nothing else.
 *
 * <p>A token that is not good stops nobody here: an open endpoint, where one renews it for example,
 * is called with an old one. {@link EndpointAccess} refuses with the reason kept here.
 */
final class BearerFilter extends OncePerRequestFilter {
    private static final String REFUSAL = BearerFilter.class.getName();
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;

    BearerFilter(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** Why the caller of a request is unknown. */
    static Problem refusal(HttpServletRequest request) {
        return request.getAttribute(REFUSAL) instanceof ProblemCode code
                ? Problem.of(code, Text.of("api." + code.word()))
                : Problem.of(ProblemCode.UNAUTHENTICATED, Text.of("api.no-token"));
    }

    /** Who calls, or null. */
    static @Nullable Caller caller() {
        SecurityContext context = SecurityContextHolder.getContext();
        return context.getAuthentication() != null
                        && context.getAuthentication().getPrincipal() instanceof Caller caller
                ? caller
                : null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            switch (tokens.read(header.substring(SCHEME.length()).strip())) {
                case AccessTokens.Read.Good(Caller caller) -> enter(caller);
                case AccessTokens.Read.Expired ignored ->
                        request.setAttribute(REFUSAL, ProblemCode.TOKEN_EXPIRED);
                case AccessTokens.Read.Refused ignored ->
                        request.setAttribute(REFUSAL, ProblemCode.UNAUTHENTICATED);
            }
        }
        chain.doFilter(request, response);
    }

    private static void enter(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        caller,
                        null,
                        caller.roles().stream()
                                .map(role -> new SimpleGrantedAuthority(role.authority()))
                                .toList()));
        SecurityContextHolder.setContext(context);
    }
}
