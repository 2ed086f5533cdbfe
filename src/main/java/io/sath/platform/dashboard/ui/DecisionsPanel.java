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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final int MOST = 6;

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
        show(
                runs(decisions).stream()
                        .limit(MOST)
                        .map(run -> row(run, currency, now))
                        .toArray(Component[]::new));
    }

    /** The same decision for the same reason, candle after candle, is one. */
    private record Run(Decision newest, Instant since, int times) {
        boolean goesOnWith(Decision older) {
            return newest.symbol().equals(older.symbol())
                    && newest.action().equals(older.action())
                    && codes(newest).equals(codes(older));
        }

        private static List<String> codes(Decision decision) {
            return decision.reasons().stream().map(Reason::code).toList();
        }
    }

    /** Newest first, each symbol's repetitions taken together. */
    private static List<Run> runs(List<Decision> newestFirst) {
        List<Run> runs = new ArrayList<>();
        Map<String, Integer> last = new HashMap<>();
        for (Decision decision : newestFirst) {
            Integer index = last.get(decision.symbol());
            if (index != null && runs.get(index).goesOnWith(decision)) {
                Run run = runs.get(index);
                runs.set(index, new Run(run.newest(), decision.at(), run.times() + 1));
            } else {
                last.put(decision.symbol(), runs.size());
                runs.add(new Run(decision, decision.at(), 1));
            }
        }
        return runs;
    }

    private Component row(Run run, String currency, Instant now) {
        Decision decision = run.newest();
        String action = "dashboard.action." + decision.action();
        Div what =
                new Div(
                        new Span((texts.has(action) ? texts.get(action) : decision.action()) + " "),
                        new SymbolName(decision.symbol(), currency));
        boolean limit = decision.reasons().stream().map(Reason::code).anyMatch(LIMITS::contains);
        Chip who =
                limit
                        ? new Chip(Lucide.HAND, texts.get("dashboard.by.limit"))
                        : new Chip(Lucide.SQUARE_FUNCTION, texts.get("dashboard.by.rule"));
        String why =
                decision.reasons().stream()
                        .map(reason -> reason.message(formats.locale()))
                        .collect(Collectors.joining(" "));
        String often =
                run.times() == 1
                        ? ""
                        : " "
                                + texts.get(
                                        "dashboard.decisions.times",
                                        run.times(),
                                        formats.recent(run.since(), now));
        return new ReasonRow(formats.recent(decision.at(), now), what, who, why + often);
    }
}
