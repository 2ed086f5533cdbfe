package io.sath.platform.ui;

import com.vaadin.flow.component.UI;

/** Whether shortcuts of a single character are on in this browser (WCAG 2.1.4). */
public final class Shortcuts {
    static final String COOKIE = "sath-keys";

    private Shortcuts() {}

    /** Whether they were on when the page was loaded, for the browser of the request at hand. */
    public static boolean on() {
        return !PageSetup.cookie(com.vaadin.flow.server.VaadinRequest.getCurrent(), COOKIE)
                .equals("off");
    }

    /** Switches them for this browser, from now on. */
    public static void set(boolean on) {
        UI.getCurrent()
                .getPage()
                .executeJs(
                        "document.documentElement.dataset.keys = $0; document.cookie = $1 + '=' + $0"
                                + " + ';path=/;max-age=31536000;samesite=lax'",
                        on ? "on" : "off",
                        COOKIE);
    }
}
