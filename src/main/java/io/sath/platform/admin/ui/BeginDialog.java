package io.sath.platform.admin.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.sath.platform.admin.Operations.PlannedTenant;
import io.sath.platform.orchestration.Rollouts.Version;
import io.sath.platform.shared.TenantId;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.ui.Messages;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Asks who goes first before a version is brought to the bots. */
class BeginDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    BeginDialog(
            Version version,
            Collection<PlannedTenant> tenants,
            Consumer<List<TenantId>> confirmed) {
        Messages texts = Messages.current();
        addClassName("bulk-dialog");
        setHeaderTitle(texts.get("admin.rollouts.begin.question", version.version()));
        MultiSelectComboBox<PlannedTenant> first =
                new MultiSelectComboBox<>(texts.get("admin.rollouts.first"));
        first.setId("canaries");
        first.setWidthFull();
        first.setHelperText(texts.get("admin.rollouts.first.what"));
        first.setItems(
                tenants.stream()
                        .filter(tenant -> tenant.tenant().status() == TenantStatus.ACTIVE)
                        .sorted(Comparator.comparing(tenant -> tenant.tenant().name()))
                        .toList());
        first.setItemLabelGenerator(
                tenant -> tenant.tenant().name() + " · " + BotRow.plan(tenant.plan(), texts));
        Button begin =
                new Button(
                        texts.get("admin.rollouts.begin"),
                        click -> {
                            close();
                            confirmed.accept(
                                    first.getValue().stream()
                                            .map(tenant -> tenant.tenant().id())
                                            .toList());
                        });
        begin.setId("begin-confirm");
        begin.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button(texts.get("ui.back"), click -> close()), begin);
        Div body = new Div(new Paragraph(texts.get("admin.rollouts.begin.what")), first);
        body.addClassName("stack");
        add(body);
    }
}
