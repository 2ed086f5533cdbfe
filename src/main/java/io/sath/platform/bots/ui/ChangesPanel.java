package io.sath.platform.bots.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import java.util.List;

/** What a save would change: before and after, each to be undone by itself. */
class ChangesPanel extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final Chip count = new Chip("");
    private final Panel panel = new Panel(texts.get("bots.changes")).beside(count);

    ChangesPanel() {
        addClassName("changes");
        add(panel);
    }

    void show(List<Setting<?>> changed, BotConfig saved) {
        count.setText(texts.get("bots.changes.count", changed.size()));
        panel.show();
        if (changed.isEmpty()) {
            panel.with(new Paragraph(texts.get("bots.changes.none")));
        }
        changed.forEach(setting -> panel.with(row(setting, saved)));
    }

    private Div row(Setting<?> setting, BotConfig saved) {
        Span name = new Span(setting.label());
        name.addClassName("name");
        Span before = new Span(setting.before(saved));
        before.addClassName("before");
        Span arrow = new Span(" → ");
        arrow.getElement().setAttribute("aria-label", texts.get("bots.changes.becomes"));
        Span now = new Span(setting.now());
        now.addClassName("now");
        Div values = new Div(before, arrow, now);
        Button undo = new Button(texts.get("bots.changes.undo"), click -> setting.take(saved));
        undo.addThemeVariants(ButtonVariant.TERTIARY);
        undo.setAriaLabel(texts.get("bots.changes.undo-one", setting.label()));
        Div row = new Div(new Div(name, values), undo);
        row.addClassName("row");
        return row;
    }
}
