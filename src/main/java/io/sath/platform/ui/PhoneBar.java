package io.sath.platform.ui;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouteConfiguration;
import com.vaadin.flow.router.RouterLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** At most four pages and the drawer, in reach of a thumb; seen on narrow screens only. */
final class PhoneBar extends Nav {
    private static final long serialVersionUID = 1L;

    private final Map<String, RouterLink> links = new LinkedHashMap<>();

    PhoneBar(List<NavigationEntry> entries, Runnable more) {
        Messages texts = Messages.current();
        addClassName("phone-bar");
        getElement().setAttribute("aria-label", texts.get("ui.nav.phone"));
        entries.stream()
                .filter(entry -> entry.phoneTextKey() != null)
                .limit(4)
                .forEach(entry -> {
                    RouterLink link = new RouterLink();
                    link.setRoute(entry.view());
                    link.add(
                            entry.icon().svg(),
                            new Span(
                                    texts.get(
                                            java.util.Objects.requireNonNull(
                                                    entry.phoneTextKey()))));
                    links.put(RouteConfiguration.forSessionScope().getUrl(entry.view()), link);
                    add(link);
                });
        NativeButton menu = new NativeButton("", click -> more.run());
        menu.add(Lucide.MENU.svg(), new Span(texts.get("ui.nav.more")));
        add(menu);
    }

    void select(String path) {
        links.forEach((own, link) -> {
            boolean here = own.equals(path);
            link.setClassName("here", here);
            if (here) {
                link.getElement().setAttribute("aria-current", "page");
            } else {
                link.getElement().removeAttribute("aria-current");
            }
        });
    }
}
