package io.sath.platform.account.ui;

import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import io.sath.platform.account.LogIns;
import io.sath.platform.account.PageSessions;
import io.sath.platform.account.Proof;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.StepUpRule;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.StepUp;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Asks for the password where the page's log-in is no longer fresh. */
@Component
class AccountStepUp implements StepUp {
    /** What is asked for has to reach its service while the log-in is still fresh. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final CurrentCaller current;
    private final LogIns logIns;
    private final PageSessions sessions;
    private final Clock clock;

    AccountStepUp(CurrentCaller current, LogIns logIns, PageSessions sessions, Clock clock) {
        this.current = current;
        this.logIns = logIns;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public void require(Consumer<Caller> then) {
        Caller caller = current.get();
        if (StepUpRule.isFresh(caller, clock.instant().plus(MARGIN))) {
            then.accept(caller);
        } else {
            new StepUpDialog(password -> prove(caller, password), then).open();
        }
    }

    private Proof prove(Caller caller, String password) {
        Proof proof = logIns.prove(caller, password, PublicPage.address());
        if (proof instanceof Proof.Done(Caller fresh)
                && VaadinServletRequest.getCurrent() != null) {
            sessions.renew(
                    VaadinServletRequest.getCurrent().getHttpServletRequest(),
                    VaadinServletResponse.getCurrent().getHttpServletResponse(),
                    fresh);
        }
        return proof;
    }
}
