package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import io.sath.platform.shared.Problem;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person sees of an error in an action of a page: a refusal in its own words; anything else
 * with an id that leads support to the log, and no stack trace.
 */
class PageErrorHandler implements ErrorHandler {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PageErrorHandler.class);

    @Override
    public void error(ErrorEvent event) {
        Throwable cause = event.getThrowable();
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof Problem problem) {
                tell(event, () -> Toast.refused(problem));
                return;
            }
        }
        String id = RequestIds.current();
        LOG.error("a page's action failed, request {}", id, cause);
        tell(event, () -> Toast.failed(id));
    }

    private static void tell(ErrorEvent event, Command notice) {
        event.getComponent()
                .flatMap(Component::getUI)
                .or(() -> Optional.ofNullable(UI.getCurrent()))
                .ifPresent(ui -> Live.update(ui, notice));
    }
}
