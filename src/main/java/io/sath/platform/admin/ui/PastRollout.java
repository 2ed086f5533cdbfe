package io.sath.platform.admin.ui;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.orchestration.Rollouts.Rollout;
import io.sath.platform.orchestration.Rollouts.State;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Tone;

/** A rollout that is over: how it ended, why, and how its bots fared. */
class PastRollout extends Div {
    private static final long serialVersionUID = 1L;

    PastRollout(Rollout rollout) {
        Messages texts = Messages.current();
        Formats formats = Formats.current();
        Span way = new Span(RolloutProgress.way(rollout));
        way.addClassNames("mono", "strong");
        Span when =
                new Span(
                        rollout.endedAt() == null
                                ? formats.dateTime(rollout.startedAt())
                                : texts.get(
                                        "admin.rollouts.from-to",
                                        formats.dateTime(rollout.startedAt()),
                                        formats.dateTime(rollout.endedAt())));
        when.addClassName("help");
        boolean done = rollout.state() == State.DONE;
        Chip end =
                done
                        ? new Chip(
                                Tone.OK, Lucide.CIRCLE_CHECK, texts.get("admin.rollouts.is-done"))
                        : new Chip(
                                Tone.WARN,
                                Lucide.UNDO_2,
                                texts.get(
                                        "admin.rollouts.is-back",
                                        RolloutProgress.name(rollout.ring(), texts)));
        Div head = new Div(way, when, end);
        head.addClassName("orphan");
        add(head);
        if (rollout.reason() != null) {
            Span reason = new Span(texts.get(rollout.reason()));
            reason.addClassName("rollout-reason");
            add(reason);
        }
        add(
                new Details(
                        texts.get("admin.rollouts.judgement"),
                        RolloutProgress.judgement(rollout, texts, formats)));
        addClassName("past-rollout");
    }
}
