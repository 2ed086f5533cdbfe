package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.journal.Positions;
import io.sath.platform.journal.Positions.Position;
import io.sath.platform.shared.Caller;
import io.sath.platform.ui.Confirmation;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.SignedAmount;
import io.sath.platform.ui.SymbolName;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What a person does with their bot, from the bar and from the pages. */
@Component
class BotActions {
    private final Bots bots;
    private final Positions positions;

    BotActions(Bots bots, Positions positions) {
        this.bots = bots;
        this.positions = positions;
    }

    /** The acts, each with the word by which its result is said aloud. */
    enum Act {
        START("start"),
        SOFT_STOP("soft-stop"),
        STOP("stop"),
        RESTART("restart"),
        HALT("halt");

        private final String word;

        Act(String word) {
            this.word = word;
        }

        String textKey() {
            return "dashboard.act." + word;
        }
    }

    /** Does it at once; {@code then} gets the status that follows. */
    void act(Act act, Caller caller, Consumer<BotStatus> then) {
        BiFunction<Bots, Caller, BotStatus> doing =
                switch (act) {
                    case START -> (all, by) -> all.start(by.tenantId(), by);
                    case SOFT_STOP -> (all, by) -> all.exitOnly(by.tenantId(), by);
                    case STOP -> (all, by) -> all.stop(by.tenantId(), by, null);
                    case RESTART -> (all, by) -> all.restart(by.tenantId(), by);
                    case HALT -> (all, by) -> all.halt(by.tenantId(), by);
                };
        then.accept(doing.apply(bots, caller));
        LiveRegion.say(Messages.current().get(act.textKey() + ".said"));
    }

    /** Asks before positions are sold; the milder way stands beside it. */
    void askHalt(Caller caller, Consumer<BotStatus> then) {
        Messages texts = Messages.current();
        List<Position> open = positions.open(caller.tenantId());
        Confirmation dialog =
                new Confirmation(
                        texts.get("dashboard.halt.question"),
                        texts.get("dashboard.halt.confirm", open.size()),
                        true,
                        () -> act(Act.HALT, caller, then));
        Span prefer =
                new Span(texts.get(open.isEmpty() ? "dashboard.halt.flat" : "dashboard.halt.note"));
        Button milder =
                new Button(
                        texts.get("dashboard.halt.milder"),
                        click -> {
                            dialog.close();
                            act(Act.SOFT_STOP, caller, then);
                        });
        milder.addThemeVariants(ButtonVariant.TERTIARY);
        milder.addClassName("inline-button");
        Div last = new Div(prefer, milder);
        last.addClassName("help");
        dialog.with(new Paragraph(texts.get("dashboard.halt.what")));
        if (!open.isEmpty()) {
            dialog.with(list(texts, open));
        }
        dialog.with(last);
        UI.getCurrent().add(dialog);
        dialog.open();
    }

    private static Div list(Messages texts, List<Position> open) {
        Formats formats = Formats.current();
        Div list = new Div();
        list.addClassName("confirmation-list");
        BigDecimal sum = BigDecimal.ZERO;
        for (Position position : open) {
            BigDecimal result = position.unrealizedPnl();
            sum = result == null ? sum : sum.add(result);
            String holding =
                    position.markPrice() == null
                            ? formats.exact(position.quantity())
                            : texts.get(
                                    "dashboard.halt.at",
                                    formats.exact(position.quantity()),
                                    formats.exact(position.markPrice()));
            Span how = new Span(holding);
            how.addClassName("help");
            list.add(
                    new Div(
                            new SymbolName(position.symbol(), position.currency()),
                            how,
                            result == null ? new Span("–") : SignedAmount.of(result, "")));
        }
        list.add(
                new Div(
                        new Span(texts.get("dashboard.halt.sum")),
                        SignedAmount.of(sum, open.getFirst().currency())));
        return list;
    }
}
