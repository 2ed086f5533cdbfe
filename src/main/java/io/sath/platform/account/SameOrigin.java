package io.sath.platform.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site begins here with a browser's help: a push channel, whose
 * handshake carries the cookies and which no same-origin rule stops, and a log-in, which would put
 * a person into somebody else's account.
 */
final class SameOrigin extends OncePerRequestFilter {
    private final URI publicUrl;

    SameOrigin(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean logIn =
                request.getMethod().equals("POST") && path.equals("/" + AccountNavigation.LOG_IN);
        return !logIn && !path.startsWith("/VAADIN/push");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader("Origin");
        if (origin == null || isOurs(origin, request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean isOurs(String text, HttpServletRequest request) {
        try {
            URI origin = URI.create(text);
            return sameHost(origin, publicUrl.getHost(), port(publicUrl))
                    || sameHost(origin, request.getServerName(), request.getServerPort());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean sameHost(URI origin, String host, int port) {
        return host.equalsIgnoreCase(origin.getHost()) && port(origin) == port;
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }
}
