package io.sath.platform.account.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import io.sath.platform.ui.PageLook;
import io.sath.platform.ui.Tone;

/** A page that a mail links to: opening it changes nothing, its button posts the token. */
abstract class MailedTokenPage extends PublicPage implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private String token = "";

    @Override
    public final void beforeEnter(BeforeEnterEvent event) {
        token = event.getLocation().getQueryParameters().getSingleParameter("token").orElse("");
        PageLook.hideQuery();
        if (token.isEmpty()) {
            refuse();
        }
    }

    final String token() {
        return token;
    }

    /** Says that the link is of no use, and how to get another. */
    abstract void refuse();

    final void refuse(String text) {
        tell(Tone.ERR, text);
    }

    /** Leads to the log-in page, which says what was done. */
    final void goOn(LogInView.Done done) {
        getUI().ifPresent(ui ->
                ui.navigate(
                        LogInView.class,
                        com.vaadin.flow.router.QueryParameters.of(LogInView.DONE, done.word())));
    }
}
