package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.shared.BotId;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.ModeBadge;
import io.sath.platform.ui.Panel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which bots the cluster has no place for, why, and since when: by reason, longest first. */
class WaitingPanel extends Panel {
    private static final long serialVersionUID = 1L;

    /** So many bots of a reason are named; the list below has all. */
    private static final int NAMED = 6;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Consumer<BotId> open;
    private final Runnable all;
    private transient @Nullable List<Waiting> shown;

    /**
     * @param open shows one of them
     * @param all lists all of them
     */
    WaitingPanel(Consumer<BotId> open, Runnable all) {
        super(Messages.current().get("admin.waiting"));
        this.open = open;
        this.all = all;
        setId("waiting");
    }

    /** A bot that waits. */
    private record Waiting(BotId bot, String tenant, boolean live, String reason, Instant since) {
        static Waiting of(FleetBot bot) {
            return new Waiting(
                    bot.id(),
                    bot.name(),
                    bot.line().mode() == Mode.LIVE,
                    String.valueOf(bot.line().placement()),
                    bot.waitsSince());
        }
    }

    void show(FleetSnapshot fleet) {
        List<Waiting> now = fleet.waiting().stream().map(Waiting::of).toList();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        if (now.isEmpty()) {
            Span none = new Span(texts.get("admin.waiting.none"));
            Div line = new Div(Lucide.CIRCLE_CHECK.svg(), none);
            line.addClassName("waiting-none");
            show(line);
            return;
        }
        Map<String, List<Waiting>> byReason = new LinkedHashMap<>();
        now.forEach(one ->
                byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>()).add(one));
        Paragraph what = new Paragraph(texts.get("admin.waiting.what"));
        what.addClassName("help");
        Div groups = new Div();
        groups.addClassName("waiting");
        byReason.forEach((reason, bots) -> groups.add(group(reason, bots, fleet.at())));
        show(what, groups);
    }

    private Component group(String reason, List<Waiting> bots, Instant now) {
        H3 why = new H3(PlacementReason.words(reason, texts));
        Span count = new Span(texts.get("admin.nodes.bots", bots.size()));
        count.addClassName("help");
        Div head = new Div(Lucide.TRIANGLE_ALERT.svg(), why, count);
        head.addClassName("waiting-head");
        Div named = new Div();
        named.addClassName("waiting-bots");
        bots.stream().limit(NAMED).forEach(one -> named.add(button(one, now)));
        if (bots.size() > NAMED) {
            NativeButton more =
                    new NativeButton(texts.get("admin.waiting.more", bots.size() - NAMED));
            more.addClickListener(click -> all.run());
            more.setId("waiting-more");
            named.add(more);
        }
        Div group = new Div(head, named);
        group.addClassName("waiting-group");
        if (!why.getText().contains(reason)) {
            Span own = new Span(texts.get("admin.waiting.own", reason));
            own.addClassNames("caption", "waiting-own");
            group.add(own);
        }
        return group;
    }

    private NativeButton button(Waiting one, Instant now) {
        Span name = new Span(one.tenant());
        name.addClassName("strong");
        Span since = new Span(texts.get("admin.waiting.since", formats.recent(one.since(), now)));
        since.addClassName("help");
        NativeButton button = new NativeButton();
        if (one.live()) {
            button.add(new ModeBadge(true));
        }
        button.add(name, since);
        button.addClickListener(click -> open.accept(one.bot()));
        return button;
    }
}
