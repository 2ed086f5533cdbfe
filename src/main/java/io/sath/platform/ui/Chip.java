package io.sath.platform.ui;

import com.vaadin.flow.component.html.Span;

/** A small quiet label: a count, a source, a setting. */
public final class Chip extends Span {
    private static final long serialVersionUID = 1L;

    public Chip(String text) {
        super(text);
        addClassName("chip");
    }

    public Chip(Lucide icon, String text) {
        add(icon.svg(), new Span(text));
        addClassName("chip");
    }

    public Chip(Tone tone, Lucide icon, String text) {
        this(icon, text);
        addClassName(tone.word());
    }
}
