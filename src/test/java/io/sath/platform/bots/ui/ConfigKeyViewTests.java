package io.sath.platform.bots.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import io.sath.platform.bots.Bots;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.support.ViewTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@KeysTest
class ConfigKeyViewTests extends ViewTest {
    @Autowired Credentials credentials;
    @Autowired Bots bots;

    @Test
    void listsTheKeysOfVenuesAndSavesTheOneThatIsChosen() {
        Credential exchange =
                stored(KeyService.BINANCE, "Binance trade", Map.of("apiSecret", value()));
        stored(KeyService.DEEPSEEK, "Opinions", Map.of());
        navigate(BotConfigView.class);
        Select<UUID> keys = keys();
        assertThat(keys.getListDataView().getItems()).containsExactly(exchange.id().value());
        assertThat(keys.getItemLabelGenerator().apply(exchange.id().value()))
                .isEqualTo("Binance trade · Binance · y7Ju");
        keys.setValue(exchange.id().value());
        test(find(Button.class).withId("config-save").single()).click();
        assertThat(bots.config(person().tenant()).keyId()).isEqualTo(exchange.id().value());
    }

    @Test
    void leadsToThePageOfKeysWhereThereIsNone() {
        navigate(BotConfigView.class);
        assertThat(keys().isEmpty()).isTrue();
        assertThat(find(Anchor.class).withText("See and add keys").single().getHref())
                .isEqualTo("keys");
    }

    @SuppressWarnings("unchecked")
    private Select<UUID> keys() {
        return (Select<UUID>) find(Select.class).withId("config-keyId").single();
    }

    private Credential stored(
            KeyService service, String label, Map<String, SecretValue> besidesApiKey) {
        Map<String, SecretValue> fields = new java.util.HashMap<>(besidesApiKey);
        fields.put("apiKey", value());
        return credentials
                .save(
                        person().tenant(),
                        fixtures.owner(person()),
                        new NewCredential(service, label, null, fields, true))
                .orThrow();
    }

    private static SecretValue value() {
        return SecretValue.of("vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju");
    }
}
