package io.sath.platform.secrets.probe.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.KeyProbeContract;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.probe.fake.FakeBinance;
import io.sath.platform.secrets.probe.fake.FakeProvider.Reply;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import io.sath.platform.support.SettableClock;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinanceProbeTests extends KeyProbeContract {
    private static final String API_KEY =
            "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private static final String SECRET =
            "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00.250Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final FakeBinance live = FakeBinance.live(clock);
    private final FakeBinance testnet = FakeBinance.testnet(clock);

    @Override
    protected KeyProbe probe(ProviderHttp http, ProviderBases bases, Clock now) {
        return new BinanceProbe(http, bases, now);
    }

    @Override
    protected List<Given> given() {
        return List.of(
                new Given(KeyService.BINANCE, Map.of("apiKey", API_KEY, "apiSecret", SECRET)),
                new Given(
                        KeyService.BINANCE_TESTNET,
                        Map.of("apiKey", API_KEY, "apiSecret", SECRET)));
    }

    @AfterEach
    void stop() {
        live.close();
        testnet.close();
    }

    @Test
    void aKeyThatMayReadAndTradeFromNamedAddresses() {
        live.knows(API_KEY, SECRET);
        assertThat(facts(check(KeyService.BINANCE, KeyAlgorithm.HMAC, SECRET)))
                .isEqualTo(
                        new KeyFacts(
                                java.util.Set.of(KeyRight.READ, KeyRight.TRADE),
                                true,
                                null,
                                Duration.ZERO,
                                List.of()));
        assertThat(testnet.requests()).isEmpty();
    }

    @Test
    void allThatAKeyMayDoIsTold() {
        live.knows(API_KEY, SECRET)
                .restrictions(
                        """
                        {"ipRestrict":false,"enableInternalTransfer":true,"enableReading":true,
                         "enableSpotAndMarginTrading":true,"enableWithdrawals":true,
                         "permitsUniversalTransfer":false,"tradingAuthorityExpirationTime":1798675200000}\
                        """);
        KeyFacts facts = facts(check(KeyService.BINANCE, null, SECRET));
        assertThat(facts.rights())
                .containsExactlyInAnyOrder(KeyRight.READ, KeyRight.TRADE, KeyRight.WITHDRAW);
        assertThat(facts.ipRestricted()).isFalse();
        assertThat(facts.tradeUntil()).isEqualTo(Instant.ofEpochMilli(1798675200000L));
        assertThat(facts.warnings()).extracting(KeyWarning::code).containsExactly("transfers");
    }

    @Test
    void aKeyThatOnlyReads() {
        live.knows(API_KEY, SECRET)
                .restrictions(
                        """
                        {"ipRestrict":false,"enableReading":true,"enableSpotAndMarginTrading":false,
                         "enableWithdrawals":false}\
                        """);
        assertThat(facts(check(KeyService.BINANCE, null, SECRET)).rights())
                .containsExactly(KeyRight.READ);
    }

    @Test
    void theServersTimeIsUsedAndTheDifferenceTold() {
        live.knows(API_KEY, SECRET).ahead(Duration.ofSeconds(-42));
        assertThat(facts(check(KeyService.BINANCE, null, SECRET)).clockSkew())
                .isEqualTo(Duration.ofSeconds(-42));
        live.ahead(Duration.ofMinutes(3));
        assertThat(facts(check(KeyService.BINANCE, null, SECRET)).clockSkew())
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void anEd25519KeySignsInEveryFormOfItsPrivateKey() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        live.knows(API_KEY, pair.getPublic());
        String base64 = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        for (String form :
                List.of(
                        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n",
                        "-----BEGIN PRIVATE KEY----- " + base64 + " -----END PRIVATE KEY-----",
                        "\r\n" + base64 + "\r\n",
                        base64)) {
            for (KeyAlgorithm algorithm :
                    new @Nullable KeyAlgorithm[] {KeyAlgorithm.ED25519, null}) {
                assertThat(check(KeyService.BINANCE, algorithm, form))
                        .isInstanceOf(Probed.Accepted.class);
            }
        }
    }

    @Test
    void aKeyOfTheTestnetIsReadFromTheAccount() {
        testnet.knows(API_KEY, SECRET);
        KeyFacts facts = facts(check(KeyService.BINANCE_TESTNET, KeyAlgorithm.HMAC, SECRET));
        assertThat(facts.rights()).containsExactlyInAnyOrder(KeyRight.READ, KeyRight.TRADE);
        assertThat(facts.ipRestricted()).isNull();
        testnet.account("{\"canTrade\":false}");
        assertThat(facts(check(KeyService.BINANCE_TESTNET, KeyAlgorithm.HMAC, SECRET)).rights())
                .containsExactly(KeyRight.READ);
    }

    @Test
    void aKeyOfTheTestnetGivenAsLive() {
        testnet.knows(API_KEY, SECRET);
        assertThat(refused(check(KeyService.BINANCE, null, SECRET)))
                .isEqualTo(
                        "This is a key of Binance Testnet, and it was given for Binance. Choose Binance Testnet.");
        assertThat(testnet.requests()).hasSize(1);
    }

    @Test
    void aLiveKeyGivenForTheTestnet() {
        live.knows(API_KEY, SECRET);
        assertThat(refused(check(KeyService.BINANCE_TESTNET, null, SECRET)))
                .contains("key of Binance with real money");
        assertThat(live.requests()).hasSize(1);
    }

    @Test
    void aKeyThatNeitherKnows() {
        assertThat(refused(check(KeyService.BINANCE, null, SECRET)))
                .contains("does not know this key", "IP restriction");
        assertThat(testnet.requests()).hasSize(1);
    }

    @Test
    void theOtherOneIsNotAskedWhereTheOperatorTurnedItOff() {
        testnet.knows(API_KEY, SECRET);
        KeyProbe probe = probe(new ProviderBases(Map.of(KeyService.BINANCE, live.base())), clock);
        assertThat(refused(probe.probe(KeyService.BINANCE, null, fields(SECRET))))
                .contains("does not know this key");
        assertThat(testnet.requests()).isEmpty();
    }

    @Test
    void anotherSecretThanTheKeys() {
        live.knows(API_KEY, "another-secret");
        assertThat(refused(check(KeyService.BINANCE, null, SECRET)))
                .contains("the secret does not belong to it");
    }

    @Test
    void theWrongAlgorithmIsToldBeforeAsking() throws Exception {
        String ed25519 =
                Base64.getEncoder()
                        .encodeToString(
                                KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded());
        String rsa =
                Base64.getEncoder()
                        .encodeToString(
                                KeyPairGenerator.getInstance("RSA")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded());
        assertThat(refused(check(KeyService.BINANCE, KeyAlgorithm.HMAC, ed25519)))
                .contains("HMAC was chosen. Choose Ed25519");
        assertThat(refused(check(KeyService.BINANCE, KeyAlgorithm.ED25519, SECRET)))
                .contains("no Ed25519 private key");
        assertThat(refused(check(KeyService.BINANCE, null, rsa))).contains("RSA");
        assertThat(
                        refused(
                                check(
                                        KeyService.BINANCE,
                                        KeyAlgorithm.ED25519,
                                        "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----")))
                .contains("public key");
        assertThat(
                        refused(
                                check(
                                        KeyService.BINANCE,
                                        KeyAlgorithm.ED25519,
                                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMC4C\n-----END ENCRYPTED PRIVATE KEY-----")))
                .contains("password");
        assertThat(live.requests()).isEmpty();
    }

    @Test
    void whatBinanceSaysBesidesTheKey() {
        answer(451, "{\"code\":0,\"msg\":\"Service unavailable from a restricted location\"}");
        assertThat(unreachable()).contains("does not serve the place");
        answer(403, "<html>Request blocked</html>");
        assertThat(unreachable()).contains("firewall");
        answer(429, "{\"code\":-1003,\"msg\":\"Too many requests\"}");
        assertThat(unreachable()).contains("no more requests");
        answer(418, "{\"code\":-1003,\"msg\":\"Banned\"}");
        assertThat(unreachable()).contains("no more requests");
        answer(400, "{\"code\":-1021,\"msg\":\"Timestamp\"}");
        assertThat(unreachable()).contains("too late");
    }

    @Test
    void whatBinanceSaysAboutTheKey() {
        answer(400, "{\"code\":-2014,\"msg\":\"API-key format invalid.\"}");
        assertThat(refused(check(KeyService.BINANCE, null, SECRET)))
                .contains("does not know this key");
    }

    private void answer(int status, String body) {
        live.on("GET /sapi/v1/account/apiRestrictions", _ -> Reply.of(status, body));
    }

    private String unreachable() {
        Probed told = check(KeyService.BINANCE, null, SECRET);
        assertThat(told).isInstanceOf(Probed.Unreachable.class);
        return reason(told);
    }

    private static String refused(Probed told) {
        assertThat(told).isInstanceOf(Probed.Refused.class);
        return reason(told);
    }

    private static KeyFacts facts(Probed told) {
        assertThat(told).isInstanceOf(Probed.Accepted.class);
        return ((Probed.Accepted) told).facts();
    }

    private Probed check(KeyService service, @Nullable KeyAlgorithm algorithm, String secret) {
        Map<KeyService, URI> bases =
                Map.of(KeyService.BINANCE, live.base(), KeyService.BINANCE_TESTNET, testnet.base());
        return probe(new ProviderBases(bases), clock).probe(service, algorithm, fields(secret));
    }

    private static Map<String, SecretValue> fields(String secret) {
        Map<String, SecretValue> fields = new LinkedHashMap<>();
        fields.put("apiKey", SecretValue.of(API_KEY));
        fields.put("apiSecret", SecretValue.of(secret));
        return fields;
    }
}
