package io.sath.platform.account.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import io.sath.platform.account.Proof;
import io.sath.platform.shared.Caller;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Messages;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks for the password; it is gone from the page before it is looked at. */
class StepUpDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Function<String, Proof> prove;
    private final transient Consumer<Caller> then;
    private final PasswordField password = new PasswordField(texts.get("account.page.password"));

    /**
     * @param prove looks at what the person typed
     * @param then what they proved it for
     */
    StepUpDialog(Function<String, Proof> prove, Consumer<Caller> then) {
        this.prove = prove;
        this.then = then;
        addClassNames("step-up", "asking");
        setHeaderTitle(texts.get("account.step-up"));
        setWidth("420px");
        password.setId("step-up-password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setRequiredIndicatorVisible(true);
        password.setManualValidation(true);
        password.setAutofocus(true);
        password.setWidthFull();
        Paragraph why = new Paragraph(texts.get("account.step-up.why"));
        why.addClassName("quiet");
        add(why, password);
        Button back = new Button(texts.get("ui.back"), click -> close());
        back.addThemeVariants(ButtonVariant.TERTIARY);
        Button confirm = new Button(texts.get("account.step-up.confirm"), click -> submit());
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.setId("step-up-confirm");
        confirm.addClickShortcut(Key.ENTER).listenOn(this);
        getFooter().add(back, confirm);
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                password.clear();
            } else {
                password.focus();
            }
        });
    }

    private void submit() {
        String typed = password.getValue();
        password.clear();
        if (typed.isEmpty()) {
            fault(texts.get("account.fault.required"));
            return;
        }
        switch (prove.apply(typed)) {
            case Proof.Done(Caller fresh) -> {
                close();
                then.accept(fresh);
            }
            case Proof.Wrong() -> fault(texts.get("account.step-up.wrong"));
            case Proof.TooMany(var wait) ->
                    fault(
                            texts.get(
                                    "account.page.too-many",
                                    Formats.current().duration(PublicPage.rounded(wait))));
            case Proof.Over() -> fault(texts.get("ui.error.logged-out"));
        }
    }

    private void fault(String text) {
        password.setErrorMessage(text);
        password.setInvalid(true);
        password.focus();
        LiveRegion.alert(text);
    }
}
