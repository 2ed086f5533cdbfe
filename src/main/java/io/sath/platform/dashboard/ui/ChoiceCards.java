package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.ui.Lucide;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Large cards to choose from: one, or several up to a limit. */
final class ChoiceCards<T> extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Map<T, NativeButton> cards = new LinkedHashMap<>();
    private final transient Set<T> chosen = new LinkedHashSet<>();
    private final int most;
    private final Runnable changed;

    /**
     * @param most how many may be chosen at once; with one, another choice replaces it
     * @param changed called after each choice
     */
    ChoiceCards(String label, int most, Runnable changed) {
        this.most = most;
        this.changed = changed;
        addClassName("choices");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", label);
    }

    /** Adds a card; {@code strong} is its last line, emphasised, or null. */
    void add(T value, String title, String text, @Nullable String strong) {
        NativeButton card = new NativeButton();
        card.addClassName("choice");
        Span name = new Span(title);
        name.addClassName("strong");
        Span what = new Span(text);
        what.addClassName("help");
        Div words = new Div(name, what);
        words.addClassName("stack-tight");
        if (strong != null) {
            Span last = new Span(strong);
            last.addClassName("choice-strong");
            words.add(last);
        }
        Div mark = new Div(Lucide.CIRCLE_CHECK.svg());
        mark.addClassName("choice-mark");
        card.add(words, mark);
        card.addClickListener(click -> toggle(value));
        cards.put(value, card);
        add(card);
        draw();
    }

    /** Takes all cards and the choice away. */
    void clear() {
        removeAll();
        cards.clear();
        chosen.clear();
    }

    void choose(T value) {
        if (most == 1) {
            chosen.clear();
        }
        chosen.add(value);
        draw();
    }

    /** What is chosen, in the order of the cards. */
    List<T> inOrder() {
        return cards.keySet().stream().filter(chosen::contains).toList();
    }

    private void toggle(T value) {
        if (most == 1) {
            chosen.clear();
            chosen.add(value);
        } else if (chosen.contains(value)) {
            if (chosen.size() > 1) {
                chosen.remove(value);
            }
        } else if (chosen.size() < most) {
            chosen.add(value);
        }
        draw();
        changed.run();
    }

    private void draw() {
        cards.forEach((value, card) ->
                card.getElement()
                        .setAttribute("aria-pressed", String.valueOf(chosen.contains(value))));
    }
}
