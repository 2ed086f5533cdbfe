package io.sath.platform.admin.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.sath.platform.secrets.KeyIncident;
import io.sath.platform.secrets.KeyIncident.Revoked;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Faults;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Live;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.OperatorLayout;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.StepUp;
import io.sath.platform.ui.Toast;
import io.sath.platform.ui.Tone;
import jakarta.annotation.security.RolesAllowed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a leak: revoking all keys of a service or all there are, after a look at how many
 * that is, their count typed, a reason and a fresh proof of who orders it.
 */
@Route(value = "admin/key-incident", layout = OperatorLayout.class)
@RolesAllowed("SUPERADMIN")
@StyleSheet("assets/styles/admin.css")
class KeyIncidentView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(KeyIncidentView.class);
    static final int REASON = 150;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient KeyIncident incident;
    private final transient Caller caller;
    private final transient StepUp stepUp;
    private final RadioButtonGroup<Reach> reach = new RadioButtonGroup<>();
    private final Div count = new Div();
    private final TextArea reason = new TextArea();
    private final Button revoke = new Button();
    private final Div result = new Div();
    private final transient Faults faults = new Faults().at("reason", reason);

    KeyIncidentView(KeyIncident incident, CurrentCaller current, StepUp stepUp) {
        this.incident = incident;
        this.stepUp = stepUp;
        caller = current.get();
        addClassNames("page", "incident");
        result.addClassName("stack");
        add(
                new PageHeader(texts.get("admin.incident")).note(texts.get("admin.incident.note")),
                new Notice(
                        Tone.WARN,
                        Lucide.TRIANGLE_ALERT,
                        texts.get("admin.incident.what"),
                        texts.get("admin.incident.what.then")),
                form(),
                result);
        choose(Reach.ALL);
    }

    @Override
    public String getPageTitle() {
        return texts.get("admin.incident") + " · SATH";
    }

    private Panel form() {
        reach.setLabel(texts.get("admin.incident.reach"));
        reach.setItems(Reach.values());
        reach.setItemLabelGenerator(one -> texts.get(one.textKey()));
        reach.setValue(Reach.ALL);
        reach.addValueChangeListener(change -> choose(change.getValue()));
        reason.setLabel(texts.get("admin.incident.reason"));
        reason.setHelperText(texts.get("admin.incident.reason.help"));
        reason.setRequiredIndicatorVisible(true);
        reason.setManualValidation(true);
        reason.setMaxLength(REASON);
        reason.setWidthFull();
        count.addClassName("incident-count");
        count.getElement().setAttribute("role", "status");
        revoke.setPrefixComponent(Lucide.TRASH_2.svg());
        revoke.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
        revoke.setId("incident-revoke");
        revoke.addClickListener(click -> ask());
        Div foot = new Div(revoke);
        foot.addClassName("panel-foot");
        return new Panel(texts.get("admin.incident.whose")).with(reach, count, reason, foot);
    }

    private void choose(Reach chosen) {
        Revoked reached = incident.preview(caller, chosen.service());
        count.removeAll();
        Span keys = new Span(formats.count(reached.keys()));
        keys.addClassName("incident-number");
        count.add(
                keys,
                new Span(texts.get("admin.incident.reached", reached.keys(), reached.tenants())));
        revoke.setText(texts.get("admin.incident.revoke", reached.keys()));
        revoke.setEnabled(reached.keys() > 0);
    }

    private void ask() {
        faults.clear();
        String why = reason.getValue().strip();
        if (why.isEmpty()) {
            reason.setErrorMessage(texts.get("admin.incident.reason.missing"));
            reason.setInvalid(true);
            reason.focus();
            LiveRegion.alert(texts.get("admin.incident.reason.missing"));
            return;
        }
        Reach chosen = reach.getValue();
        choose(chosen);
        Revoked reached = incident.preview(caller, chosen.service());
        new TypedCountDialog(
                        texts.get("admin.incident.sure", texts.get(chosen.textKey())),
                        formats.count(reached.keys())
                                + " "
                                + texts.get(
                                        "admin.incident.reached", reached.keys(), reached.tenants())
                                + " "
                                + texts.get("admin.incident.what.then"),
                        texts.get("admin.incident.revoke", reached.keys()),
                        reached.keys(),
                        () -> stepUp.require(fresh -> revoke(fresh, chosen, why)))
                .open();
    }

    private void revoke(Caller fresh, Reach chosen, String why) {
        revoke.setEnabled(false);
        ProgressBar progress = new ProgressBar();
        progress.setIndeterminate(true);
        progress.getElement().setAttribute("aria-label", texts.get("admin.incident.running"));
        show(new Div(new Span(texts.get("admin.incident.running")), progress));
        LiveRegion.say(texts.get("admin.incident.running"));
        UI ui = UI.getCurrent();
        Thread.ofVirtual()
                .name("key-incident")
                .start(() -> {
                    try {
                        Revoked done = incident.revokeAll(fresh, chosen.service(), why);
                        Live.update(ui, () -> done(done, why));
                    } catch (Problem problem) {
                        Live.update(ui, () -> refused(problem));
                    } catch (RuntimeException failure) {
                        LOG.error("an incident's order failed", failure);
                        Live.update(ui, this::failed);
                    }
                });
    }

    private void done(Revoked done, String why) {
        reason.clear();
        choose(reach.getValue());
        String text = texts.get("admin.incident.done", done.keys(), done.tenants());
        show(
                new Notice(
                        Tone.OK,
                        Lucide.CIRCLE_CHECK,
                        text,
                        texts.get("admin.incident.done.audit", why)));
        LiveRegion.say(text);
    }

    private void refused(Problem problem) {
        result.removeAll();
        choose(reach.getValue());
        if (!faults.show(problem.errors()).isEmpty() || problem.errors().isEmpty()) {
            Toast.refused(problem);
        }
    }

    private void failed() {
        choose(reach.getValue());
        show(
                EmptyState.failed(
                        texts.get("admin.incident.failed"),
                        texts.get("admin.incident.failed.text")));
        LiveRegion.alert(texts.get("admin.incident.failed"));
    }

    private void show(com.vaadin.flow.component.Component part) {
        result.removeAll();
        result.add(part);
    }
}
