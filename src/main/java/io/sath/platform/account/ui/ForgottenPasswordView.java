package io.sath.platform.account.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.AccountNavigation;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.Outcome;
import io.sath.platform.mail.MailSettings;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.ui.Faults;
import io.sath.platform.ui.PublicLayout;
import io.sath.platform.ui.Tone;
import java.util.List;

/** Asks for a link to a new password; what it answers tells nothing about the e-mail. */
@Route(value = AccountNavigation.FORGOTTEN, layout = PublicLayout.class)
@AnonymousAllowed
class ForgottenPasswordView extends PublicPage {
    private static final long serialVersionUID = 1L;

    private final transient Accounts accounts;
    private final transient MailSettings mail;
    private final EmailField email = new EmailField(texts.get("account.page.email"));
    private final transient Faults faults = new Faults().at("email", email);

    ForgottenPasswordView(Accounts accounts, MailSettings mail) {
        this.accounts = accounts;
        this.mail = mail;
        email.setAutocomplete(Autocomplete.EMAIL);
        email.setRequiredIndicatorVisible(true);
        email.setManualValidation(true);
        email.setAutofocus(true);
        Div form = new Div(email);
        form.addClassName("public-form-fields");
        form.add(primary(texts.get("account.page.forgotten.submit"), form, this::submit));
        show(
                texts.get("account.page.forgotten"),
                texts.get("account.page.forgotten.text"),
                form,
                links(link("account.page.forgotten.back", LogInView.class)));
    }

    private void submit() {
        clearNotice();
        switch (accounts.forgot(email.getValue(), address())) {
            case Outcome.Accepted ignored -> sent();
            case Outcome.Invalid(List<FieldFault> wrong) -> faults.show(wrong);
            case Outcome.TooMany(var wait) -> tellTooMany(wait);
        }
    }

    private void sent() {
        show(
                texts.get("account.page.check-mail"),
                texts.get("account.page.forgotten.sent", email.getValue().strip()),
                links(link("account.page.forgotten.back", LogInView.class)));
        if (mail.smtpHost().isEmpty()) {
            tell(Tone.QUIET, texts.get("account.page.mail-files"));
        }
    }
}
