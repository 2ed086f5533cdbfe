package io.sath.platform.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.AccountNavigation;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.NewAccount;
import io.sath.platform.account.Outcome;
import io.sath.platform.mail.MailSettings;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.ui.Faults;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.PublicLayout;
import io.sath.platform.ui.Tone;
import java.util.List;

/** Sign-up, and then where to find the mail; both the same whether or not the e-mail is known. */
@Route(value = AccountNavigation.SIGN_UP, layout = PublicLayout.class)
@AnonymousAllowed
class SignUpView extends PublicPage {
    private static final long serialVersionUID = 1L;

    private final transient Accounts accounts;
    private final transient MailSettings mail;
    private final TextField name = new TextField(texts.get("account.page.name"));
    private final EmailField email = new EmailField(texts.get("account.page.email"));
    private final PasswordField password = new PasswordField(texts.get("account.page.password"));
    private final transient Faults faults =
            new Faults().at("name", name).at("email", email).at("password", password);

    SignUpView(Accounts accounts, MailSettings mail) {
        this.accounts = accounts;
        this.mail = mail;
        name.setAutocomplete(Autocomplete.NAME);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        email.setAutocomplete(Autocomplete.EMAIL);
        email.setRequiredIndicatorVisible(true);
        email.setManualValidation(true);
        password.setAutocomplete(Autocomplete.NEW_PASSWORD);
        password.setRequiredIndicatorVisible(true);
        password.setHelperText(texts.get("account.page.password.rules"));
        Div form = new Div(name, email, password);
        form.addClassName("public-form-fields");
        Button submit = primary(texts.get("account.page.sign-up.submit"), form, this::submit);
        form.add(submit);
        show(
                texts.get("account.page.sign-up"),
                texts.get("account.page.sign-up.text"),
                form,
                links(
                        new Span(
                                new Span(texts.get("account.page.sign-up.known") + " "),
                                link("account.page.log-in.submit", LogInView.class))));
    }

    private void submit() {
        clearNotice();
        NewAccount account =
                new NewAccount(
                        email.getValue(),
                        password.getValue(),
                        name.getValue(),
                        Formats.current().locale().getLanguage());
        // The page's state must not keep it, whatever comes of the sign-up.
        password.clear();
        switch (accounts.register(account, address())) {
            case Outcome.Accepted ignored -> checkYourMail(account.email().strip());
            case Outcome.Invalid(List<FieldFault> wrong) -> {
                faults.show(wrong);
                if (wrong.stream().noneMatch(fault -> fault.field().equals("password"))) {
                    password.setErrorMessage(texts.get("account.page.password.again"));
                    password.setInvalid(true);
                }
            }
            case Outcome.TooMany(var wait) -> tellTooMany(wait);
        }
    }

    private void checkYourMail(String address) {
        show(
                texts.get("account.page.check-mail"),
                texts.get("account.page.check-mail.text", address),
                links(link("account.page.check-mail.log-in", LogInView.class)));
        if (mail.smtpHost().isEmpty()) {
            tell(Tone.QUIET, texts.get("account.page.mail-files"));
        }
    }
}
