package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A passage that stands out of the page: what is so, why, and the way out. */
public final class Notice extends Div {
    private static final long serialVersionUID = 1L;

    /**
     * @param strong its first words, emphasised; empty for none
     * @param action what leads out, at the far end
     */
    public Notice(Tone tone, Lucide icon, String strong, String text, Component... action) {
        Div words = new Div();
        words.addClassName("notice-words");
        if (!strong.isEmpty()) {
            Span first = new Span(strong);
            first.addClassName("strong");
            words.add(first, new Span(" "));
        }
        words.add(new Span(text));
        addClassNames("notice", tone.word());
        add(icon.svg(), words);
        add(action);
        if (tone == Tone.ERR) {
            getElement().setAttribute("role", "alert");
        }
    }
}
