package io.sath.platform.bots.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.ConfigRevision;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Every configuration there was: when, what changed, and the way back to it. */
class RevisionsDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Bots bots;
    private final transient TenantId tenant;
    private final boolean mayRollBack;
    private final transient LongConsumer rollBack;
    private final Div list = new Div();
    private final Button more = new Button();
    private @Nullable String cursor;
    private boolean newest = true;

    RevisionsDialog(Bots bots, TenantId tenant, boolean mayRollBack, LongConsumer rollBack) {
        this.bots = bots;
        this.tenant = tenant;
        this.mayRollBack = mayRollBack;
        this.rollBack = rollBack;
        setHeaderTitle(texts.get("bots.revisions"));
        addClassName("revisions");
        list.addClassName("revision-list");
        more.setText(texts.get("bots.revisions.more"));
        more.addClickListener(click -> load());
        add(list, more);
        Button close = new Button(texts.get("ui.close"), click -> close());
        getFooter().add(close);
        load();
    }

    private void load() {
        Page<ConfigRevision> page = bots.revisions(tenant, new PageRequest(20, cursor, false));
        page.items().forEach(this::add);
        cursor = page.nextCursor();
        more.setVisible(cursor != null);
    }

    private void add(ConfigRevision revision) {
        Span number = new Span(texts.get("bots.revision", revision.revision()));
        number.addClassName("name");
        Span at = new Span(formats.dateTime(revision.at()));
        at.addClassName("quiet");
        Div words = new Div(number, at);
        words.addClassName("head");
        Div row = new Div(words);
        row.addClassName("revision");
        if (revision.by() == null) {
            row.add(new Paragraph(texts.get("bots.revisions.first")));
        }
        for (ConfigRevision.Change change : revision.changes()) {
            Div line =
                    new Div(
                            new Span(field(change.field()) + ": "),
                            struck(shown(change.old())),
                            new Span(" → " + shown(change.now())));
            line.addClassName("change");
            row.add(line);
        }
        if (newest) {
            words.add(new Chip(texts.get("bots.revisions.present")));
        } else if (mayRollBack) {
            Button back =
                    new Button(
                            texts.get("bots.revisions.roll-back"),
                            click -> {
                                close();
                                rollBack.accept(revision.revision());
                            });
            back.addThemeVariants(ButtonVariant.TERTIARY);
            back.setAriaLabel(texts.get("bots.revisions.roll-back-to", revision.revision()));
            words.add(back);
        }
        newest = false;
        list.add(row);
    }

    private static Span struck(String text) {
        Span span = new Span(text);
        span.addClassName("before");
        return span;
    }

    private String shown(@Nullable String value) {
        return value == null ? texts.get("bots.none") : value;
    }

    private String field(String path) {
        String key = "bots.field." + path;
        return texts.has(key) ? texts.get(key) : path;
    }
}
