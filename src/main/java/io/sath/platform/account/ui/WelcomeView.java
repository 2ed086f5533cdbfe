package io.sath.platform.account.ui;

import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.AccountNavigation;
import io.sath.platform.account.Accounts;
import io.sath.platform.ui.PublicLayout;

/** The first password of who was invited to a workspace. */
@Route(value = AccountNavigation.WELCOME, layout = PublicLayout.class)
@AnonymousAllowed
class WelcomeView extends NewPasswordView {
    private static final long serialVersionUID = 1L;

    WelcomeView(Accounts accounts) {
        super(accounts, "account.page.welcome", LogInView.Done.VERIFIED);
    }
}
