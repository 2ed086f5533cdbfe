package io.sath.platform.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import io.sath.platform.shared.Texts;
import jakarta.servlet.http.Cookie;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Gives each page, before anything is drawn, its person's language, zone and theme.
 *
 * <p>Who is not logged in reads the language they chose on a public page (a cookie), else the one
 * their browser asks for.
 */
@Component
class PageSetup implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;

    static final String LANGUAGE_COOKIE = "sath-language";

    private final transient CurrentCaller caller;
    private final transient ObjectProvider<SignedIn> people;

    PageSetup(CurrentCaller caller, ObjectProvider<SignedIn> people) {
        this.caller = caller;
        this.people = people;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(response -> {
            Person person = person(response.getVaadinRequest());
            var html = response.getDocument().selectFirst("html");
            if (html != null) {
                html.attr("lang", person.language().getLanguage());
                html.attr("data-keys", cookie(response.getVaadinRequest(), Shortcuts.COOKIE));
                if (person.theme() != Theme.SYSTEM) {
                    html.attr("theme", person.theme().word());
                    html.attr("style", "color-scheme:" + person.theme().word());
                }
            }
        });
        event.getSource()
                .addUIInitListener(init -> adopt(init.getUI(), person(VaadinRequest.getCurrent())));
        event.getSource()
                .addSessionInitListener(
                        init -> init.getSession().setErrorHandler(new PageErrorHandler()));
    }

    private static void adopt(UI ui, Person person) {
        ComponentUtil.setData(ui, Person.class, person);
        ui.setLocale(person.language());
    }

    static Person person(UI ui) {
        Person person = ComponentUtil.getData(ui, Person.class);
        return person == null ? nobody(ui.getLocale()) : person;
    }

    private Person person(@Nullable VaadinRequest request) {
        SignedIn source = people.getIfAvailable();
        return caller.find()
                .filter(found -> source != null)
                .map(found -> java.util.Objects.requireNonNull(source).person(found))
                .orElseGet(() -> nobody(language(request)));
    }

    private static Person nobody(Locale language) {
        return new Person("", "", language, ZoneId.of("UTC"), Theme.SYSTEM);
    }

    private static Locale language(@Nullable VaadinRequest request) {
        if (request == null) {
            return Locale.ENGLISH;
        }
        String chosen = cookie(request, LANGUAGE_COOKIE);
        String wanted =
                chosen.isEmpty() && request.getLocale() != null
                        ? request.getLocale().getLanguage()
                        : chosen;
        return Texts.LOCALES.stream()
                .filter(locale -> locale.getLanguage().equals(wanted))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /** The cookie's value, empty where there is none. */
    static String cookie(@Nullable VaadinRequest request, String name) {
        Cookie[] cookies = request == null ? null : request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return "";
    }
}
