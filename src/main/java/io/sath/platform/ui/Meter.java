package io.sath.platform.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How much of a limit is used: amber from 80 %, red when it is reached. */
public final class Meter extends Div {
    private static final long serialVersionUID = 1L;

    private final Span words = new Span();
    private final Span note = new Span();
    private final ProgressBar bar = new ProgressBar();
    private final String label;

    public Meter(String label) {
        this.label = label;
        Div head = new Div(new Span(label), words);
        head.addClassName("meter-head");
        words.addClassName("meter-words");
        note.addClassName("meter-note");
        note.setVisible(false);
        addClassName("meter");
        add(head, bar, note);
    }

    /**
     * Shows the use.
     *
     * @param limit null: there is none, and the bar stays empty
     * @param text what stands beside the label, for example {@code 5.000 de 10.000}
     */
    public Meter show(BigDecimal used, @Nullable BigDecimal limit, String text) {
        BigDecimal part =
                limit == null || limit.signum() == 0
                        ? BigDecimal.ZERO
                        : used.abs().divide(limit.abs(), 4, RoundingMode.HALF_EVEN);
        bar.setValue(part.min(BigDecimal.ONE).doubleValue());
        bar.getElement().setAttribute("aria-label", label);
        bar.getElement().setAttribute("aria-valuetext", text);
        words.setText(text);
        setClassName("near", limit != null && part.compareTo(new BigDecimal("0.8")) >= 0);
        setClassName("reached", limit != null && part.compareTo(BigDecimal.ONE) >= 0);
        return this;
    }

    /** What follows from the use, or when it ends; empty for nothing. */
    public Meter note(String text) {
        note.setText(text);
        note.setVisible(!text.isEmpty());
        return this;
    }
}
