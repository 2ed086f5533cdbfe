package io.sath.platform.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.shared.Texts;
import java.util.Locale;

/** The frame of the pages for who is not logged in: the form, and beside it what SATH is. */
@AnonymousAllowed
public final class PublicLayout extends Composite<Div> implements RouterLayout {
    private static final long serialVersionUID = 1L;

    private final Main main = new Main();

    public PublicLayout() {
        Messages texts = Messages.current();
        Header head = new Header(new Logo(), languageSwitch());
        head.addClassName("public-head");
        main.addClassName("public-main");
        Span foot = new Span(texts.get("ui.public.risk"));
        foot.addClassName("public-foot");
        Div side = new Div(head, main, foot);
        side.addClassName("public-form");
        getContent().addClassName("public");
        getContent().add(side, pitch(texts));
    }

    @Override
    public void showRouterLayoutContent(HasElement content) {
        main.getElement().removeAllChildren();
        main.getElement().appendChild(content.getElement());
    }

    @Override
    public void removeRouterLayoutContent(HasElement oldContent) {
        main.getElement().removeAllChildren();
    }

    private static Button languageSwitch() {
        Locale here = Formats.currentLocale();
        Locale other =
                Texts.LOCALES.stream()
                        .filter(locale -> !locale.getLanguage().equals(here.getLanguage()))
                        .findFirst()
                        .orElse(here);
        Button button =
                new Button(
                        Texts.in(other).get("ui.language." + other.getLanguage()),
                        Lucide.LANGUAGES.svg(),
                        click -> choose(other));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.getElement().setAttribute("lang", other.getLanguage());
        return button;
    }

    /** Kept in a cookie for a year, and the page is made anew in it. */
    private static void choose(Locale language) {
        UI.getCurrent()
                .getPage()
                .executeJs(
                        "document.cookie = $0 + '=' + $1"
                                + " + ';path=/;max-age=31536000;samesite=lax'; location.reload()",
                        PageSetup.LANGUAGE_COOKIE,
                        language.getLanguage());
    }

    private static Aside pitch(Messages texts) {
        Div promises = new Div();
        promises.addClassName("promises");
        promises.add(promise(texts, Lucide.SHIELD_CHECK, "brakes"));
        promises.add(promise(texts, Lucide.SCROLL_TEXT, "reasons"));
        promises.add(promise(texts, Lucide.OCTAGON_PAUSE, "halt"));
        Aside aside = new Aside();
        aside.addClassName("pitch");
        aside.add(
                new H2(texts.get("ui.public.title")),
                new Paragraph(texts.get("ui.public.text")),
                new SampleMarket(),
                promises);
        return aside;
    }

    private static Div promise(Messages texts, Lucide icon, String name) {
        Span title = new Span(texts.get("ui.public." + name));
        title.addClassName("strong");
        Div promise =
                new Div(icon.svg(), title, new Span(texts.get("ui.public." + name + ".text")));
        promise.addClassName("promise");
        return promise;
    }
}
