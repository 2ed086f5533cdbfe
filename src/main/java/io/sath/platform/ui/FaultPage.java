package io.sath.platform.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.shared.Problem;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page failed while it was made: a refusal is said as such; the rest goes to the log by its id.
 */
@AnonymousAllowed
public class FaultPage extends ErrorPage implements HasErrorParameter<Exception> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FaultPage.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        Messages texts = Messages.current();
        if (problem(parameter.getException()) instanceof Problem problem) {
            show(
                    Lucide.TELESCOPE,
                    texts.get(problem.code().titleKey()),
                    texts.get(problem.detail()));
            return problem.code().status();
        }
        LOG.error(
                "page {} failed, request {}",
                event.getLocation().getPath(),
                RequestIds.current(),
                parameter.getException());
        show(Lucide.UNPLUG, texts.get("ui.error.fault"), texts.get("ui.error.fault.text"));
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    private static @org.jspecify.annotations.Nullable Problem problem(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof Problem problem) {
                return problem;
            }
        }
        return null;
    }
}
