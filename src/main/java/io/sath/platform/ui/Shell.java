package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasElement;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The frame around every page of who is logged in: navigation in the drawer, a bar above, a bottom
 * bar on phones, the shortcuts.
 */
abstract class Shell extends Composite<Div> implements RouterLayout, AfterNavigationObserver {
    private static final long serialVersionUID = 1L;

    private final AppLayout layout = new AppLayout();
    private final Main main = new Main();
    private final PhoneBar phoneBar;
    private final transient Map<SideNavItem, NavigationEntry> items = new LinkedHashMap<>();
    private final transient Caller caller;

    /**
     * @param entries the pages of this frame, whoever may see them
     * @param heads what stands above them in the drawer
     * @param feet what stands below them in the drawer
     */
    Shell(
            Caller caller,
            Stream<NavigationEntry> entries,
            List<Component> heads,
            List<Component> feet,
            Component topBar) {
        this.caller = caller;
        List<NavigationEntry> shown = visible(caller, entries);
        phoneBar = new PhoneBar(shown, () -> layout.setDrawerOpened(!layout.isDrawerOpened()));
        main.setId("content");
        main.getElement().setAttribute("tabindex", "-1");
        layout.setPrimarySection(AppLayout.Section.DRAWER);
        layout.addToDrawer(drawer(shown, heads, feet));
        layout.addToNavbar(topBar);
        layout.setContent(main);
        Anchor skip = new Anchor("#content", Messages.current().get("ui.skip"));
        skip.setRouterIgnore(true);
        skip.addClassName("skip-link");
        getContent().addClassName("shell");
        getContent().add(skip, layout, phoneBar, new KeyboardHelp(shown));
    }

    /** Those that the caller's roles open, in their order. */
    static List<NavigationEntry> visible(Caller caller, Stream<NavigationEntry> entries) {
        return entries.filter(entry -> caller.has(entry.role()))
                .sorted(
                        Comparator.comparing(NavigationEntry::group)
                                .thenComparing(NavigationEntry::order))
                .toList();
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

    private Component drawer(
            List<NavigationEntry> entries, List<Component> heads, List<Component> feet) {
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
        drawer.add(heads);
        drawer.add(nav);
        drawer.add(feet);
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
}
