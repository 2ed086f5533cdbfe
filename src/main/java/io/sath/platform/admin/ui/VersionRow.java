package io.sath.platform.admin.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.orchestration.Rollouts.Version;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Tone;

/** A version that is known, and the way to bring it to the bots. */
class VersionRow extends Div {
    private static final long serialVersionUID = 1L;

    VersionRow(Version version, boolean startable, Runnable start) {
        Messages texts = Messages.current();
        Span name = new Span(version.version());
        name.addClassNames("mono", "strong");
        Span what =
                new Span(
                        texts.get(
                                "admin.rollouts.version",
                                Formats.current().dateTime(version.seenAt()),
                                version.bots()));
        what.addClassName("help");
        addClassName("orphan");
        add(name, what);
        if (version.current()) {
            add(new Chip(Tone.OK, Lucide.CIRCLE_CHECK, texts.get("admin.rollouts.current")));
        } else if (startable) {
            Button button = new Button(texts.get("admin.rollouts.begin"), click -> start.run());
            button.addThemeVariants(ButtonVariant.SMALL);
            button.setAriaLabel(texts.get("admin.rollouts.begin.this", version.version()));
            button.setId("begin-" + version.version());
            add(button);
        }
    }
}
