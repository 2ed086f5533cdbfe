package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** Names with their values, one a row. */
public final class Facts extends DescriptionList {
    private static final long serialVersionUID = 1L;

    public Facts() {
        addClassName("facts");
    }

    public Facts row(String name, String value) {
        return row(name, new Span(value));
    }

    public Facts row(String name, Component value) {
        add(new Div(new Term(name), new Description(value)));
        return this;
    }

    /** A row that sums up those above it. */
    public Facts sum(String name, Component value) {
        Div row = new Div(new Term(name), new Description(value));
        row.addClassName("sum");
        add(row);
        return this;
    }
}
