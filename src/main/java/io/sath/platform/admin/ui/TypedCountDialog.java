package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Messages;

/** A question about many things at once: who confirms types how many they are. */
class TypedCountDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final TextField typed = new TextField();
    private final Paragraph consequences = new Paragraph();
    private final Button go = new Button();
    private int count;
    private final transient Runnable confirmed;

    /**
     * @param consequences what will be, in a passage
     * @param confirm what the button does, verb first
     */
    TypedCountDialog(
            String question, String consequences, String confirm, int count, Runnable confirmed) {
        this.confirmed = confirmed;
        setHeaderTitle(question);
        addClassName("asking");
        setWidth("480px");
        setRole("alertdialog");
        typed.setId("typed-count");
        typed.setAllowedCharPattern("[0-9]");
        typed.getElement().setAttribute("inputmode", "numeric");
        typed.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.OFF);
        typed.setManualValidation(true);
        typed.setWidthFull();
        typed.setAutofocus(true);
        this.consequences.setText(consequences);
        add(this.consequences, typed);
        Button back = new Button(texts.get("ui.back"), click -> close());
        back.addThemeVariants(ButtonVariant.TERTIARY);
        go.addClickListener(click -> submit());
        go.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        go.setId("typed-count-confirm");
        go.addClickShortcut(Key.ENTER).listenOn(this);
        getFooter().add(back, go);
        reach(count, confirm);
    }

    /** Puts a choice before the number. */
    final void choice(Component choice) {
        addComponentAtIndex(indexOf(typed), choice);
    }

    /** So many are meant from now on. */
    final void reach(int now, String confirm) {
        count = now;
        typed.clear();
        typed.setInvalid(false);
        typed.setLabel(texts.get("admin.typed-count", String.valueOf(now)));
        typed.setEnabled(now > 0);
        go.setText(confirm);
        go.setEnabled(now > 0);
    }

    private void submit() {
        if (typed.getValue().strip().equals(String.valueOf(count))) {
            close();
            confirmed.run();
            return;
        }
        String fault = texts.get("admin.typed-count.wrong", String.valueOf(count));
        typed.setErrorMessage(fault);
        typed.setInvalid(true);
        typed.focus();
        LiveRegion.alert(fault);
    }
}
