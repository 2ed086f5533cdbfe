package io.sath.platform.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.Outcome;
import io.sath.platform.account.Profile;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Faults;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.MainLayout;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.PageLook;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.Shortcuts;
import io.sath.platform.ui.SignedIn;
import io.sath.platform.ui.Theme;
import io.sath.platform.ui.Toast;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A person's own data and how their pages look. */
@Route(value = "profile", layout = MainLayout.class)
@PermitAll
class ProfileView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Accounts accounts;
    private final transient CurrentCaller caller;
    private final TextField name = new TextField(texts.get("account.page.name"));
    private final Select<String> language = new Select<>();
    private final ComboBox<String> zone = new ComboBox<>(texts.get("account.profile.zone"));
    private final Select<String> theme = new Select<>();
    private final transient Faults faults =
            new Faults()
                    .at("name", name)
                    .at("language", language)
                    .at("zone", zone)
                    .at("theme", theme);
    private transient Profile shown;

    ProfileView(Accounts accounts, CurrentCaller caller, SignedIn people) {
        this.accounts = accounts;
        this.caller = caller;
        shown = accounts.profile(caller.get().userId());
        addClassName("page");
        Button logOut =
                new Button(
                        texts.get("ui.log-out"),
                        Lucide.LOG_OUT.svg(),
                        click -> {
                            getUI().ifPresent(ui -> ui.getPage().setLocation("/login"));
                            people.logOut();
                        });
        add(
                new PageHeader(getPageTitle()).note(shown.email()).actions(logOut),
                aboutYou(),
                keyboard(),
                workspaces());
    }

    @Override
    public String getPageTitle() {
        return texts.get("account.profile");
    }

    private Panel aboutYou() {
        name.setValue(shown.name());
        name.setAutocomplete(Autocomplete.NAME);
        language.setLabel(texts.get("account.profile.language"));
        language.setItems("es", "en");
        language.setItemLabelGenerator(word -> texts.get("ui.language." + word));
        language.setValue(shown.language());
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        zone.setValue(shown.zone());
        zone.setHelperText(texts.get("account.profile.zone.help"));
        theme.setLabel(texts.get("ui.theme"));
        theme.setItems("system", "light", "dark");
        theme.setItemLabelGenerator(word -> texts.get("ui.theme." + word));
        theme.setValue(shown.theme());
        Div fields = new Div(name, language, zone, theme);
        fields.addClassName("fields");
        Button save = new Button(texts.get("account.profile.save"), click -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.getElement().setAttribute("data-key", "save");
        Div foot = new Div(save);
        foot.addClassName("panel-foot");
        return new Panel(texts.get("account.profile.you")).with(fields, foot);
    }

    private Panel keyboard() {
        Checkbox keys = new Checkbox(texts.get("account.profile.keys"), Shortcuts.on());
        keys.addValueChangeListener(event -> Shortcuts.set(event.getValue()));
        Span help = new Span(texts.get("account.profile.keys.help"));
        help.addClassName("help");
        return new Panel(texts.get("ui.keys")).with(keys, help);
    }

    private Panel workspaces() {
        Facts facts = new Facts();
        shown.tenants()
                .forEach(one ->
                        facts.row(
                                one.name(),
                                texts.get(
                                        "account.role."
                                                + one.role().name().toLowerCase(Locale.ROOT))));
        facts.row(
                texts.get("account.profile.since"),
                Formats.current().dayAndYear(shown.createdAt()));
        return new Panel(texts.get("account.profile.workspaces")).with(facts);
    }

    private void save() {
        Profile.Change change =
                new Profile.Change(
                        name.getValue(),
                        text(language.getValue()),
                        text(zone.getValue()),
                        text(theme.getValue()));
        switch (accounts.updateProfile(caller.get().userId(), change)) {
            case Outcome.Saved(Profile now) -> saved(now);
            case Outcome.Invalid(List<FieldFault> wrong) -> faults.show(wrong);
        }
    }

    private void saved(Profile now) {
        faults.clear();
        Profile before = shown;
        shown = now;
        boolean otherWords =
                !before.language().equals(now.language()) || !before.zone().equals(now.zone());
        PageLook.theme(Theme.of(now.theme()));
        if (otherWords || !before.name().equals(now.name())) {
            PageLook.reload();
        }
        Toast.done(texts.get("account.profile.saved"));
    }

    /** A choice that was emptied is no value: what is wrong with it is said at its field. */
    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }
}
