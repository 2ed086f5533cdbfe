package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.ui.Faults;
import io.sath.platform.ui.Messages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The inputs for a key's values, as its service needs them. They are given none by the server, and
 * {@link #take} leaves them empty.
 */
final class KeyFieldSet extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final RadioButtonGroup<KeyAlgorithm> algorithm = new RadioButtonGroup<>();
    private final RadioButtonGroup<WalletOrApi> way = new RadioButtonGroup<>();
    private final PasswordField apiKey = field("apiKey");
    private final PasswordField apiSecret = field("apiSecret");
    private final PasswordField passphrase = field("passphrase");
    private final PasswordField walletKey = field("walletKey");
    private KeyService service;

    /** How a wallet of Polymarket is reached. */
    private enum WalletOrApi {
        WALLET,
        API;

        String textKey() {
            return "secrets.polymarket." + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    KeyFieldSet(KeyService service) {
        this.service = service;
        addClassName("key-fields");
        algorithm.setId("key-algorithm");
        algorithm.addThemeVariants(RadioGroupVariant.AURA_HORIZONTAL);
        algorithm.setLabel(texts.get("secrets.algorithm"));
        algorithm.setItems(KeyAlgorithm.values());
        algorithm.setItemLabelGenerator(one -> texts.get("secrets.algorithm." + one.word()));
        algorithm.setValue(KeyAlgorithm.HMAC);
        algorithm.addValueChangeListener(change -> draw());
        way.setId("key-way");
        way.addThemeVariants(RadioGroupVariant.AURA_HORIZONTAL);
        way.setLabel(texts.get("secrets.polymarket"));
        way.setItems(WalletOrApi.values());
        way.setItemLabelGenerator(one -> texts.get(one.textKey()));
        way.setValue(WalletOrApi.WALLET);
        way.addValueChangeListener(change -> draw());
        add(algorithm, way, apiKey, walletKey, apiSecret, passphrase);
        choose(service);
    }

    private PasswordField field(String name) {
        PasswordField field = new PasswordField();
        field.setId("key-" + name);
        // What a browser keeps for log-ins has no business here.
        field.setAutocomplete(Autocomplete.OFF);
        field.getElement().setAttribute("data-1p-ignore", "");
        field.getElement().setAttribute("data-lpignore", "true");
        field.setRequiredIndicatorVisible(true);
        field.setManualValidation(true);
        field.setWidthFull();
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                field.setInvalid(false);
                field.setPlaceholder("");
            }
        });
        return field;
    }

    /** Shows what a key of this service consists of; what was typed for another one is cleared. */
    void choose(KeyService chosen) {
        service = chosen;
        clear("");
        draw();
    }

    private void draw() {
        boolean signed = service == KeyService.BINANCE || service == KeyService.BINANCE_TESTNET;
        boolean wallet = service == KeyService.POLYMARKET && way.getValue() == WalletOrApi.WALLET;
        boolean api = service == KeyService.POLYMARKET && !wallet;
        algorithm.setVisible(signed);
        way.setVisible(service == KeyService.POLYMARKET);
        apiKey.setVisible(!wallet);
        apiSecret.setVisible(signed || api);
        passphrase.setVisible(api);
        walletKey.setVisible(wallet);
        boolean pem = signed && algorithm.getValue() == KeyAlgorithm.ED25519;
        apiKey.setLabel(texts.get("secrets.field-name.apiKey"));
        apiSecret.setLabel(
                texts.get(pem ? "secrets.field-name.private-key" : "secrets.field-name.apiSecret"));
        apiSecret.setHelperText(pem ? texts.get("secrets.field-name.private-key.help") : "");
        passphrase.setLabel(texts.get("secrets.field-name.passphrase"));
        walletKey.setLabel(texts.get("secrets.field-name.walletKey"));
        walletKey.setHelperText(texts.get("secrets.field-name.walletKey.help"));
        all().filter(field -> !field.isVisible()).forEach(PasswordField::clear);
    }

    void faultsAt(Faults faults) {
        faults.at("algorithm", algorithm)
                .at("apiKey", apiKey)
                .at("apiSecret", apiSecret)
                .at("passphrase", passphrase)
                .at("walletKey", walletKey);
    }

    @Nullable KeyAlgorithm algorithm() {
        return algorithm.isVisible() ? algorithm.getValue() : null;
    }

    /** Takes the values out: after it, the inputs are empty. */
    Map<String, SecretValue> take() {
        Map<String, SecretValue> values = new HashMap<>();
        Map.of(
                        "apiKey", apiKey,
                        "apiSecret", apiSecret,
                        "passphrase", passphrase,
                        "walletKey", walletKey)
                .forEach((name, field) -> {
                    if (field.isVisible()) {
                        values.put(name, SecretValue.of(field.getValue().strip()));
                    }
                });
        clear("");
        return values;
    }

    /** Empties them, with this in their place until something is typed again. */
    void clear(String placeholder) {
        all().forEach(field -> {
            field.clear();
            field.setInvalid(false);
            field.setPlaceholder(placeholder);
        });
    }

    void focus() {
        List.of(apiKey, walletKey).stream()
                .filter(PasswordField::isVisible)
                .findFirst()
                .ifPresent(PasswordField::focus);
    }

    private Stream<PasswordField> all() {
        return Stream.of(apiKey, apiSecret, passphrase, walletKey);
    }
}
