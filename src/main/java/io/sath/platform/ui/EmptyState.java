package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;

/** What stands where there is nothing yet: one sentence and the one next action. */
public final class EmptyState extends Div {
    private static final long serialVersionUID = 1L;

    public EmptyState(Lucide icon, String title, String text, Component... action) {
        SvgIcon drawing = icon.svg();
        Span heading = new Span(title);
        heading.addClassName("empty-title");
        addClassName("empty-state");
        add(drawing, heading, new Paragraph(text));
        add(action);
    }

    /** The same for what could not be read: what still runs, and the request's id. */
    public static EmptyState failed(String title, String text, Component... action) {
        EmptyState state = new EmptyState(Lucide.UNPLUG, title, text, action);
        Span id = new Span(Messages.current().get("ui.error.request", RequestIds.current()));
        id.addClassNames("mono", "request-id");
        state.add(id);
        state.addClassName("err");
        return state;
    }
}
