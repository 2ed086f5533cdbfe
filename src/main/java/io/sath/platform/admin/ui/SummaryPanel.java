package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.ui.StateLook;
import io.sath.platform.orchestration.FleetView.NodeLine;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Metric;
import io.sath.platform.ui.Panel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fleet in five numbers, and its bots by state. */
class SummaryPanel extends Panel {
    private static final long serialVersionUID = 1L;

    /** What a bot of the middle plan takes; the room for bots is counted in those. */
    private static final int BOT_MEMORY_MB = 256;

    private static final int BOT_CPU_PERCENT = 25;

    private static final double WIDTH = 1000;
    private static final double LEAST = 12;
    private static final double GAP = 5;

    private static final List<State> ORDER =
            List.of(
                    State.RUNNING,
                    State.EXIT_ONLY,
                    State.STARTING,
                    State.STOPPING,
                    State.ERROR,
                    State.CRASH_LOOPING,
                    State.STOPPED);

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final Metric wanted = new Metric(texts.get("admin.fleet.wanted"));
    private final Metric beating = new Metric(texts.get("admin.fleet.beating"));
    private final Metric needing = new Metric(texts.get("admin.fleet.needing"));
    private final Metric room = new Metric(texts.get("admin.fleet.room"));
    private final Div bar = new Div();
    private final Span total = new Span();
    private final Span off = new Span();
    private transient Map<State, Long> drawn = Map.of();

    SummaryPanel() {
        setAriaLabel(texts.get("admin.fleet.summary"));
        bar.addClassName("state-share");
        bar.getElement().setAttribute("role", "img");
        Div words = new Div(total, off);
        words.addClassName("state-share-words");
        Div states = new Div(words, bar);
        states.addClassName("state-shares");
        Div all = new Div(wanted, beating, needing, room, states);
        all.addClassName("fleet-summary");
        all.getElement().setAttribute("aria-live", "off");
        with(all);
    }

    void show(FleetSnapshot fleet) {
        List<FleetBot> bots = fleet.bots();
        long on = bots.stream().filter(bot -> bot.line().desired()).count();
        long alive =
                bots.stream()
                        .filter(bot -> bot.line().desired() && bot.line().beatAt() != null)
                        .filter(bot ->
                                Need.of(bot.line(), fleet.at()) != Need.SILENT
                                        && bot.line().state() != State.ERROR
                                        && bot.line().state() != State.CRASH_LOOPING)
                        .count();
        wanted.show(formats.count(on), "");
        beating.show(formats.count(alive), "");
        needing.show(formats.count(fleet.needing()), "");
        needing.setClassName("err", fleet.needing() > 0);
        showRoom(fleet.nodes());
        Map<State, Long> byState = new EnumMap<>(State.class);
        bots.forEach(bot -> byState.merge(bot.line().state(), 1L, Long::sum));
        total.setText(texts.get("admin.fleet.total", bots.size()));
        off.setText(texts.get("admin.fleet.stopped", byState.getOrDefault(State.STOPPED, 0L)));
        if (!byState.equals(drawn)) {
            drawn = byState;
            draw();
        }
    }

    private void showRoom(List<NodeLine> nodes) {
        if (nodes.isEmpty()) {
            room.show("–", texts.get("admin.fleet.room.unknown"));
            return;
        }
        long fits =
                nodes.stream()
                        .filter(node -> node.ready() && !node.draining())
                        .mapToLong(node ->
                                Math.min(
                                        node.memoryFreeMb() / BOT_MEMORY_MB,
                                        node.cpuFreePercent() / BOT_CPU_PERCENT))
                        .sum();
        room.show(
                formats.count(fits),
                texts.get("admin.fleet.room.of", BOT_MEMORY_MB, BOT_CPU_PERCENT));
    }

    /** Each state as wide as it has bots; a lone bot is still to be seen. */
    private void draw() {
        StringBuilder parts = new StringBuilder();
        List<String> words = new ArrayList<>();
        double all = drawn.values().stream().mapToLong(Long::longValue).sum();
        double at = 0;
        for (State state : ORDER) {
            long count = drawn.getOrDefault(state, 0L);
            if (count > 0) {
                double width = Math.max(LEAST, WIDTH * count / all);
                parts.append(
                        String.format(
                                Locale.ROOT,
                                "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"9\"/>",
                                StateLook.tone(state).word(),
                                at,
                                width));
                at += width + GAP;
                words.add(StateLook.name(state, texts) + " " + formats.count(count));
            }
        }
        bar.removeAll();
        if (at > 0) {
            bar.add(
                    new Svg(
                            String.format(
                                    Locale.ROOT,
                                    "<svg viewBox=\"0 0 %.1f 9\" preserveAspectRatio=\"none\">%s</svg>",
                                    at - GAP,
                                    parts)));
        }
        bar.getElement().setAttribute("aria-label", String.join(", ", words));
        bar.getElement().setAttribute("title", String.join(", ", words));
    }
}
