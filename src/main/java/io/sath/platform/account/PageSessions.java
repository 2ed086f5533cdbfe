package io.sath.platform.account;

import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.stereotype.Component;

/**
 * The sessions of pages by the log-in they hold, so that ending a log-in closes its pages at once
 * and not with their next request; and a page's session that is over ends its log-in.
 */
@Component
class PageSessions {
    private static final Logger LOG = LoggerFactory.getLogger(PageSessions.class);

    private final Map<String, HttpSession> byLogIn = new ConcurrentHashMap<>();
    private final LogIns logIns;

    PageSessions(LogIns logIns) {
        this.logIns = logIns;
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
