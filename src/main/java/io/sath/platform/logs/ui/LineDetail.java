package io.sath.platform.logs.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Aside;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LogConsole;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Pill;
import io.sath.platform.ui.Tone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line in full. */
final class LineDetail extends Aside {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();

    LineDetail() {
        addClassName("line-detail");
        setVisible(false);
    }

    void show(LogConsole.@Nullable Line line) {
        removeAll();
        setVisible(line != null);
        if (line == null) {
            return;
        }
        Pill level = new Pill();
        level.show(
                tone(line.level()),
                icon(line.level()),
                texts.get("logs.level." + line.level()),
                "");
        Button close = new Button(Lucide.X.svg(), click -> show(null));
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(texts.get("ui.close"));
        Div head = new Div(level, close);
        head.addClassNames("row", "between");
        Span message = new Span(line.text());
        message.addClassNames("mono", "line-message");
        Facts facts =
                new Facts()
                        .row(
                                texts.get("logs.detail.at"),
                                formats.exactDateTime(Instant.ofEpochMilli((long) line.ms())))
                        .row(texts.get("logs.detail.zone"), formats.zone().getId())
                        .row(texts.get("logs.detail.source"), line.source());
        if (!line.code().isEmpty()) {
            Span code = new Span(line.code());
            code.addClassName("mono");
            facts.row(texts.get("logs.detail.code"), code);
        }
        add(head, message, facts);
    }

    private static Tone tone(String level) {
        return switch (level) {
            case "error" -> Tone.ERR;
            case "warn" -> Tone.WARN;
            default -> Tone.QUIET;
        };
    }

    private static Lucide icon(String level) {
        return switch (level) {
            case "error" -> Lucide.CIRCLE_X;
            case "warn" -> Lucide.TRIANGLE_ALERT;
            case "debug" -> Lucide.BUG;
            default -> Lucide.INFO;
        };
    }
}
