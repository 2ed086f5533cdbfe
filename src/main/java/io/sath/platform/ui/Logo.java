package io.sath.platform.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

/** The product's mark and name; it leads to the first page. */
public final class Logo extends Anchor {
    private static final long serialVersionUID = 1L;

    public Logo() {
        super("");
        Span name = new Span(Messages.current().get("ui.product"));
        addClassName("logo");
        add(new Image("assets/icons/sath.svg", ""), name);
    }
}
