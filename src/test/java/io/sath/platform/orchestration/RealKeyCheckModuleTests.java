package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.probe.fake.FakeAi;
import io.sath.platform.secrets.probe.fake.FakeBinance;
import io.sath.platform.secrets.probe.fake.FakePolymarket;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A stored key from the page's service through store and delivery to the real bot program, which
 * asks a provider that checks every signature with code of its own.
 */
@PlatformTest
class RealKeyCheckModuleTests {
    private static final String API_KEY = "canaryvmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgw";
    private static final String SECRET = "canaryNhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjIn";
    private static final String WALLET_KEY =
            "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    @Autowired Credentials credentials;
    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired BotJar jar;
    @Autowired KeyGate keys;
    @Autowired WorkloadScheduler scheduler;
    @Autowired Fixtures fixtures;
    @Autowired Clock clock;

    private Fixtures.Person person;

    @SuppressWarnings("NullAway.Init")
    RealKeyCheckModuleTests() {}

    @BeforeEach
    void begin() {
        assumeTrue(
                Files.exists(Path.of("bot/target/bot.jar")),
                "there is no bot/target/bot.jar: build the bot first");
        person = fixtures.person();
    }

    @Test
    void aKeyOfBinanceIsCheckedWithWhatWasStored() {
        Credential key = stored(KeyService.BINANCE, Map.of("apiKey", API_KEY, "apiSecret", SECRET));
        try (FakeBinance binance = FakeBinance.live(clock)) {
            assertThat(refusal(check(key, binance.base())))
                    .startsWith("Binance does not know this key");
            binance.knows(API_KEY, SECRET);
            KeyFacts facts = facts(check(key, binance.base()));
            assertThat(facts.rights()).containsExactlyInAnyOrder(KeyRight.READ, KeyRight.TRADE);
            assertThat(facts.ipRestricted()).isTrue();
        }
    }

    @Test
    void anEd25519KeyAsAFormGivesIt() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String pem =
                "-----BEGIN PRIVATE KEY----- "
                        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + " -----END PRIVATE KEY-----";
        Credential key =
                stored(KeyService.BINANCE_TESTNET, Map.of("apiKey", API_KEY, "apiSecret", pem));
        try (FakeBinance testnet = FakeBinance.testnet(clock).knows(API_KEY, pair.getPublic())) {
            assertThat(facts(check(key, testnet.base())).rights()).contains(KeyRight.TRADE);
        }
    }

    @Test
    void aWalletAndAnAiKey() {
        Credential wallet = stored(KeyService.POLYMARKET, Map.of("walletKey", WALLET_KEY));
        try (FakePolymarket polymarket =
                new FakePolymarket(clock)
                        .knows("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", true)) {
            assertThat(facts(check(wallet, polymarket.base())).warnings())
                    .extracting(KeyWarning::code)
                    .containsExactly("whole-wallet");
        }
        Credential ai = stored(KeyService.GEMINI, Map.of("apiKey", API_KEY));
        try (FakeAi gemini = FakeAi.likeGemini(API_KEY)) {
            assertThat(facts(check(ai, gemini.base())).rights()).containsExactly(KeyRight.READ);
        }
    }

    private Credential stored(KeyService service, Map<String, String> fields) {
        Map<String, SecretValue> values = new HashMap<>();
        fields.forEach((name, text) -> values.put(name, SecretValue.of(text)));
        return credentials
                .save(
                        person.tenant(),
                        fixtures.owner(person),
                        new NewCredential(service, "mine", null, values, true))
                .orThrow();
    }

    private Checked check(Credential key, URI base) {
        return new BotKeyCheck(
                        scheduler,
                        fleet,
                        jar::build,
                        keys,
                        new ProviderBases(Map.of(key.service(), base)),
                        clock)
                .check(person.tenant(), bots.status(person.tenant()).botId(), key);
    }

    private static KeyFacts facts(Checked checked) {
        assertThat(checked)
                .isInstanceOfSatisfying(
                        Checked.Told.class,
                        told -> assertThat(told.probed()).isInstanceOf(Probed.Accepted.class));
        return ((Probed.Accepted) ((Checked.Told) checked).probed()).facts();
    }

    private static String refusal(Checked checked) {
        assertThat(checked)
                .isInstanceOfSatisfying(
                        Checked.Told.class,
                        told -> assertThat(told.probed()).isInstanceOf(Probed.Refused.class));
        return ((Probed.Refused) ((Checked.Told) checked).probed()).reason().in(Locale.ENGLISH);
    }
}
