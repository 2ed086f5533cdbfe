package io.sath.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.sath.platform.shared.Caller;

/** Who is logged in, at the foot of the drawer: their theme, the keyboard, log out. */
final class UserMenu extends Div {
    private static final long serialVersionUID = 1L;

    UserMenu(SignedIn people, Caller caller) {
        Messages texts = Messages.current();
        Person person = people.person(caller);
        Avatar avatar = new Avatar(person.name().isBlank() ? person.email() : person.name());
        Span mail = new Span(person.email());
        mail.addClassName("user-mail");
        MenuBar menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.TERTIARY);
        MenuItem root = menu.addItem(Lucide.SETTINGS.svg());
        root.setAriaLabel(texts.get("ui.user.menu"));
        MenuItem theme = root.getSubMenu().addItem(texts.get("ui.theme"));
        for (Theme choice : Theme.values()) {
            theme.getSubMenu()
                    .addItem(
                            texts.get("ui.theme." + choice.word()),
                            click -> PageLook.theme(choice));
        }
        MenuItem help = root.getSubMenu().addItem(texts.get("ui.keys"));
        help.addClickListener(click -> KeyboardHelp.open());
        root.getSubMenu()
                .addItem(
                        texts.get("ui.log-out"),
                        click -> {
                            UI ui = UI.getCurrent();
                            ui.getPage().setLocation("/login");
                            people.logOut();
                        });
        addClassName("user-menu");
        add(avatar, mail, menu);
    }
}
