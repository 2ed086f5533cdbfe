package io.sath.platform.ui;

import com.vaadin.flow.component.html.Span;

/** Whether the money is real: dashes and hatching for paper, solid magenta for live. */
public final class ModeBadge extends Span {
    private static final long serialVersionUID = 1L;

    public ModeBadge(boolean live) {
        Messages texts = Messages.current();
        Span word = new Span(texts.get(live ? "ui.mode.live" : "ui.mode.paper"));
        word.addClassName("word");
        Span more = new Span(texts.get(live ? "ui.mode.live.more" : "ui.mode.paper.more"));
        more.addClassName("more");
        addClassNames("mode-badge", live ? "live" : "paper");
        add((live ? Lucide.CIRCLE_DOLLAR_SIGN : Lucide.FLASK_CONICAL).svg(), word, more);
    }
}
