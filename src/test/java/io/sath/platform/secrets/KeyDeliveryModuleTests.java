package io.sath.platform.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.fake.FickleStore;
import io.sath.platform.secrets.fake.Keys;
import io.sath.platform.secrets.fake.KeysTest;
import io.sath.platform.secrets.fake.ScriptedProbe;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.secrets.store.SecretStore.Outage;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Keys on their way to a run of the bot. */
@KeysTest
class KeyDeliveryModuleTests {
    @Autowired Credentials credentials;
    @Autowired KeyDelivery delivery;
    @Autowired CredentialUse use;
    @Autowired FickleStore store;
    @Autowired ScriptedProbe probe;
    @Autowired Fixtures fixtures;

    private TenantId tenant;
    private Caller owner;
    private BotId bot;

    @SuppressWarnings("NullAway.Init")
    KeyDeliveryModuleTests() {}

    @BeforeEach
    void begin() {
        store.open();
        probe.reset();
        Person person = fixtures.person();
        tenant = person.tenant();
        owner = fixtures.owner(person);
        bot = use.botOf(tenant);
    }

    private Credential saved(KeyService service) {
        return credentials.save(tenant, owner, Keys.of(service, "Main")).orThrow();
    }

    private String line(List<KeyId> keys) {
        Delivered delivered = delivery.deliver(tenant, bot, keys);
        assertThat(delivered).isInstanceOf(Delivered.Ready.class);
        try (SecretDelivery.ByStdin stdin =
                (SecretDelivery.ByStdin) ((Delivered.Ready) delivered).delivery()) {
            return new String(stdin.line().bytes(), UTF_8);
        }
    }

    @Test
    void theLineIsCompleteByItselfAndTheUseIsNoted() {
        Credential exchange = saved(KeyService.BINANCE);
        Credential ai = saved(KeyService.DEEPSEEK);
        assertThat(exchange.usedAt()).isNull();

        assertThat(line(List.of(exchange.id(), ai.id())))
                .contains(
                        "\"ref\":\"" + exchange.id(),
                        "\"venue\":\"binance\"",
                        "\"algorithm\":\"hmac\"",
                        "\"apiSecret\":\"canary-",
                        "\"ref\":\"" + ai.id(),
                        "\"provider\":\"deepseek\"");
        assertThat(credentials.find(tenant, exchange.id()).orElseThrow().usedAt()).isNotNull();
        assertThat(credentials.find(tenant, ai.id()).orElseThrow().usedAt()).isNotNull();
    }

    @Test
    void noKeysAreAnEmptyLine() {
        saved(KeyService.BINANCE);
        assertThat(line(List.of())).isEqualTo("{}");
    }

    @Test
    void aKeyThatIsNotTheTenantsIsMissing() {
        Person other = fixtures.person();
        Credential theirs =
                credentials
                        .save(
                                other.tenant(),
                                fixtures.owner(other),
                                Keys.of(KeyService.BINANCE, "Theirs"))
                        .orThrow();
        Credential mine = saved(KeyService.BINANCE);
        assertThat(delivery.deliver(tenant, bot, List.of(mine.id(), theirs.id())))
                .isEqualTo(new Delivered.Missing(List.of(theirs.id())));
        credentials.delete(tenant, owner, mine.id());
        assertThat(delivery.deliver(tenant, bot, List.of(mine.id())))
                .isEqualTo(new Delivered.Missing(List.of(mine.id())));
    }

    @Test
    void aClosedStoreIsAnAnswer() {
        Credential key = saved(KeyService.BINANCE);
        store.close(Outage.SEALED);
        assertThat(delivery.deliver(tenant, bot, List.of(key.id())))
                .isEqualTo(new Delivered.Unavailable(Outage.SEALED));
        assertThat(credentials.find(tenant, key.id()).orElseThrow().usedAt()).isNull();
    }
}
