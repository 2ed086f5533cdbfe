package io.sath.platform.account.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.VaadinRequest;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.Tone;
import java.time.Duration;
import java.util.Optional;

/** A page for who is not logged in: a title, a sentence, a form, and ways to the other pages. */
abstract class PublicPage extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    final transient Messages texts = Messages.current();
    private final Div notice = new Div();
    private String title = "";

    PublicPage() {
        addClassName("public-page");
    }

    @Override
    public String getPageTitle() {
        return texts.get("account.page.title", title);
    }

    /** Shows these under a title and a sentence (empty for none). */
    final void show(String heading, String sentence, Component... parts) {
        title = heading;
        removeAll();
        notice.removeAll();
        add(new H1(heading));
        if (!sentence.isEmpty()) {
            add(new Paragraph(sentence));
        }
        add(notice);
        add(parts);
    }

    /** Says above the form what went wrong, or well. */
    final void tell(Tone tone, String text) {
        Lucide icon =
                switch (tone) {
                    case OK -> Lucide.CIRCLE_CHECK;
                    case ERR, RETRY -> Lucide.CIRCLE_ALERT;
                    case WARN -> Lucide.TRIANGLE_ALERT;
                    case BUSY, QUIET -> Lucide.INFO;
                };
        notice.removeAll();
        notice.add(new Notice(tone, icon, "", text));
        LiveRegion.say(text);
    }

    final void tellTooMany(Duration wait) {
        tell(
                Tone.WARN,
                texts.get("account.page.too-many", Formats.current().duration(rounded(wait))));
    }

    /** Whole minutes, so that nobody waits for a second too little. */
    static Duration rounded(Duration wait) {
        return wait.toSeconds() < 60 ? wait : wait.plusSeconds(59);
    }

    final void clearNotice() {
        notice.removeAll();
    }

    /** The page's one primary button, which Enter in its form presses too. */
    final Button primary(String text, Component form, Runnable action) {
        Button button = new Button(text, click -> action.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setDisableOnClick(false);
        button.addClickShortcut(Key.ENTER).listenOn(form);
        return button;
    }

    final Div links(Component... links) {
        Div all = new Div(links);
        all.addClassName("public-links");
        return all;
    }

    final RouterLink link(String key, Class<? extends Component> page) {
        return new RouterLink(texts.get(key), page);
    }

    /** The network address that an attempt is counted for. */
    static String address() {
        return Optional.ofNullable(VaadinRequest.getCurrent())
                .map(VaadinRequest::getRemoteAddr)
                .orElse("");
    }
}
