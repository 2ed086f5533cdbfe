package io.sath.platform.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a push channel that a page of another site opens: a browser sends its cookies with such a
 * handshake, and no same-origin rule stops it.
 */
final class PushOrigin extends OncePerRequestFilter {
    private final URI publicUrl;

    PushOrigin(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/VAADIN/push");
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
