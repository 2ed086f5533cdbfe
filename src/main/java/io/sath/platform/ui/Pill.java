package io.sath.platform.ui;

import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** A state in a word, with its icon and, where it says more, since when. */
public final class Pill extends Span {
    private static final long serialVersionUID = 1L;

    private final Span word = new Span();
    private final Span more = new Span();

    public Pill() {
        word.addClassName("word");
        more.addClassName("more");
        addClassName("pill");
    }

    /** Shows a state; null for an icon shows the dot of what runs. */
    public void show(Tone tone, @Nullable Lucide icon, String text, String detail) {
        for (Tone other : Tone.values()) {
            setClassName(other.word(), other == tone);
        }
        removeAll();
        if (icon == null) {
            Span dot = new Span();
            dot.addClassName("dot");
            add(dot);
        } else {
            add(icon.svg());
        }
        word.setText(text);
        more.setText(detail);
        more.setVisible(!detail.isEmpty());
        add(word, more);
    }
}
