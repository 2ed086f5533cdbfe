package io.sath.platform.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;

/** Says changes of state to a screen reader: one polite region a page, errors at once. */
public final class LiveRegion {
    private final Div polite = region("polite");
    private final Div assertive = region("assertive");

    private LiveRegion() {}

    /** Says it when the reader has finished its sentence. */
    public static void say(String text) {
        region().polite.setText(text);
    }

    /** Says it at once: an error, or a stop. */
    public static void alert(String text) {
        region().assertive.setText(text);
    }

    private static LiveRegion region() {
        UI ui = UI.getCurrent();
        LiveRegion region = ComponentUtil.getData(ui, LiveRegion.class);
        if (region == null) {
            region = new LiveRegion();
            ComponentUtil.setData(ui, LiveRegion.class, region);
            ui.add(region.polite, region.assertive);
        }
        return region;
    }

    private static Div region(String politeness) {
        Div region = new Div();
        region.addClassName("only-read-aloud");
        region.getElement().setAttribute("aria-live", politeness);
        return region;
    }
}
