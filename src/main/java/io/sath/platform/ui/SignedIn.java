package io.sath.platform.ui;

import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import java.util.List;

/** SPI: what the shell asks of the module that knows people. */
public interface SignedIn {
    /** Who the caller is; asked once a page load. */
    Person person(Caller caller);

    /** The caller's workspaces, the one they are in among them. */
    List<Workspace> workspaces(Caller caller);

    /** Makes the page's session act in another of the caller's workspaces from now on. */
    void enter(Caller caller, TenantId tenant);

    /** Ends the page's session. The shell leads to the log-in page. */
    void logOut();
}
