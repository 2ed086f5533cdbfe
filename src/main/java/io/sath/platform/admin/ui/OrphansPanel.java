package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.orchestration.FleetActs;
import io.sath.platform.orchestration.FleetView.Orphan;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Confirmation;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.Toast;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs and nobody wants; it is there only while there is some. */
class OrphansPanel extends Panel {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient FleetActs acts;
    private final transient Caller caller;
    private final Runnable acted;
    private transient List<Shown> shown = List.of();

    OrphansPanel(FleetActs acts, Caller caller, Runnable acted) {
        super(Messages.current().get("admin.orphans"));
        this.acts = acts;
        this.caller = caller;
        this.acted = acted;
        setId("orphans");
        setVisible(false);
    }

    private record Shown(
            BotId bot,
            @Nullable String node,
            Instant since,
            @Nullable Instant ordered,
            @Nullable Instant ended) {}

    void show(List<Orphan> orphans) {
        List<Shown> now =
                orphans.stream()
                        .map(one ->
                                new Shown(
                                        one.bot(),
                                        one.node(),
                                        one.startedAt() == null
                                                ? one.firstSeenAt()
                                                : one.startedAt(),
                                        one.stopOrderedAt(),
                                        one.endedAt()))
                        .toList();
        setVisible(!now.isEmpty());
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        Paragraph what = new Paragraph(texts.get("admin.orphans.what"));
        what.addClassName("help");
        Div rows = new Div();
        rows.addClassName("orphans");
        now.forEach(one -> rows.add(row(one)));
        show(what, rows);
    }

    private Component row(Shown one) {
        Span id = new Span(one.bot().value());
        id.addClassNames("mono", "strong");
        Span where =
                new Span(
                        texts.get(
                                "admin.orphans.where",
                                one.node() == null ? "–" : one.node(),
                                formats.dateTime(one.since())));
        where.addClassName("help");
        Div row = new Div(id, where);
        row.addClassName("orphan");
        if (one.ended() != null) {
            row.add(
                    new Chip(
                            Lucide.CIRCLE_CHECK,
                            texts.get("admin.orphans.ended", formats.time(one.ended()))));
        } else if (one.ordered() != null) {
            row.add(new Chip(Lucide.LOADER, texts.get("admin.orphans.ordered")));
        } else {
            Button stop =
                    new Button(texts.get("admin.orphans.stop"), click -> ask(one.bot()).open());
            stop.addThemeVariants(ButtonVariant.SMALL);
            stop.setAriaLabel(texts.get("admin.orphans.stop.this", one.bot().value()));
            row.add(stop);
        }
        return row;
    }

    private Confirmation ask(BotId bot) {
        return new Confirmation(
                        texts.get("admin.orphans.question", bot.value()),
                        texts.get("admin.orphans.confirm"),
                        true,
                        () -> {
                            acts.stopOrphan(caller, bot);
                            Toast.done(texts.get("admin.orphans.done", bot.value()));
                            acted.run();
                        })
                .with(new Paragraph(texts.get("admin.orphans.question.what")));
    }
}
