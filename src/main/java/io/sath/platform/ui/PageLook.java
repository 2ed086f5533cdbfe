package io.sath.platform.ui;

import com.vaadin.flow.component.UI;

/** Applies to the page at hand what a person changed about its look. */
public final class PageLook {
    private PageLook() {}

    /** Makes the page light or dark at once. */
    public static void theme(Theme theme) {
        UI.getCurrent().getPage().setColorScheme(theme.scheme());
    }

    /** Makes the page anew: in another language or zone every text is another one. */
    public static void reload() {
        UI.getCurrent().getPage().reload();
    }

    /** Takes a mailed token out of the address bar and the browser's history. */
    public static void hideQuery() {
        // The client's router writes the whole address once more when it has arrived.
        UI.getCurrent()
                .getPage()
                .executeJs(
                        "const hide = () => history.replaceState(history.state, '', location.pathname);"
                                + "addEventListener('vaadin-router-location-changed',"
                                + " () => setTimeout(hide), {once: true});"
                                + "hide(); setTimeout(hide, 1000);");
    }
}
