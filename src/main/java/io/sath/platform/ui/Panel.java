package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.card.Card;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;

/** A card with a title, what belongs beside it, and a body. */
public final class Panel extends Card {
    private static final long serialVersionUID = 1L;

    private final Div body = new Div();

    /** A panel without a visible title; {@link #setAriaLabel} then names it. */
    public Panel() {
        addClassName("panel");
        body.addClassName("panel-body");
        super.add(body);
    }

    public Panel(String title) {
        this();
        H2 heading = new H2(title);
        heading.addClassName("panel-title");
        setTitle(heading);
    }

    /** With these beside the title, at the far end. */
    public Panel beside(Component... parts) {
        Div suffix = new Div(parts);
        suffix.addClassName("panel-beside");
        setHeaderSuffix(suffix);
        return this;
    }

    /** With these in its body. */
    public Panel with(Component... parts) {
        body.add(parts);
        return this;
    }

    /** With only these in its body. */
    public void show(Component... parts) {
        body.removeAll();
        body.add(parts);
    }
}
