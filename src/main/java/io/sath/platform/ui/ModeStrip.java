package io.sath.platform.ui;

import com.vaadin.flow.component.UI;
import org.jspecify.annotations.Nullable;

/** The strip across the top of the page: hatched for paper, solid magenta for real money. */
public final class ModeStrip {
    /** What it shows. */
    public enum Mode {
        PAPER,
        LIVE
    }

    private final UI ui;
    private @Nullable Mode shown;

    ModeStrip(UI ui) {
        this.ui = ui;
        set("");
    }

    /** Shows the mode; null shows no strip. */
    public void show(@Nullable Mode mode) {
        if (mode != shown) {
            shown = mode;
            set(mode == null ? "" : mode.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private void set(String word) {
        ui.getPage().executeJs("document.body.dataset.mode = $0", word);
    }
}
