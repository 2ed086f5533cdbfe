package io.sath.platform.secrets.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.communication.UidlWriter;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.SaveResult;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyService.Kind;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.secrets.fake.ScriptedCheck;
import io.sath.platform.secrets.fake.ScriptedProbe;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.SessionText;
import io.sath.platform.support.ViewTest;
import io.sath.platform.ui.EmptyState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@KeysTest
class KeysViewTests extends ViewTest {
    private static final String KEY = "canary-key-5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju";
    private static final String SECRET =
            "canary-secret-SJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbv";

    @Autowired Credentials credentials;
    @Autowired ScriptedProbe probe;
    @Autowired ScriptedCheck check;
    @Autowired FickleStore store;
    @Autowired Bots bots;

    @BeforeEach
    void everythingServes() {
        probe.reset();
        store.open();
        check.answers(new Checked.Told(new Probed.Accepted(fine())));
    }

    @Test
    void saysWhatToDoWhileThereIsNone() {
        navigate(KeysView.class);
        assertThat(find(EmptyState.class).all()).hasSize(2);
        assertThat(said()).contains("No venue keys yet", "Add venue key", "No AI keys yet");
    }

    @Test
    void saysHonestlyThatTheEmbeddedStoreCanBeRead() {
        navigate(KeysView.class);
        assertThat(said()).anyMatch(text -> text.contains("could decrypt them"));
        assertThat(said()).noneMatch(text -> text.contains("neither you nor we"));
    }

    @Nested
    class Adding {
        @Test
        void keepsACheckedKeyAndShowsWhatIsKnownOfIt() {
            add("Binance trade", KEY, SECRET);
            shows("Binance trade");
            Credential kept = only(Kind.EXCHANGE);
            assertThat(kept.status()).isEqualTo(Credential.Status.OK);
            assertThat(said())
                    .contains("•••• y7Ju", "Binance · HMAC", "Read", "Trade", "Restricted")
                    .contains("In order");
        }

        @Test
        void putsWhatIsWrongAtItsField() {
            add("", "", SECRET);
            await().pollInSameThread()
                    .untilAsserted(() -> {
                        MockVaadin.clientRoundtrip();
                        assertThat(find(TextField.class).withId("key-label").single().isInvalid())
                                .isTrue();
                    });
            assertThat(password("key-apiKey").getErrorMessage()).contains("Is missing");
            assertThat(password("key-apiSecret").getPlaceholder())
                    .isEqualTo("Erased: paste it again");
            assertThat(credentials.list(tenant(), Kind.EXCHANGE)).isEmpty();
        }

        @Test
        void refusesAKeyThatMayWithdrawAndKeepsNothing() {
            probe.accepts(
                    new KeyFacts(
                            Set.of(KeyRight.READ, KeyRight.TRADE, KeyRight.WITHDRAW),
                            true,
                            null,
                            null,
                            List.of()));
            add("Too much", KEY, SECRET);
            saysSoon("Not saved.");
            assertThat(said()).anyMatch(text -> text.contains("may withdraw money"));
            assertThat(said()).anyMatch(text -> text.contains("erased already"));
            assertThat(password("key-apiSecret").getValue()).isEmpty();
            assertThat(credentials.list(tenant(), Kind.EXCHANGE)).isEmpty();
        }

        @Test
        void offersToSaveUncheckedWhereTheServiceCannotBeReached() {
            probe.cannotReach();
            add("Later", KEY, SECRET);
            saysSoon("Not saved: we could not ask.");
            assertThat(credentials.list(tenant(), Kind.EXCHANGE)).isEmpty();
            type("key-apiKey", KEY);
            type("key-apiSecret", SECRET);
            press("key-save-unverified");
            shows("Later");
            assertThat(only(Kind.EXCHANGE).status()).isEqualTo(Credential.Status.UNVERIFIED);
            assertThat(said()).contains("Not checked", "Saved without asking the service.");
        }

        @Test
        void saysThatTheStoreIsClosedAndKeepsNothing() {
            store.close(SecretStore.Outage.SEALED);
            add("Binance trade", KEY, SECRET);
            saysSoon("Not saved.");
            assertThat(said()).anyMatch(text -> text.contains("secret store"));
            assertThat(credentials.list(tenant(), Kind.EXCHANGE)).isEmpty();
        }

