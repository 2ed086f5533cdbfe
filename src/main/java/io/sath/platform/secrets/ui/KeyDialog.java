package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.SaveOutcome;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.ui.Faults;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.StepUp;
import io.sath.platform.ui.Tone;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Takes a new key, or another value for one that is there: the service is asked about it with the
 * value in hand, and what was typed is gone from the page whatever comes of it.
 */
class KeyDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient StepUp stepUp;
    private final transient BiFunction<Caller, NewCredential, SaveOutcome> keep;
    private final transient Consumer<Credential> saved;
    private final Select<KeyService> service = new Select<>();
    private final TextField label = new TextField();
    private final KeyFieldSet fields;
    private final Div guide = new Div();
    private final Div outcome = new Div();
    private final Div progress = new Div();
    private final Button back = new Button();
    private final Button anyway = new Button();
    private final Button save = new Button();
    private final transient Faults faults = new Faults();
    private final transient List<String> addresses;

    /** For a new key. */
    KeyDialog(
            Credentials credentials,
            StepUp stepUp,
            TenantId tenant,
            KeyService suggested,
            Consumer<Credential> saved) {
        this(
                Messages.current().get("secrets.add"),
                suggested,
                stepUp,
                credentials.egressAddresses(),
                (by, key) -> credentials.save(tenant, by, key),
                saved);
    }

    /** For another value in the place of a key's. */
    KeyDialog(
            Credentials credentials,
            StepUp stepUp,
            TenantId tenant,
            Credential old,
            Consumer<Credential> saved) {
        this(
                Messages.current().get("secrets.replace.what", old.label()),
                old.service(),
                stepUp,
                credentials.egressAddresses(),
                (by, key) -> credentials.replace(tenant, by, old.id(), key),
                saved);
        service.setReadOnly(true);
        label.setValue(old.label());
    }

    private KeyDialog(
            String title,
            KeyService suggested,
            StepUp stepUp,
            List<String> addresses,
            BiFunction<Caller, NewCredential, SaveOutcome> keep,
            Consumer<Credential> saved) {
        this.stepUp = stepUp;
        this.addresses = addresses;
        this.keep = keep;
        this.saved = saved;
        fields = new KeyFieldSet(suggested);
        addClassName("key-dialog");
        setHeaderTitle(title);
        setWidth("680px");
        setCloseOnOutsideClick(false);
        service(suggested);
        label.setId("key-label");
        label.setLabel(texts.get("secrets.label"));
        label.setHelperText(texts.get("secrets.label.help"));
        label.setAutocomplete(Autocomplete.OFF);
        label.setRequiredIndicatorVisible(true);
        label.setManualValidation(true);
        label.setMaxLength(60);
        faults.at("label", label).at("venue", service).at("provider", service);
        fields.faultsAt(faults);
        Div first = new Div(service, label);
        first.addClassName("key-first");
        outcome.addClassName("key-outcome");
        progress();
        add(first, guide, fields, progress, outcome);
        footer();
        guide.add(new KeyGuide(suggested, addresses));
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                fields.clear("");
            }
        });
    }

    private void service(KeyService suggested) {
        service.setId("key-service");
        service.setLabel(texts.get("secrets.service"));
        service.setItems(KeyService.values());
        service.setItemLabelGenerator(one -> KeyWords.service(texts, one));
        service.setValue(suggested);
        service.addValueChangeListener(change -> {
            fields.choose(change.getValue());
            faults.clear();
            outcome.removeAll();
            anyway.setVisible(false);
            guide.removeAll();
            guide.add(new KeyGuide(change.getValue(), addresses));
        });
    }

    private void progress() {
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        bar.getElement().setAttribute("aria-label", texts.get("secrets.asking"));
        Span words = new Span(texts.get("secrets.asking"));
        words.addClassName("help");
        progress.addClassName("after-a-second");
        progress.add(bar, words);
        progress.setVisible(false);
    }

    private void footer() {
        back.setText(texts.get("ui.back"));
        back.addThemeVariants(ButtonVariant.TERTIARY);
        back.addClickListener(click -> close());
        anyway.setText(texts.get("secrets.save.unverified"));
        anyway.setId("key-save-unverified");
        anyway.setVisible(false);
        anyway.addClickListener(click -> stepUp.require(fresh -> submit(fresh, true)));
        save.setText(texts.get("secrets.save"));
        save.setId("key-save");
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.addClickListener(click -> stepUp.require(fresh -> submit(fresh, false)));
        save.addClickShortcut(Key.ENTER).listenOn(fields);
        getFooter().add(back, anyway, save);
    }

    private void submit(Caller by, boolean skipCheck) {
        faults.clear();
        outcome.removeAll();
        NewCredential key =
                new NewCredential(
                        service.getValue(),
                        label.getValue(),
                        fields.algorithm(),
                        fields.take(),
                        skipCheck);
        busy(true);
        Work.run(
                () -> {
                    try (key) {
                        return keep.apply(by, key);
                    }
                },
                this::done,
                () -> {
                    busy(false);
                    cleared();
                });
    }

    private void busy(boolean now) {
        progress.setVisible(now);
        save.setEnabled(!now);
        anyway.setEnabled(!now);
        back.setEnabled(!now);
        setCloseOnEsc(!now);
    }

    private void cleared() {
        fields.clear(texts.get("secrets.cleared"));
    }

    private void done(SaveOutcome result) {
        busy(false);
        switch (result) {
            case SaveOutcome.Saved(Credential key) -> {
                close();
                saved.accept(key);
            }
            case SaveOutcome.Refused(Text reason) ->
                    tell(
                            Tone.ERR,
                            Lucide.OCTAGON_X,
                            "secrets.not-saved",
                            texts.get(reason) + " " + texts.get("secrets.not-saved.discarded"));
            case SaveOutcome.Unreachable(Text reason) -> {
                anyway.setVisible(true);
                tell(
                        Tone.WARN,
                        Lucide.UNPLUG,
                        "secrets.not-saved.unreachable",
                        texts.get(reason) + " " + texts.get("secrets.not-saved.anyway"));
            }
            case SaveOutcome.Unavailable(Text reason) ->
                    tell(Tone.ERR, Lucide.UNPLUG, "secrets.not-saved", texts.get(reason));
            case SaveOutcome.Invalid(List<FieldFault> wrong) -> {
                cleared();
                String rest =
                        faults.show(wrong).stream()
                                .map(fault -> texts.get(fault.message()))
                                .collect(Collectors.joining(" "));
                if (!rest.isEmpty()) {
                    outcome.add(
                            new Notice(
                                    Tone.ERR,
                                    Lucide.OCTAGON_X,
                                    texts.get("secrets.not-saved"),
                                    rest));
                }
            }
        }
    }

    private void tell(Tone tone, Lucide icon, String strongKey, String text) {
        cleared();
        Notice notice = new Notice(tone, icon, texts.get(strongKey), text);
        outcome.add(notice);
        notice.scrollIntoView();
        LiveRegion.alert(texts.get(strongKey) + " " + text);
        fields.focus();
    }
}
