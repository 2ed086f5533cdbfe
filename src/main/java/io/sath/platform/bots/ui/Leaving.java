package io.sath.platform.bots.ui;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.router.BeforeLeaveEvent.ContinueNavigationAction;
import io.sath.platform.ui.Messages;

/** Asks before unsaved changes are left behind. */
final class Leaving {
    private Leaving() {}

    static void ask(ContinueNavigationAction leave, Messages texts) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(texts.get("bots.leave"));
        dialog.setText(texts.get("bots.leave.what"));
        dialog.setConfirmText(texts.get("bots.leave.confirm"));
        dialog.setConfirmButtonTheme("error tertiary");
        dialog.setCancelable(true);
        dialog.setCancelText(texts.get("bots.leave.stay"));
        dialog.addConfirmListener(e -> leave.proceed());
        dialog.addCancelListener(e -> leave.cancel());
        dialog.open();
    }
}
