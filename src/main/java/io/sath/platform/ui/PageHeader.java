package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;

/** A page's name, what to know about it, and its actions at the far end. */
public final class PageHeader extends Header {
    private static final long serialVersionUID = 1L;

    private final Span note = new Span();
    private final Div actions = new Div();

    public PageHeader(String title) {
        Div words = new Div(new H1(title), note);
        words.addClassName("page-words");
        note.addClassName("page-note");
        note.setVisible(false);
        actions.addClassName("page-actions");
        addClassName("page-header");
        add(words, actions);
    }

    /** What to know about the page, in a line. */
    public PageHeader note(String text) {
        note.setText(text);
        note.setVisible(!text.isEmpty());
        return this;
    }

    public PageHeader actions(Component... parts) {
        actions.add(parts);
        return this;
    }
}
