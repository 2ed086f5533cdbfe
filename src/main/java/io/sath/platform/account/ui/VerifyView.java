package io.sath.platform.account.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.AccountNavigation;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.Outcome;
import io.sath.platform.ui.PublicLayout;

/** Confirms an e-mail. */
@Route(value = AccountNavigation.VERIFY, layout = PublicLayout.class)
@AnonymousAllowed
class VerifyView extends MailedTokenPage {
    private static final long serialVersionUID = 1L;

    private final transient Accounts accounts;
    private final Button confirm;

    VerifyView(Accounts accounts) {
        this.accounts = accounts;
        Div form = new Div();
        confirm = primary(texts.get("account.page.verify.submit"), form, this::submit);
        confirm.setAutofocus(true);
        form.add(confirm);
        form.addClassName("public-form-fields");
        show(
                texts.get("account.page.verify"),
                texts.get("account.page.verify.text"),
                form,
                links(link("account.page.log-in.submit", LogInView.class)));
    }

    private void submit() {
        switch (accounts.verify(token(), address())) {
            case Outcome.Done ignored -> goOn(LogInView.Done.VERIFIED);
            case Outcome.TokenInvalid ignored -> refuse();
            case Outcome.TooMany(var wait) -> tellTooMany(wait);
        }
    }

    @Override
    void refuse() {
        refuse(texts.get("account.page.verify.invalid"));
        confirm.setVisible(false);
    }
}
