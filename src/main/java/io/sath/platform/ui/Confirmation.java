package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** A question before something that cannot be taken back, with the milder way beside it. */
public final class Confirmation extends ConfirmDialog {
    private static final long serialVersionUID = 1L;

    /**
     * @param confirm what the button does, verb first
     * @param destructive whether something is lost or sold
     */
    public Confirmation(String question, String confirm, boolean destructive, Runnable confirmed) {
        Messages texts = Messages.current();
        setHeader(question);
        setCancelable(true);
        setCancelText(texts.get("ui.back"));
        setConfirmText(confirm);
        setConfirmButtonTheme(destructive ? "primary error" : "primary");
        addClassName("confirmation");
        addConfirmListener(event -> confirmed.run());
    }

    public Confirmation with(Component... parts) {
        add(parts);
        return this;
    }
}
