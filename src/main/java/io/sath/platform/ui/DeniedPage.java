package io.sath.platform.ui;

import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The caller's role does not open this page. It looks like one that does not exist, so that an
 * address tells nothing.
 */
@AnonymousAllowed
public class DeniedPage extends ErrorPage implements HasErrorParameter<AccessDeniedException> {
    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(
            BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        Messages texts = Messages.current();
        show(
                Lucide.TELESCOPE,
                texts.get("ui.error.not-found"),
                texts.get("ui.error.not-found.text"));
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
