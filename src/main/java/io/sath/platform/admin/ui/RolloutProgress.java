package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.admin.Operations.PlannedTenant;
import io.sath.platform.orchestration.Rollouts.Ring;
import io.sath.platform.orchestration.Rollouts.Rollout;
import io.sath.platform.orchestration.Rollouts.Service;
import io.sath.platform.orchestration.Rollouts.State;
import io.sath.platform.shared.TenantId;
import io.sath.platform.ui.Confirmation;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Meter;
import io.sath.platform.ui.Pill;
import io.sath.platform.ui.Tone;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The rollout under way: how far it is, how its bots fare, and the ways to hold or turn it. */
class RolloutProgress extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Rollout rollout;

    /** What an operator can do with it. */
    enum Act {
        STOP,
        GO_ON,
        TURN_BACK;

        String textKey() {
            return "admin.rollouts." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    RolloutProgress(Rollout rollout, Map<TenantId, PlannedTenant> tenants, Consumer<Act> act) {
        this.rollout = rollout;
        addClassName("rollout");
        add(head(act), rings(), progress());
        if (!rollout.canaries().isEmpty()) {
            add(canaries(tenants));
        }
        add(judgement());
    }

    private Component head(Consumer<Act> act) {
        boolean runs = rollout.state() == State.RUNNING;
        Pill pill = new Pill();
        pill.show(
                runs ? Tone.BUSY : Tone.WARN,
                runs ? Lucide.LOADER : Lucide.CIRCLE_PAUSE,
                texts.get(runs ? "admin.rollouts.running" : "admin.rollouts.stopped"),
                "");
        Span way = new Span(way(rollout));
        way.addClassNames("mono", "strong");
        Div acts = new Div();
        acts.addClassName("rollout-acts");
        acts.add(
                runs
                        ? button(Act.STOP, Lucide.CIRCLE_PAUSE, () -> act.accept(Act.STOP))
                        : button(Act.GO_ON, Lucide.CIRCLE_PLAY, () -> act.accept(Act.GO_ON)),
                button(Act.TURN_BACK, Lucide.UNDO_2, () -> askBack(act)));
        Div head = new Div(way, pill, acts);
        head.addClassName("rollout-head");
        return head;
    }

    static String way(Rollout rollout) {
        return BotRow.shortened(rollout.from()) + " → " + BotRow.shortened(rollout.to());
    }

    private Button button(Act act, Lucide icon, Runnable action) {
        Button button = new Button(texts.get(act.textKey()), icon.svg(), click -> action.run());
        button.setId("rollout-" + act.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return button;
    }

    private void askBack(Consumer<Act> act) {
        new Confirmation(
                        texts.get("admin.rollouts.turn-back.question"),
                        texts.get("admin.rollouts.turn-back"),
                        false,
                        () -> act.accept(Act.TURN_BACK))
                .with(new Paragraph(texts.get("admin.rollouts.turn-back.what", rollout.moved())))
                .open();
    }

    private Component rings() {
        OrderedList rings = new OrderedList();
        rings.addClassName("rings");
        for (Ring ring : Ring.values()) {
            if (ring == Ring.CANARY && rollout.canaries().isEmpty()) {
                continue;
            }
            ListItem item = new ListItem();
            boolean done = ring.ordinal() < rollout.ring().ordinal();
            boolean here = ring == rollout.ring();
            item.setClassName("done", done);
            item.setClassName("present", here);
            if (here) {
                item.getElement().setAttribute("aria-current", "step");
            }
            Span name = new Span(name(ring, texts));
            name.addClassName("strong");
            item.add(name, new Span(when(done, here)));
            rings.add(item);
        }
        return rings;
    }

    static String name(Ring ring, Messages texts) {
        return texts.get("admin.rollouts.ring." + ring.name().toLowerCase(Locale.ROOT));
    }

    private String when(boolean done, boolean here) {
        if (done) {
            return texts.get("admin.rollouts.ring.done");
        }
        if (!here) {
            return texts.get("admin.rollouts.ring.coming");
        }
        return rollout.ringEnds() == null
                ? texts.get("admin.rollouts.ring.held", formats.dateTime(rollout.ringSince()))
                : texts.get("admin.rollouts.ring.watched", formats.dateTime(rollout.ringEnds()));
    }

    private Component progress() {
        return new Meter(texts.get("admin.rollouts.moved"))
                .calm()
                .show(
                        BigDecimal.valueOf(rollout.moved()),
                        BigDecimal.valueOf(rollout.all()),
                        texts.get("admin.rollouts.moved.of", rollout.moved(), rollout.all()));
    }

    private Component canaries(Map<TenantId, PlannedTenant> tenants) {
        List<String> names =
                rollout.canaries().stream()
                        .map(id -> {
                            PlannedTenant tenant = tenants.get(id);
                            return tenant == null ? id.toString() : tenant.tenant().name();
                        })
                        .toList();
        Span line = new Span(texts.get("admin.rollouts.canaries", String.join(", ", names)));
        line.addClassName("help");
        return line;
    }

    private Component judgement() {
        return judgement(rollout, texts, formats);
    }

    /** How bots fared on both versions, side by side. */
    static Component judgement(Rollout rollout, Messages texts, Formats formats) {
        NativeTableRow head = new NativeTableRow(new NativeTableHeaderCell(""));
        for (String version : List.of(rollout.from(), rollout.to())) {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(BotRow.shortened(version));
            cell.addClassName("mono");
            head.add(cell);
        }
        NativeTableBody body =
                new NativeTableBody(
                        row(
                                texts.get("admin.rollouts.bots"),
                                formats.count(rollout.before().bots()),
                                formats.count(rollout.after().bots())),
                        row(
                                texts.get("admin.rollouts.hours"),
                                formats.count(rollout.before().hours()),
                                formats.count(rollout.after().hours())),
                        row(
                                texts.get("admin.rollouts.errors"),
                                rate(rollout.before().errors(), rollout.before(), texts, formats),
                                rate(rollout.after().errors(), rollout.after(), texts, formats)),
                        row(
                                texts.get("admin.rollouts.silences"),
                                rate(rollout.before().silences(), rollout.before(), texts, formats),
                                rate(rollout.after().silences(), rollout.after(), texts, formats)));
        NativeTable table = new NativeTable(new NativeTableHeader(head), body);
        table.addClassName("judgement");
        table.getElement().setAttribute("aria-label", texts.get("admin.rollouts.judgement"));
        return table;
    }

    private static NativeTableRow row(String name, String before, String after) {
        NativeTableHeaderCell header = new NativeTableHeaderCell(name);
        header.getElement().setAttribute("scope", "row");
        return new NativeTableRow(header, new NativeTableCell(before), new NativeTableCell(after));
    }

    /** How many, and how many in a hundred hours where there are enough hours to say. */
    private static String rate(long count, Service on, Messages texts, Formats formats) {
        if (on.hours() == 0) {
            return formats.count(count);
        }
        BigDecimal rate =
                BigDecimal.valueOf(count)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(on.hours()), 1, RoundingMode.HALF_EVEN);
        return texts.get("admin.rollouts.rate", count, formats.number(rate, 1));
    }
}
