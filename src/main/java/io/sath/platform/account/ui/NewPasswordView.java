package io.sath.platform.account.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.AccountNavigation;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.Outcome;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.ui.Faults;
import io.sath.platform.ui.PublicLayout;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;

/** A new password by a mailed link; it ends all log-ins of the person. */
@Route(value = AccountNavigation.NEW_PASSWORD, layout = PublicLayout.class)
@AnonymousAllowed
class NewPasswordView extends MailedTokenPage {
    private static final long serialVersionUID = 1L;

    private final transient Accounts accounts;
    private final LogInView.Done done;
    private final PasswordField password;
    private final transient Faults faults;
    private final Div form = new Div();

    @Autowired
    NewPasswordView(Accounts accounts) {
        this(accounts, "account.page.new-password", LogInView.Done.NEW_PASSWORD);
    }

    /**
     * @param page where its words are
     * @param done what the log-in page says afterwards
     */
    NewPasswordView(Accounts accounts, String page, LogInView.Done done) {
        this.accounts = accounts;
        this.done = done;
        password = new PasswordField(texts.get(page + ".field"));
        faults = new Faults().at("password", password);
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setRequiredIndicatorVisible(true);
        password.setHelperText(texts.get("account.page.password.rules"));
        password.setAutofocus(true);
        form.addClassName("public-form-fields");
        form.add(password, primary(texts.get(page + ".submit"), form, this::submit));
        show(
                texts.get(page),
                texts.get(page + ".text"),
                form,
                links(link("account.page.forgotten.back", LogInView.class)));
    }

    private void submit() {
        clearNotice();
        String chosen = password.getValue();
        password.clear();
        switch (accounts.reset(token(), chosen, address())) {
            case Outcome.Done ignored -> goOn(done);
            case Outcome.Invalid(List<FieldFault> wrong) -> faults.show(wrong);
            case Outcome.TokenInvalid ignored -> refuse();
            case Outcome.TooMany(var wait) -> tellTooMany(wait);
        }
    }

    @Override
    void refuse() {
        refuse(texts.get("account.page.new-password.invalid"));
        form.removeAll();
        form.add(link("account.page.new-password.again", ForgottenPasswordView.class));
    }
}
