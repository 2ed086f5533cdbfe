package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.RouterLayout;
import io.sath.platform.shared.Caller;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The shell around every page of who is logged in: navigation in the drawer, the features' parts in
 * the bar, a bottom bar on phones.
 */
@PermitAll
public final class MainLayout extends Composite<Div>
        implements RouterLayout, AfterNavigationObserver {
    private static final long serialVersionUID = 1L;

    private final AppLayout layout = new AppLayout();
    private final Main main = new Main();
    private final PhoneBar phoneBar;
    private final transient Map<SideNavItem, NavigationEntry> items = new LinkedHashMap<>();
    private final transient Caller caller;

    public MainLayout(
            CurrentCaller current,
            ObjectProvider<SignedIn> people,
            ObjectProvider<NavigationEntry> entries,
            ObjectProvider<TopBarPart> parts) {
        caller = current.get();
        List<NavigationEntry> shown =
                entries.stream()
                        .filter(entry -> caller.has(entry.role()))
                        .sorted(
                                Comparator.comparing(NavigationEntry::group)
                                        .thenComparing(NavigationEntry::order))
                        .toList();
        Optional<SignedIn> signedIn = Optional.ofNullable(people.getIfAvailable());
        phoneBar = new PhoneBar(shown, () -> layout.setDrawerOpened(!layout.isDrawerOpened()));
        main.setId("content");
        main.getElement().setAttribute("tabindex", "-1");
        layout.setPrimarySection(AppLayout.Section.DRAWER);
        layout.addToDrawer(drawer(shown, signedIn));
        layout.addToNavbar(topBar(caller, signedIn, parts));
        layout.setContent(main);
        Anchor skip = new Anchor("#content", Messages.current().get("ui.skip"));
        skip.setRouterIgnore(true);
        skip.addClassName("skip-link");
        getContent().addClassName("shell");
        getContent().add(skip, layout, phoneBar, new KeyboardHelp(shown));
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

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        phoneBar.select(event.getLocation().getPath());
        showWhatIsOpen();
    }

    /** What a page just did may have opened or finished another one. */
    private void showWhatIsOpen() {
        items.forEach((item, entry) -> {
            boolean shown = entry.shown().test(caller);
            item.setVisible(shown);
            String badge = shown ? entry.badge().apply(caller) : "";
            if (badge.isEmpty()) {
                item.setSuffixComponent(null);
            } else {
                Span mark = new Span(badge);
                mark.addClassName("nav-badge");
                item.setSuffixComponent(mark);
            }
        });
    }

    private Component drawer(List<NavigationEntry> entries, Optional<SignedIn> people) {
        Messages texts = Messages.current();
        Scroller nav = new Scroller();
        nav.addClassName("drawer-nav");
        Div groups = new Div();
        for (NavigationEntry.Group group : NavigationEntry.Group.values()) {
            List<NavigationEntry> own =
                    entries.stream().filter(entry -> entry.group() == group).toList();
            if (!own.isEmpty()) {
                groups.add(group(texts, group, own));
            }
        }
        nav.setContent(groups);
        Div drawer = new Div(new Logo());
        drawer.addClassName("drawer");
        people.ifPresent(source -> drawer.add(new WorkspaceSwitcher(caller, source)));
        drawer.add(nav);
        people.ifPresent(source -> drawer.add(new UserMenu(source, caller)));
        return drawer;
    }

    private SideNav group(
            Messages texts, NavigationEntry.Group group, List<NavigationEntry> entries) {
        SideNav nav = new SideNav(texts.get(group.textKey()));
        for (NavigationEntry entry : entries) {
            SideNavItem item =
                    new SideNavItem(texts.get(entry.textKey()), entry.view(), entry.icon().svg());
            if (entry.key() != null) {
                item.getElement().setAttribute("data-go", entry.key().toString());
            }
            items.put(item, entry);
            nav.addItem(item);
        }
        return nav;
    }

    private static Component topBar(
            Caller caller, Optional<SignedIn> people, ObjectProvider<TopBarPart> parts) {
        ModeStrip strip = new ModeStrip(UI.getCurrent());
        Div bar = new Div();
        bar.addClassName("top-bar");
        Div home = new Div(new Logo());
        home.addClassName("top-home");
        people.ifPresent(source -> home.add(new WorkspaceSwitcher(caller, source)));
        bar.add(home);
        for (TopBarPart.Side side : TopBarPart.Side.values()) {
            Div place = new Div();
            place.addClassNames(
                    "top-side", side == TopBarPart.Side.LEFT ? "top-left" : "top-right");
            parts.stream()
                    .filter(part -> part.side() == side)
                    .sorted(Comparator.comparingInt(TopBarPart::order))
                    .map(part -> part.create(caller, strip))
                    .flatMap(Optional::stream)
                    .forEach(place::add);
            bar.add(place);
        }
        return bar;
    }
}
