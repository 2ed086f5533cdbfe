package io.sath.platform.account;

import io.sath.platform.shared.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks with each request of a page whether its log-in is still open and what its person may do
 * now; ends the session where it is not.
 */
final class OpenLogIns extends OncePerRequestFilter {
    private final LogIns logIns;
    private final PageSessions sessions;
    private final SecurityContextHolderStrategy holder;
    private final HttpSessionSecurityContextRepository contexts =
            new HttpSessionSecurityContextRepository();

    /**
     * @param holder the one that the filters before this one fill
     */
    OpenLogIns(LogIns logIns, PageSessions sessions, SecurityContextHolderStrategy holder) {
        this.logIns = logIns;
        this.sessions = sessions;
        this.holder = holder;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication present = holder.getContext().getAuthentication();
        if (present != null && present.getPrincipal() instanceof Caller known) {
            Caller now = logIns.current(known.authId());
            HttpSession session = request.getSession(false);
            if (now == null) {
                new SecurityContextLogoutHandler().logout(request, response, present);
            } else if (!now.equals(known)) {
                SecurityContext context = holder.createEmptyContext();
                context.setAuthentication(PageLogIn.authentication(now));
                holder.setContext(context);
                contexts.saveContext(context, request, response);
            }
            if (now != null && session != null) {
                sessions.hold(now.authId(), session);
            }
        }
        chain.doFilter(request, response);
    }
}
