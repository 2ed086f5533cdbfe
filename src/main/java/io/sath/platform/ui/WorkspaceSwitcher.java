package io.sath.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import io.sath.platform.shared.Caller;
import java.util.List;

/** The workspace at hand with its plan; where there are several, a menu leads to the others. */
final class WorkspaceSwitcher extends Div {
    private static final long serialVersionUID = 1L;

    WorkspaceSwitcher(Caller caller, SignedIn people) {
        addClassName("workspace");
        Messages texts = Messages.current();
        List<Workspace> all = people.workspaces(caller);
        all.stream()
                .filter(workspace -> workspace.id().equals(caller.tenantId()))
                .findFirst()
                .ifPresent(here -> show(texts, caller, people, here, all));
    }

    private void show(
            Messages texts, Caller caller, SignedIn people, Workspace here, List<Workspace> all) {
        Div face = new Div(initial(here.name()), words(texts, here));
        face.addClassName("workspace-face");
        if (all.size() < 2) {
            add(face);
            return;
        }
        face.add(Lucide.CHEVRONS_UP_DOWN.svg());
        MenuBar bar = new MenuBar();
        MenuItem root = bar.addItem(face);
        root.setAriaLabel(texts.get("ui.workspace.switch", here.name()));
        for (Workspace workspace : all) {
            MenuItem item = root.getSubMenu().addItem(workspace.name());
            item.setCheckable(true);
            item.setChecked(workspace.equals(here));
            item.addClickListener(click -> {
                people.enter(caller, workspace.id());
                UI.getCurrent().getPage().setLocation("/");
            });
        }
        add(bar);
    }

    private static Span initial(String name) {
        Span letter =
                new Span(name.isEmpty() ? "·" : name.substring(0, name.offsetByCodePoints(0, 1)));
        letter.addClassName("workspace-initial");
        letter.getElement().setAttribute("aria-hidden", "true");
        return letter;
    }

    private static Div words(Messages texts, Workspace workspace) {
        Span name = new Span(workspace.name());
        name.addClassName("workspace-name");
        Span plan = new Span(texts.get("ui.workspace.plan", workspace.plan()));
        plan.addClassName("workspace-plan");
        Div words = new Div(name, plan);
        words.addClassName("workspace-words");
        return words;
    }
}
