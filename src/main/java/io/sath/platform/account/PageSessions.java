package io.sath.platform.account;

import io.sath.platform.shared.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.stereotype.Component;

/**
 * The sessions of pages by the log-in they hold, so that ending a log-in closes its pages at once
 * and not with their next request; and a page's session that is over ends its log-in.
 */
@Component
public class PageSessions {
    private static final Logger LOG = LoggerFactory.getLogger(PageSessions.class);

    private final Map<String, HttpSession> byLogIn = new ConcurrentHashMap<>();
    private final HttpSessionSecurityContextRepository contexts =
            new HttpSessionSecurityContextRepository();
    private final LogIns logIns;

    PageSessions(LogIns logIns) {
        this.logIns = logIns;
    }

    /**
     * The session of a page's request speaks for a caller who has just proved who they are: as
     * after a log-in, under another id.
     */
    public void renew(HttpServletRequest request, HttpServletResponse response, Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(PageLogIn.authentication(caller));
        SecurityContextHolder.setContext(context);
        if (request.getSession(false) != null) {
            request.changeSessionId();
            contexts.saveContext(context, request, response);
        }
    }

    void hold(String authId, HttpSession session) {
        byLogIn.put(authId, session);
    }

    @EventListener
    void ended(LogInEnded event) {
        HttpSession session = byLogIn.remove(event.authId());
        if (session != null) {
            try {
                session.invalidate();
            } catch (IllegalStateException e) {
                LOG.debug("The session was over already", e);
            }
        }
    }

    @EventListener
    void destroyed(HttpSessionDestroyedEvent event) {
        byLogIn.forEach((authId, session) -> {
            if (session.getId().equals(event.getId())) {
                byLogIn.remove(authId);
                logIns.end(authId);
            }
        });
    }
}
