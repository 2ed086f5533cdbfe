package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.journal.Decisions.Decision;
import io.sath.platform.journal.Decisions.Reason;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.ReasonRow;
import io.sath.platform.ui.SymbolName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was decided last, and why; also why nothing was done. */
final class DecisionsPanel extends Panel {
    private static final long serialVersionUID = 1L;

    /** Reasons of the brakes and the plan; all others are a strategy's. */
    private static final Set<String> LIMITS =
            Set.of(
                    "max-trades-per-day",
                    "daily-loss",
                    "max-drawdown",
                    "cool-down",
                    "capital",
                    "cash",
                    "max-position",
                    "exit-only",
                    "lease-over",
                    "quota");

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();

    DecisionsPanel() {
        super(Messages.current().get("dashboard.decisions"));
        addClassName("decisions-panel");
    }

    void show(List<Decision> decisions, String currency, Instant now) {
        if (decisions.isEmpty()) {
            show(
                    new EmptyState(
                            Lucide.HAND,
                            texts.get("dashboard.decisions.none"),
                            texts.get("dashboard.decisions.none.what")));
            return;
        }
        show(decisions.stream().map(one -> row(one, currency, now)).toArray(Component[]::new));
    }

    private Component row(Decision decision, String currency, Instant now) {
        String action = "dashboard.action." + decision.action();
        Div what =
                new Div(
                        new Span(
                                (texts.has(action) ? texts.get(action) : decision.action()) + " "),
                        new SymbolName(decision.symbol(), currency));
        boolean limit =
                decision.reasons().stream().map(Reason::code).anyMatch(LIMITS::contains);
        Chip who =
                limit
                        ? new Chip(Lucide.HAND, texts.get("dashboard.by.limit"))
                        : new Chip(Lucide.SQUARE_FUNCTION, texts.get("dashboard.by.rule"));
        String why =
                decision.reasons().stream()
                        .map(reason -> reason.message(formats.locale()))
                        .collect(Collectors.joining(" "));
        return new ReasonRow(formats.recent(decision.at(), now), what, who, why);
    }
}
