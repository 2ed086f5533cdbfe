package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyIncident;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.shared.Role;
import io.sath.platform.support.Fixtures.Person;
import io.sath.platform.support.ViewTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@KeysTest
class KeyIncidentViewTests extends ViewTest {
    @Autowired Credentials credentials;
    @Autowired KeyIncident incident;
    @Autowired FickleStore store;

    @Override
    protected Set<Role> roles() {
        return Set.of(Role.USER, Role.ADMIN, Role.SUPERADMIN, Role.VIEWER);
    }

    @BeforeEach
    void theStoreServes() {
        store.open();
    }

    @Test
    void standsInTheOperatorsOwnFrame() {
        navigate(KeyIncidentView.class);
        List<String> labels =
                find(SideNavItem.class).all().stream().map(SideNavItem::getLabel).toList();
        assertThat(labels).contains("Revoke keys", "My workspace");
        assertThat(labels).doesNotContain("Dashboard", "Configuration");
    }

    @Test
    void isForSuperadminsAlone() {
        logIn(fixtures.caller(person(), Set.of(Role.USER, Role.ADMIN, Role.VIEWER)));
        MockVaadin.clientRoundtrip();
        open("admin/key-incident", Map.of());
        assertThat(said()).doesNotContain("What revoking does.");
    }

    @Test
    void revokesOnlyAfterTheirCountIsTyped() {
        Person one = fixtures.person();
        Credential key = stored(one);
        navigate(KeyIncidentView.class);
        choose(Reach.POLYMARKET);
        int keys =
                incident.preview(fixtures.caller(person(), roles()), KeyService.POLYMARKET).keys();
        assertThat(keys).isPositive();
        assertThat(said()).contains(String.valueOf(keys));

        press("incident-revoke");
        assertThat(find(Dialog.class).exists()).as("without a reason").isFalse();
        test(find(TextArea.class).single()).setValue("Leak at the venue");
        press("incident-revoke");
        type(String.valueOf(keys + 1));
        press("typed-count-confirm");
        assertThat(find(TextField.class).withId("typed-count").single().isInvalid()).isTrue();
        assertThat(status(one, key)).isEqualTo(Credential.Status.UNVERIFIED);

        type(String.valueOf(keys));
        press("typed-count-confirm");
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> {
                    MockVaadin.clientRoundtrip();
                    assertThat(said()).anyMatch(text -> text.contains("revoked of"));
                });
        assertThat(said()).contains("The audit trail says: Leak at the venue");
        assertThat(status(one, key)).isEqualTo(Credential.Status.FAILED);
        assertThat(find(Button.class).withId("incident-revoke").single().isEnabled()).isFalse();
    }

    private Credential.Status status(Person of, Credential key) {
        return credentials.find(of.tenant(), key.id()).orElseThrow().status();
    }

    @SuppressWarnings("unchecked")
    private void choose(Reach reach) {
        ((RadioButtonGroup<Reach>) find(RadioButtonGroup.class).single()).setValue(reach);
    }

    private void type(String count) {
        test(find(TextField.class).withId("typed-count").single()).setValue(count);
    }

    private void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    private Credential stored(Person of) {
        return credentials
                .save(
                        of.tenant(),
                        fixtures.owner(of),
                        new NewCredential(
                                KeyService.POLYMARKET,
                                "Wallet",
                                null,
                                Map.of(
                                        "walletKey",
                                        SecretValue.of("0x" + "4c0883a69102937d".repeat(4))),
                                true))
                .orThrow();
    }
}
