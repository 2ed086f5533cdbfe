package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.admin.Operations;
import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.StopOrder;
import io.sath.platform.bots.ui.StateLook;
import io.sath.platform.orchestration.FleetView.BotLine;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.ui.Confirmation;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.ModeBadge;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.Pill;
import io.sath.platform.ui.Toast;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One bot in full, with what an operator can do about it. */
class BotDetail extends Div {
    private static final long serialVersionUID = 1L;
    private static final String NONE = "–";

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Operations operations;
    private final transient Caller caller;
    private final BotId bot;
    private final Runnable acted;
    private final Pill pill = new Pill();
    private final Div mode = new Div();
    private final Paragraph reason = new Paragraph();
    private final Div facts = new Div();
    private final Button start;
    private final Button restart;
    private final Button exitOnly;
    private final Button stop;
    private final Button halt;
    private transient @Nullable FleetBot present;

    BotDetail(
            Operations operations, Caller caller, FleetBot first, Runnable close, Runnable acted) {
        this.operations = operations;
        this.caller = caller;
        this.acted = acted;
        bot = first.id();
        String name = first.tenant().isEmpty() ? bot.value() : first.tenant();
        H2 title = new H2(name);
        title.addClassName("detail-title");
        Button leave = new Button(Lucide.X.svg(), click -> close.run());
        leave.addThemeVariants(ButtonVariant.TERTIARY);
        leave.setAriaLabel(texts.get("ui.close"));
        Div head = new Div(title, leave);
        head.addClassName("detail-head");
        Div state = new Div(pill, mode);
        state.addClassName("row");
        start = button("start", Lucide.PLAY, () -> act("start", Operations::start));
        restart = button("restart", Lucide.ROTATE_CW, () -> act("restart", Operations::restart));
        exitOnly =
                button("exit-only", Lucide.LOG_OUT, () -> act("exit-only", Operations::exitOnly));
        stop = button("stop", Lucide.CIRCLE_STOP, () -> ask("stop", false, this::stopNow));
        halt =
                button(
                        "halt",
                        Lucide.OCTAGON_PAUSE,
                        () -> ask("halt", true, () -> act("halt", Operations::halt)));
        halt.addClassName("halt-button");
        Div acts = new Div(start, restart, exitOnly, stop, halt);
        acts.addClassName("detail-acts");
        Panel panel = new Panel();
        panel.setAriaLabel(name);
        panel.with(head, state, reason, acts, facts);
        addClassName("bot-detail");
        add(panel);
        show(first, Instant.EPOCH);
    }

    BotId bot() {
        return bot;
    }

    private Button button(String act, Lucide icon, Runnable action) {
        Button button =
                new Button(texts.get("admin.bot." + act), icon.svg(), click -> action.run());
        button.setId("bot-act-" + act);
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    /** Shows how it is now. */
    final void show(FleetBot fresh, Instant now) {
        BotLine line = fresh.line();
        FleetBot before = present;
        present = fresh;
        StateLook.show(
                pill,
                line.state(),
                now.equals(Instant.EPOCH)
                        ? ""
                        : formats.duration(Duration.between(line.since(), now)),
                texts);
        if (before == null || before.line().mode() != line.mode()) {
            mode.removeAll();
            mode.add(new ModeBadge(line.mode() == Mode.LIVE));
        }
        String why = BotRow.reason(fresh, texts);
        String next = BotRow.next(line, now, texts, formats);
        reason.setText(next.isEmpty() ? why : why + " " + next);
        reason.setVisible(!reason.getText().isEmpty());
        boolean crashed = line.state() == State.CRASH_LOOPING;
        start.setVisible(!line.desired() || crashed || line.state() == State.EXIT_ONLY);
        restart.setVisible(line.desired() && !crashed);
        exitOnly.setVisible(line.desired() && line.state() == State.RUNNING);
        stop.setVisible(line.desired());
        halt.setVisible(line.desired() || line.startedAt() != null || line.openPositions() > 0);
        facts.removeAll();
        facts.add(facts(fresh, now));
    }

    private Facts facts(FleetBot fresh, Instant now) {
        BotLine line = fresh.line();
        Facts all = new Facts();
        all.row(texts.get("admin.fleet.plan"), BotRow.plan(fresh.plan(), texts))
                .row(
                        texts.get("admin.fleet.desired"),
                        texts.get(line.desired() ? "admin.fleet.on" : "admin.fleet.off"))
                .row(texts.get("admin.fleet.since"), formats.exactDateTime(line.since()))
                .row(texts.get("admin.fleet.node"), mono(line.node()))
                .row(
                        texts.get("admin.fleet.started"),
                        line.startedAt() == null ? NONE : formats.exactDateTime(line.startedAt()))
                .row(
                        texts.get("admin.fleet.beat"),
                        line.beatAt() == null || now.equals(Instant.EPOCH)
                                ? BotRow.beat(line, now, texts, formats)
                                : formats.ago(Duration.between(line.beatAt(), now)))
                .row(texts.get("admin.fleet.restarts"), formats.count(line.restarts()))
                .row(texts.get("admin.fleet.positions"), formats.count(line.openPositions()))
                .row(texts.get("admin.fleet.program"), mono(line.program()));
        if (line.placement() != null) {
            all.row(texts.get("admin.fleet.placement"), line.placement());
        }
        return all.row(texts.get("admin.fleet.bot"), mono(bot.value()))
                .row(texts.get("admin.fleet.tenant-id"), mono(line.tenant().toString()));
    }

    private static Component mono(@Nullable String text) {
        Span span = new Span(text == null ? NONE : text);
        span.addClassName("mono");
        return span;
    }

    private interface Act {
        BotStatus on(Operations operations, Caller caller, BotId bot);
    }

    private void act(String word, Act act) {
        act.on(operations, caller, bot);
        Toast.done(texts.get("admin.bot." + word + ".done"));
        acted.run();
    }

    private void stopNow() {
        act("stop", (all, by, one) -> all.stop(by, one, StopOrder.CONFIGURED));
    }

    private void ask(String word, boolean sells, Runnable confirmed) {
        int open = present == null ? 0 : present.line().openPositions();
        new Confirmation(
                        texts.get("admin.bot." + word + ".question"),
                        texts.get("admin.bot." + word + ".confirm"),
                        sells,
                        confirmed)
                .with(new Paragraph(texts.get("admin.bot." + word + ".what", open)))
                .open();
    }
}
