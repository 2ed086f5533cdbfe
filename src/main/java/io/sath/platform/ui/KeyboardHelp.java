package io.sath.platform.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** The list of shortcuts, opened by {@code ?}. */
final class KeyboardHelp extends NativeButton {
    private static final long serialVersionUID = 1L;

    private final transient List<NavigationEntry> entries;

    KeyboardHelp(List<NavigationEntry> entries) {
        this.entries = entries;
        setText(Messages.current().get("ui.keys"));
        addClassName("key-target");
        getElement().setAttribute("data-key", "help");
        getElement().setAttribute("tabindex", "-1");
        getElement().setAttribute("aria-hidden", "true");
        addClickListener(click -> show());
        ComponentUtil.setData(UI.getCurrent(), KeyboardHelp.class, this);
    }

    /** Opens the list of the page at hand. */
    static void open() {
        KeyboardHelp help = ComponentUtil.getData(UI.getCurrent(), KeyboardHelp.class);
        if (help != null) {
            help.show();
        }
    }

    private void show() {
        Messages texts = Messages.current();
        Facts keys = new Facts();
        keys.addClassName("keys");
        for (NavigationEntry entry : entries) {
            if (entry.key() != null) {
                keys.row(texts.get(entry.textKey()), keys("g", entry.key().toString()));
            }
        }
        keys.row(texts.get("ui.keys.search"), keys("/"))
                .row(texts.get("ui.keys.pause"), keys(texts.get("ui.keys.space")))
                .row(texts.get("ui.keys.rows"), keys("↑", "↓", "Enter", "Esc"))
                .row(texts.get("ui.keys.save"), keys("Ctrl", "S"))
                .row(texts.get("ui.keys.halt"), keys("Ctrl", texts.get("ui.keys.shift"), "."))
                .row(texts.get("ui.keys.help"), keys("?"));
        Dialog dialog = new Dialog(texts.get("ui.keys"));
        dialog.add(keys);
        Button close = new Button(texts.get("ui.close"), click -> dialog.close());
        dialog.getFooter().add(close);
        dialog.open();
    }

    private static Div keys(String... names) {
        Div all = new Div();
        all.addClassName("key-names");
        for (String name : names) {
            Span key = new Span(name);
            key.addClassName("kbd");
            all.add(key);
        }
        return all;
    }
}
