package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** Something that was decided: when, what, who decided, and why. */
public final class ReasonRow extends Div {
    private static final long serialVersionUID = 1L;

    public ReasonRow(String time, Component what, Component who, String why) {
        Span at = new Span(time);
        at.addClassName("reason-at");
        Div head = new Div(what, who);
        head.addClassName("reason-head");
        Span because = new Span(why);
        because.addClassName("reason-why");
        Div words = new Div(head, because);
        words.addClassName("reason-words");
        addClassName("reason");
        add(at, words);
    }
}
