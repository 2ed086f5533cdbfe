package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A number that matters: its name, its value and what it is made of or compared with. */
public final class Metric extends Div {
    private static final long serialVersionUID = 1L;

    private final Span value = new Span();
    private final Span note = new Span();

    public Metric(String label) {
        Span name = new Span(label);
        name.addClassName("metric-label");
        value.addClassName("metric-value");
        note.addClassName("metric-note");
        addClassName("metric");
        add(name, value, note);
    }

    public Metric show(String text, String explained) {
        value.removeAll();
        value.setText(text);
        note.setText(explained);
        return this;
    }

    public Metric show(Component shown, String explained) {
        value.removeAll();
        value.add(shown);
        note.setText(explained);
        return this;
    }
}
