package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;

/** A short text to take along, with the button that does. */
final class CopyButton extends Div {
    private static final long serialVersionUID = 1L;

    CopyButton(String text) {
        Messages texts = Messages.current();
        Span shown = new Span(text);
        shown.addClassNames("mono", "copy-text");
        Button copy = new Button(texts.get("secrets.copy"), Lucide.COPY.svg());
        copy.setAriaLabel(texts.get("secrets.copy.what", text));
        // In the browser's own click: only then may a page write to the clipboard.
        copy.getElement()
                .executeJs(
                        "this.addEventListener('click', () =>"
                                + " navigator.clipboard && navigator.clipboard.writeText($0))",
                        text);
        copy.addClickListener(click -> {
            copy.setText(texts.get("secrets.copied"));
            copy.setIcon(Lucide.CHECK.svg());
            LiveRegion.say(texts.get("secrets.copied"));
        });
        addClassName("copy");
        add(shown, copy);
    }
}
