package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.orchestration.FleetActs;
import io.sath.platform.orchestration.FleetView.NodeLine;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Confirmation;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Meter;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.Toast;
import io.sath.platform.ui.Tone;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machines: what of each is taken, and the way to take one out of use. */
class NodesPanel extends Panel {
    private static final long serialVersionUID = 1L;
    private static final BigDecimal NEARLY = new BigDecimal("0.85");

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient FleetActs acts;
    private final transient Caller caller;
    private final Runnable acted;
    private transient @Nullable List<NodeLine> shown;

    NodesPanel(FleetActs acts, Caller caller, Runnable acted) {
        super(Messages.current().get("admin.nodes"));
        this.acts = acts;
        this.caller = caller;
        this.acted = acted;
        setId("nodes");
    }

    void show(List<NodeLine> nodes) {
        List<NodeLine> told = nodes.stream().map(NodesPanel::withoutTime).toList();
        if (told.equals(shown)) {
            return;
        }
        shown = told;
        if (nodes.isEmpty()) {
            show(
                    new EmptyState(
                            Lucide.SERVER,
                            texts.get("admin.nodes.none"),
                            texts.get("admin.nodes.none.what")));
            return;
        }
        Div all = new Div();
        all.addClassName("nodes");
        nodes.forEach(node -> all.add(card(node)));
        show(all);
    }

    /** That it was seen again is no reason to draw it again. */
    private static NodeLine withoutTime(NodeLine node) {
        return new NodeLine(
                node.id(),
                node.name(),
                node.ready(),
                node.draining(),
                node.drainable(),
                node.drainOrdered(),
                node.drainFault(),
                node.memoryMb(),
                node.memoryUsedMb(),
                node.cpuPercent(),
                node.cpuUsedPercent(),
                node.bots(),
                Instant.EPOCH);
    }

    private Component card(NodeLine node) {
        H3 name = new H3(node.name());
        name.addClassName("mono");
        Div head = new Div(Lucide.SERVER.svg(), name, state(node));
        head.addClassName("node-head");
        Div card = new Div(head);
        card.addClassName("node");
        card.getElement().setAttribute("role", "group");
        card.getElement().setAttribute("aria-label", node.name());
        card.add(
                new Meter(texts.get("admin.nodes.cpu"))
                        .show(
                                BigDecimal.valueOf(node.cpuUsedPercent()),
                                BigDecimal.valueOf(node.cpuPercent()),
                                texts.get(
                                        "admin.nodes.cores",
                                        cores(node.cpuUsedPercent()),
                                        cores(node.cpuPercent()))),
                new Meter(texts.get("admin.nodes.memory"))
                        .show(
                                BigDecimal.valueOf(node.memoryUsedMb()),
                                BigDecimal.valueOf(node.memoryMb()),
                                texts.get(
                                        "admin.nodes.of",
                                        megabytes(node.memoryUsedMb()),
                                        megabytes(node.memoryMb()))),
                foot(node));
        if (node.drainFault() != null) {
            Span fault = new Span(texts.get("admin.nodes.fault", node.drainFault()));
            fault.addClassNames("help", "err-text");
            card.add(fault);
        }
        return card;
    }

    private String cores(int percent) {
        return formats.exact(
                BigDecimal.valueOf(percent).movePointLeft(2).setScale(1, RoundingMode.HALF_EVEN));
    }

    private String megabytes(long mb) {
        return formats.bytes(mb * 1_000_000);
    }

    private Component foot(NodeLine node) {
        Div bots = new Div(new Span(texts.get("admin.nodes.bots", node.bots())));
        bots.addClassName("help");
        Div foot = new Div(bots);
        foot.addClassName("node-foot");
        if (node.drainable() && caller.has(Role.SUPERADMIN)) {
            boolean out = node.drainOrdered() == null ? node.draining() : node.drainOrdered();
            Button button =
                    out
                            ? new Button(texts.get("admin.nodes.use"), click -> drain(node, false))
                            : new Button(
                                    texts.get("admin.nodes.drain"), click -> askDrain(node).open());
            button.addThemeVariants(ButtonVariant.SMALL);
            button.setAriaLabel(
                    texts.get(
                            out ? "admin.nodes.use.this" : "admin.nodes.drain.this", node.name()));
            foot.add(button);
        }
        return foot;
    }

    private Chip state(NodeLine node) {
        if (node.drainOrdered() != null && node.drainOrdered() != node.draining()) {
            return new Chip(
                    Lucide.LOADER,
                    texts.get(node.drainOrdered() ? "admin.nodes.ordered" : "admin.nodes.back"));
        }
        if (node.draining()) {
            return node.bots() > 0
                    ? new Chip(Tone.WARN, Lucide.LOG_OUT, texts.get("admin.nodes.draining"))
                    : new Chip(Lucide.LOG_OUT, texts.get("admin.nodes.drained"));
        }
        if (!node.ready()) {
            return new Chip(Tone.ERR, Lucide.UNPLUG, texts.get("admin.nodes.away"));
        }
        return full(node)
                ? new Chip(Tone.WARN, Lucide.TRIANGLE_ALERT, texts.get("admin.nodes.full"))
                : new Chip(Tone.OK, Lucide.CIRCLE_CHECK, texts.get("admin.nodes.ready"));
    }

    private static boolean full(NodeLine node) {
        return beyond(node.memoryUsedMb(), node.memoryMb())
                || beyond(node.cpuUsedPercent(), node.cpuPercent());
    }

    private static boolean beyond(long used, long all) {
        return BigDecimal.valueOf(used).compareTo(NEARLY.multiply(BigDecimal.valueOf(all))) > 0;
    }

    private Confirmation askDrain(NodeLine node) {
        return new Confirmation(
                        texts.get("admin.nodes.drain.question", node.name()),
                        texts.get("admin.nodes.drain.confirm"),
                        false,
                        () -> drain(node, true))
                .with(
                        new Paragraph(texts.get("admin.nodes.drain.what", node.bots())),
                        new Paragraph(texts.get("admin.nodes.drain.back")));
    }

    private void drain(NodeLine node, boolean out) {
        acts.drain(caller, node.id(), out);
        Toast.done(texts.get(out ? "admin.nodes.drain.done" : "admin.nodes.use.done", node.name()));
        acted.run();
    }
}
