package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where a position's price stands between its stop and its target, with the entry marked. */
@Tag("sath-range")
@JsModule("./sath-range.ts")
public final class RangeBar extends Component implements HasSize, HasStyle, HasAriaLabel {
    private static final long serialVersionUID = 1L;

    public RangeBar() {
        getElement().setAttribute("role", "img");
    }

    /** Shows the prices; a stop or target that is not set is null. */
    public void show(
            @Nullable BigDecimal stop,
            BigDecimal entry,
            @Nullable BigDecimal now,
            @Nullable BigDecimal target) {
        set("stop", stop);
        set("target", target);
        set("entry", entry);
        set("now", now);
    }

    private void set(String name, @Nullable BigDecimal value) {
        if (value == null) {
            getElement().removeAttribute(name);
        } else {
            getElement().setAttribute(name, value.toPlainString());
        }
    }
}
