package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The shell around the operators' pages: their own navigation, and no workspace at hand. A page
 * joins it by {@code @Route(value = "admin/…", layout = OperatorLayout.class)} and a {@link
 * NavigationEntry} bean in one of the operators' groups.
 */
@RolesAllowed("ADMIN")
public final class OperatorLayout extends Shell {
    private static final long serialVersionUID = 1L;

    public OperatorLayout(
            CurrentCaller current,
            ObjectProvider<SignedIn> people,
            ObjectProvider<NavigationEntry> entries) {
        Caller caller = current.get();
        super(
                caller,
                entries.stream().filter(entry -> entry.group().isForOperators()),
                List.of(),
                feet(caller, people),
                topBar(caller));
    }

    private static List<Component> feet(Caller caller, ObjectProvider<SignedIn> people) {
        List<Component> feet = new ArrayList<>();
        if (caller.has(Role.VIEWER)) {
            feet.add(way("ui.workspace.back", Lucide.LAYOUT_DASHBOARD, ""));
        }
        people.ifAvailable(source -> feet.add(new UserMenu(source, caller)));
        return feet;
    }

    /** The way to the other frame. */
    static SideNav way(String textKey, Lucide icon, Class<? extends Component> view) {
        return way(new SideNavItem(Messages.current().get(textKey), view, icon.svg()));
    }

    private static SideNav way(String textKey, Lucide icon, String path) {
        return way(new SideNavItem(Messages.current().get(textKey), path, icon.svg()));
    }

    private static SideNav way(SideNavItem item) {
        SideNav nav = new SideNav();
        nav.addClassName("drawer-way");
        nav.addItem(item);
        return nav;
    }

    private static Component topBar(Caller caller) {
        Messages texts = Messages.current();
        new ModeStrip(UI.getCurrent()).show(null);
        Div home = new Div(new Logo());
        home.addClassName("top-home");
        Span where = new Span(texts.get("ui.operators"));
        where.addClassName("strong");
        Chip role =
                new Chip(
                        Lucide.SHIELD_CHECK,
                        texts.get(
                                caller.has(Role.SUPERADMIN)
                                        ? "ui.operators.superadmin"
                                        : "ui.operators.admin"));
        Div left = new Div(where, role);
        left.addClassNames("top-side", "top-left", "operators-bar");
        Div bar = new Div(home, left);
        bar.addClassName("top-bar");
        return bar;
    }
}