        @Test
        void warnsOfAKeyForAnyAddressWithTheAddressToCopy() {
            probe.accepts(new KeyFacts(Set.of(KeyRight.READ), false, null, null, List.of()));
            add("Open", KEY, SECRET);
            shows("Open");
            assertThat(said()).contains("Any IP", "192.0.2.7", "Copy");
            assertThat(said()).anyMatch(text -> text.contains("works from any address"));
        }

        @Test
        void asksForWhatEachServiceNeeds() {
            dialog();
            service(KeyService.POLYMARKET);
            assertThat(visible()).containsExactly("key-walletKey");
            service(KeyService.DEEPSEEK);
            assertThat(visible()).containsExactly("key-apiKey");
            service(KeyService.BINANCE);
            assertThat(visible()).containsExactly("key-apiKey", "key-apiSecret");
            find(RadioButtonGroup.class).withId("key-algorithm").single();
        }

        @Test
        void keepsAnAiKeyInItsOwnList() {
            dialog();
            service(KeyService.DEEPSEEK);
            label("Main");
            type("key-apiKey", KEY);
            press("key-save");
            shows("Main");
            assertThat(only(Kind.AI).service()).isEqualTo(KeyService.DEEPSEEK);
        }

        @Test
        void forgetsWhatWasTypedForAnotherService() {
            dialog();
            type("key-apiKey", KEY);
            service(KeyService.DEEPSEEK);
            assertThat(password("key-apiKey").getValue()).isEmpty();
        }
    }

    @Nested
    class WhatWasTyped {
        @Test
        void isNowhereAfterASaveARefusalOrGoingBack() {
            add("Binance trade", KEY, SECRET);
            shows("Binance trade");
            nowhere();

            probe.answers(
                    new Probed.Refused(
                            io.sath.platform.shared.Text.of("secrets.no-probe", "binance")));
            add("Another", KEY, SECRET);
            saysSoon("Not saved.");
            nowhere();

            type("key-apiKey", KEY);
            type("key-apiSecret", SECRET);
            assertThat(session()).as("that it would be found").contains("canary");
            test(find(Button.class).withText("Back").single()).click();
            MockVaadin.clientRoundtrip();
            nowhere();
        }

        private void nowhere() {
            UI ui = UI.getCurrent();
            assertThat(new UidlWriter().createUidl(ui, false).toString()).doesNotContain("canary");
            assertThat(session()).contains(KeysView.class.getName()).doesNotContain("canary");
        }

        private static String session() {
            UI ui = UI.getCurrent();
            String session =
                    SessionText.of(VaadinSession.getCurrent(), KeysView.class.getPackage());
            UI.setCurrent(ui);
            return session;
        }
    }

    @Nested
    class AStoredKey {
        @Test
        void isTestedAndTheResultArrivesByItself() {
            stored("Binance trade");
            CountDownLatch gate = check.waits();
            navigate(KeysView.class);
            test(find(Button.class).withText("Test").single()).click();
            assertThat(said()).contains("Checking…");
            gate.countDown();
            saysSoon("In order");
        }

        @Test
        void isReplacedUnderItsId() {
            Credential old = stored("Binance trade");
            navigate(KeysView.class);
            actions().replace(old);
            MockVaadin.clientRoundtrip();
            assertThat(find(Select.class).withId("key-service").single().isReadOnly()).isTrue();
            type("key-apiKey", "other-" + KEY.substring(0, 40) + "ZZ99");
            type("key-apiSecret", SECRET);
            press("key-save");
            saysSoon("•••• ZZ99");
            assertThat(only(Kind.EXCHANGE).id()).isEqualTo(old.id());
        }

        @Test
        void isDeletedAfterAQuestion() {
            Credential key = stored("Binance trade");
            navigate(KeysView.class);
            actions().delete(key);
            ConfirmDialog question = find(ConfirmDialog.class).single();
            assertThat(credentials.list(tenant(), Kind.EXCHANGE)).hasSize(1);
            test(question).confirm();
            saysSoon("No venue keys yet");
            assertThat(credentials.list(tenant(), Kind.EXCHANGE)).isEmpty();
        }

