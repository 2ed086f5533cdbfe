package io.sath.platform.ui;

import com.vaadin.flow.component.html.Div;

/** The space of what is still being read, in its final size; it appears after 300 ms. */
public final class Skeleton extends Div {
    private static final long serialVersionUID = 1L;

    /** A block of so many lines. */
    public Skeleton(int lines) {
        addClassName("skeleton");
        getElement().setAttribute("aria-hidden", "true");
        for (int line = 0; line < lines; line++) {
            add(new Div());
        }
    }
}
