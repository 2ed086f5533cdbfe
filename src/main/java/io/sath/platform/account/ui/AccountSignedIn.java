package io.sath.platform.account.ui;

import com.vaadin.flow.server.VaadinSession;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.LogIns;
import io.sath.platform.account.Profile;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.Person;
import io.sath.platform.ui.SignedIn;
import io.sath.platform.ui.Theme;
import io.sath.platform.ui.Workspace;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells the shell who is logged in. */
@Component
class AccountSignedIn implements SignedIn {
    private final Accounts accounts;
    private final LogIns logIns;
    private final CurrentCaller current;

    AccountSignedIn(Accounts accounts, LogIns logIns, CurrentCaller current) {
        this.accounts = accounts;
        this.logIns = logIns;
        this.current = current;
    }

    @Override
    public Person person(Caller caller) {
        Profile profile = accounts.profile(caller.userId());
        return new Person(
                profile.name(),
                profile.email(),
                Locale.forLanguageTag(profile.language()),
                ZoneId.of(profile.zone()),
                Theme.of(profile.theme()));
    }

    @Override
    public List<Workspace> workspaces(Caller caller) {
        return accounts.profile(caller.userId()).tenants().stream()
                .map(one -> new Workspace(one.id(), one.name(), planName(one.plan())))
                .toList();
    }

    /** Plans are data whose code is their name in small letters: {@code pro} is Pro. */
    private static String planName(String code) {
        return code.isEmpty()
                ? code
                : code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1);
    }

    @Override
    public void enter(Caller caller, TenantId tenant) {
        logIns.enter(caller, tenant);
    }

    @Override
    public void logOut() {
        current.find().map(Caller::authId).ifPresent(logIns::end);
        VaadinSession session = VaadinSession.getCurrent();
        if (session != null && session.getSession() != null) {
            session.getSession().invalidate();
        }
    }
}