        @Test
        void thatABotUsesIsNotDeletedAndThePageSaysWhy() {
            Credential key = stored("Binance trade");
            BotConfig config = bots.config(tenant());
            Caller owner = fixtures.owner(person());
            assertThat(bots.save(tenant(), owner, naming(config, key), null))
                    .isInstanceOf(SaveResult.Saved.class);
            bots.start(tenant(), owner);
            navigate(KeysView.class);
            actions().delete(key);
            test(find(ConfirmDialog.class).single()).confirm();
            await().pollInSameThread()
                    .untilAsserted(() -> {
                        MockVaadin.clientRoundtrip();
                        assertThat(find(ConfirmDialog.class).all())
                                .anyMatch(dialog ->
                                        said(dialog).stream()
                                                .anyMatch(text -> text.contains("uses this key")));
                    });
            assertThat(credentials.list(tenant(), Kind.EXCHANGE)).hasSize(1);
        }

        private KeyItem.Actions actions() {
            return java.util.Objects.requireNonNull(find(KeyItem.class).single().actions());
        }
    }

    @Nested
    class WhoOnlyLooks {
        @Test
        void seesTheKeysAndWhyNothingCanBeChanged() {
            stored("Binance trade");
            become(Set.of(Role.USER, Role.VIEWER));
            navigate(KeysView.class);
            assertThat(said()).contains("Binance trade", "You can only look here.");
            assertThat(find(Button.class).withText("Test").exists()).isFalse();
            assertThat(find(Button.class).withId("keys-add").exists()).isFalse();
        }
    }

    private static BotConfig naming(BotConfig config, Credential key) {
        return new BotConfig(
                config.revision(),
                config.venue(),
                config.mode(),
                key.id().value(),
                config.symbols(),
                config.timeframes(),
                config.capital(),
                config.currency(),
                config.maxPosition(),
                config.maxTradesPerDay(),
                config.pollSeconds(),
                config.strategies(),
                config.risk(),
                config.replay(),
                config.stopPolicy());
    }

    private TenantId tenant() {
        return person().tenant();
    }

    private Credential only(Kind kind) {
        List<Credential> all = credentials.list(tenant(), kind);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Credential stored(String label) {
        return credentials
                .save(
                        tenant(),
                        fixtures.owner(person()),
                        new NewCredential(
                                KeyService.BINANCE,
                                label,
                                KeyAlgorithm.HMAC,
                                Map.of(
                                        "apiKey", SecretValue.of(KEY),
                                        "apiSecret", SecretValue.of(SECRET)),
                                false))
                .orThrow();
    }

    private void become(Set<Role> roles) {
        logIn(fixtures.caller(person(), roles));
    }

    private void dialog() {
        navigate(KeysView.class);
        press("keys-add");
        MockVaadin.clientRoundtrip();
        find(Dialog.class).single();
    }

    private void add(String label, String key, String secret) {
        dialog();
        label(label);
        type("key-apiKey", key);
        type("key-apiSecret", secret);
        press("key-save");
    }

    private void label(String label) {
        test(find(TextField.class).withId("key-label").single()).setValue(label);
    }

    @SuppressWarnings("unchecked")
    private void service(KeyService service) {
        ((Select<KeyService>) find(Select.class).withId("key-service").single()).setValue(service);
    }

    private void type(String id, String value) {
        test(password(id)).setValue(value);
    }

    private PasswordField password(String id) {
        return find(PasswordField.class).withId(id).single();
    }

    private List<String> visible() {
        return find(PasswordField.class).all().stream()
                .filter(PasswordField::isVisible)
                .map(field -> field.getId().orElseThrow())
                .toList();
    }

    private void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    private void shows(String label) {
        await().pollInSameThread()
                .untilAsserted(() -> {
                    MockVaadin.clientRoundtrip();
                    assertThat(find(Dialog.class).exists()).isFalse();
                    assertThat(find(KeyItem.class).all())
                            .anyMatch(item -> item.shown().label().equals(label));
                });
    }

    private void saysSoon(String text) {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> {
                    MockVaadin.clientRoundtrip();
                    assertThat(said()).contains(text);
                });
    }

    private static KeyFacts fine() {
        return new KeyFacts(Set.of(KeyRight.READ, KeyRight.TRADE), true, null, null, List.of());
    }
}
