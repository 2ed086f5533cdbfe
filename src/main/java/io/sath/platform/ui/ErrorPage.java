package io.sath.platform.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;

/** A page that could not be shown: what happened, what to do, and the request's id. */
abstract class ErrorPage extends Main {
    private static final long serialVersionUID = 1L;

    void show(Lucide drawing, String title, String text) {
        Messages texts = Messages.current();
        SvgIcon icon = drawing.svg();
        Anchor home = new Anchor("", texts.get("ui.error.home"));
        Div words = new Div(icon, new H1(title), new Paragraph(text), home);
        words.addClassName("error-words");
        removeAll();
        addClassName("error-page");
        add(new Logo(), words);
        Span id = new Span(texts.get("ui.error.request", RequestIds.current()));
        id.addClassNames("mono", "request-id");
        words.add(id);
    }
}
