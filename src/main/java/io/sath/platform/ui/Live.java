package io.sath.platform.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import java.util.concurrent.Future;

/** Changes a page from outside its own requests. */
public final class Live {
    private Live() {}

    /** Runs the change with the page's lock and pushes it; does nothing where the page is gone. */
    public static void update(UI ui, Command change) {
        try {
            Future<?> ignored = ui.access(change);
        } catch (UIDetachedException gone) {
            // Its subscription ends in onDetach; this one came in between.
            return;
        }
    }
}
