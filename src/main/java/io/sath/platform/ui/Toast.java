package io.sath.platform.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import io.sath.platform.shared.Problem;
import org.jspecify.annotations.Nullable;

/** A short notice at the bottom: of the person's own action, or of an error; never of a fill. */
public final class Toast {
    private static final int DONE_MILLIS = 6_000;

    private Toast() {}

    /** What the person asked for is done. */
    public static void done(String text) {
        done(text, null, () -> {});
    }

    /** What the person asked for is done; {@code action} takes it back or leads on. */
    public static void done(String text, @Nullable String actionText, Runnable action) {
        Notification toast = toast(Lucide.CIRCLE_CHECK, "ok", text, DONE_MILLIS);
        if (actionText != null) {
            Button button =
                    new Button(
                            actionText,
                            click -> {
                                toast.close();
                                action.run();
                            });
            button.addThemeVariants(ButtonVariant.TERTIARY);
            toast.add(button);
        }
        toast.open();
        LiveRegion.say(text);
    }

    /** What the person asked for was not done, and why. */
    public static void refused(Problem problem) {
        Messages texts = Messages.current();
        refused(texts.get(problem.code().titleKey()) + ". " + texts.get(problem.detail()));
    }

    /** What the person asked for was not done, and why. */
    public static void refused(String text) {
        closable(toast(Lucide.CIRCLE_X, "err", text, 12_000)).open();
        LiveRegion.alert(text);
    }

    static void failed(String requestId) {
        Messages texts = Messages.current();
        Notification toast =
                toast(Lucide.UNPLUG, "err", texts.get("ui.error.failed", requestId), 0);
        closable(toast).open();
        LiveRegion.alert(texts.get("ui.error.failed", requestId));
    }

    private static Notification closable(Notification toast) {
        Button close = new Button(Lucide.X.svg(), click -> toast.close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setAriaLabel(Messages.current().get("ui.close"));
        toast.add(close);
        return toast;
    }

    private static Notification toast(Lucide icon, String tone, String text, int millis) {
        Notification toast = new Notification();
        toast.setPosition(Notification.Position.BOTTOM_CENTER);
        toast.setDuration(millis);
        Div row = new Div(icon.svg(), new Span(text));
        row.addClassNames("toast", tone);
        toast.add(row);
        return toast;
    }
}
