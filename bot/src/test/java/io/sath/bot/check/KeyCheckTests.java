package io.sath.bot.check;

import static io.sath.bot.check.fake.FakePolymarket.API_KEY;
import static io.sath.bot.check.fake.FakePolymarket.PASSPHRASE;
import static io.sath.bot.check.fake.FakePolymarket.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.check.fake.FakeAi;
import io.sath.bot.check.fake.FakeBinance;
import io.sath.bot.check.fake.FakePolymarket;
import io.sath.bot.check.fake.FakeProvider;
import io.sath.bot.check.fake.FakeProvider.Reply;
import io.sath.bot.keys.DeliveredKey;
import io.sath.bot.wire.CheckSettings;
import io.sath.bot.wire.Out;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyCheckTests {

    private static final Clock WALL =
            Clock.fixed(Instant.parse("2026-11-22T19:00:00.250Z"), ZoneOffset.UTC);

    /** A busy machine makes no test fail. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Map<String, String> BINANCE =
            Map.of(
                    "venue", "binance",
                    "apiKey", "canary-api-key-0123456789",
                    "apiSecret", "canary-secret-0123456789",
                    "algorithm", "hmac");
    private static final Map<String, String> TESTNET = with(BINANCE, "venue", "binance-testnet");
    private static final Map<String, String> WALLET =
            Map.of(
                    "venue",
                    "polymarket",
                    "walletKey",
                    "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
    private static final String ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    private static final Map<String, String> CLOB_KEY =
            Map.of(
                    "venue", "polymarket",
                    "apiKey", API_KEY,
                    "apiSecret", SECRET,
                    "passphrase", PASSPHRASE);
    private static final Map<String, String> DEEPSEEK =
            Map.of("provider", "deepseek", "apiKey", "canary-ai-key");
    private static final Map<String, String> GEMINI = with(DEEPSEEK, "provider", "gemini");
    private static final List<Map<String, String>> ALL =
            List.of(BINANCE, TESTNET, WALLET, CLOB_KEY, DEEPSEEK, GEMINI);

    @Test
    void aGoodKeyOfBinanceIsToldWithItsRights() throws Exception {
        try (FakeBinance live = FakeBinance.live(WALL).ahead(Duration.ofMillis(-42))) {
            live.knows("canary-api-key-0123456789", "canary-secret-0123456789");
            assertThat(check(BINANCE, Map.of("binance", live.base())))
                    .isEqualTo(
                            new Out.Key(
                                    "k1", true, true, false, true, null, null, null, -42L,
                                    List.of(), null));
            live.restrictions(
                    """
                    {"ipRestrict":false,"enableWithdrawals":true,"enableSpotAndMarginTrading":false,
                     "permitsUniversalTransfer":true,"tradingAuthorityExpirationTime":1798675200000}\
                    """);
            assertThat(check(BINANCE, Map.of("binance", live.base())))
                    .isEqualTo(
                            new Out.Key(
                                    "k1",
                                    true,
                                    false,
                                    true,
                                    false,
                                    Instant.ofEpochMilli(1798675200000L),
                                    null,
                                    null,
                                    -42L,
                                    List.of("transfers"),
                                    null));
        }
    }

    @Test
    void anEd25519KeySigns() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        Map<String, String> key = with(with(BINANCE, "apiSecret", pem), "algorithm", "ed25519");
        try (FakeBinance live = FakeBinance.live(WALL)) {
            live.knows("canary-api-key-0123456789", pair.getPublic());
            Map<String, URI> bases = Map.of("binance", live.base());
            assertThat(check(key, bases).ok()).isTrue();
            assertThat(check(with(key, "algorithm", "hmac"), bases).detail())
                    .isEqualTo("binance.not-hmac");
            assertThat(check(with(BINANCE, "algorithm", "ed25519"), bases).detail())
                    .isEqualTo("binance.not-ed25519");
        }
    }

    @Test
    void liveAndTestnetAreToldApart() throws Exception {
        try (FakeBinance live = FakeBinance.live(WALL);
                FakeBinance testnet = FakeBinance.testnet(WALL)) {
            Map<String, URI> bases =
                    Map.of("binance", live.base(), "binance-testnet", testnet.base());
            testnet.knows("canary-api-key-0123456789", "canary-secret-0123456789");
            assertThat(check(TESTNET, bases).trade()).isTrue();
            assertThat(check(BINANCE, bases).detail()).isEqualTo("binance.is-testnet");
            assertThat(check(BINANCE, Map.of("binance", live.base())).detail())
                    .isEqualTo("binance.unknown");
            live.knows("canary-api-key-0123456789", "another");
            assertThat(check(BINANCE, bases).detail()).isEqualTo("binance.signature");
        }
        try (FakeBinance live = FakeBinance.live(WALL);
                FakeBinance testnet = FakeBinance.testnet(WALL)) {
            live.knows("canary-api-key-0123456789", "canary-secret-0123456789");
            assertThat(
                            check(
                                            TESTNET,
                                            Map.of(
                                                    "binance",
                                                    live.base(),
                                                    "binance-testnet",
                                                    testnet.base()))
                                    .detail())
                    .isEqualTo("binance.is-live");
        }
    }

    @Test
    void aTimeThatIsNotBelieved() throws Exception {
        try (FakeBinance live = FakeBinance.live(WALL).ahead(Duration.ofSeconds(3))) {
            live.on(
                    "GET /sapi/v1/account/apiRestrictions",
                    _ -> FakeBinance.error(400, -1021, "Timestamp"));
            Out.Key told = check(BINANCE, Map.of("binance", live.base()));
            assertThat(told.code()).isEqualTo("clock-skew");
            assertThat(told.skewMs()).isEqualTo(3_000);
        }
    }

    @Test
    void aWalletLogsInAndAnApiKeyReads() throws Exception {
        try (FakePolymarket polymarket = new FakePolymarket(WALL)) {
            Map<String, URI> bases = Map.of("polymarket", polymarket.base());
            assertThat(check(WALLET, bases).detail()).isEqualTo("polymarket.unknown-wallet");
            polymarket.knows(ADDRESS, false);
            Out.Key told = check(WALLET, bases);
            assertThat(told.ok()).isTrue();
            assertThat(told.trade()).isTrue();
            assertThat(told.warnings()).containsExactly("whole-wallet");
            polymarket.closedOnly();
            told = check(CLOB_KEY, bases);
            assertThat(told.ok()).isTrue();
            assertThat(told.trade()).isFalse();
            assertThat(told.warnings()).containsExactly("read-only", "close-only");
            assertThat(check(with(CLOB_KEY, "passphrase", "other"), bases).detail())
                    .isEqualTo("polymarket.unknown-key");
            polymarket.takesNoKey();
            assertThat(check(WALLET, bases).detail()).isEqualTo("polymarket.key-not-taken");
        }
    }

    @Test
    void anAiKeyListsTheModels() throws Exception {
        try (FakeAi deepseek = FakeAi.likeOpenAi("canary-ai-key");
                FakeAi gemini = FakeAi.likeGemini("canary-ai-key")) {
            Map<String, URI> bases = Map.of("deepseek", deepseek.base(), "gemini", gemini.base());
            for (Map<String, String> key : List.of(DEEPSEEK, GEMINI)) {
                Out.Key told = check(key, bases);
                assertThat(told.ok()).isTrue();
                assertThat(told.trade()).isNull();
                assertThat(check(with(key, "apiKey", "other"), bases).detail())
                        .isEqualTo("ai.unknown");
            }
            deepseek.always(_ -> Reply.of(402, "{}"));
            assertThat(check(DEEPSEEK, bases).warnings()).containsExactly("no-balance");
        }
    }

    @Test
    void whoIsNotThereOrDoesNotAnswerIsUnreachable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertEach(URI.create("http://127.0.0.1:" + port), "silent.closed");
        try (FakeProvider silent = new FakeProvider().silent()) {
            assertEach(silent.base(), "silent.late", Duration.ofMillis(300));
        }
    }

    @Test
    void whatAProviderSaysBesidesTheKeyIsUnreachable() throws Exception {
        Map<Reply, String> answers = new LinkedHashMap<>();
        answers.put(Reply.of(500, "{}"), "failing");
        answers.put(Reply.of(429, "{}"), "busy");
        answers.put(Reply.of(451, "{}"), "location");
        answers.put(Reply.of(200, "<html>"), "strange");
        answers.put(Reply.of(200, "{\"serverTime\":\"x\"}"), "strange");
        answers.put(Reply.of(200, "[" + " ".repeat(600 * 1024) + "]"), "silent.too-large");
        answers.put(new Reply(302, "", Map.of("Location", "http://127.0.0.1:1/")), "strange");
        for (Map.Entry<Reply, String> answer : answers.entrySet()) {
            try (FakeProvider provider = new FakeProvider().always(_ -> answer.getKey())) {
                assertEach(provider.base(), answer.getValue());
            }
        }
    }

    @Test
    void whatCannotBeAKeyIsRefusedWithoutAsking() throws Exception {
        try (FakeProvider provider = new FakeProvider()) {
            for (Map<String, String> key : ALL) {
                for (String field : key.keySet()) {
                    if (field.matches("venue|provider|algorithm")) {
                        continue;
                    }
                    for (String bad : List.of("", "canary with space", "canary\r\nX: 1", "ñ")) {
                        Out.Key told = check(with(key, field, bad), everywhere(provider.base()));
                        assertThat(told.code()).isEqualTo("refused");
                        assertThat(told.toString()).doesNotContain("canary");
                    }
                }
            }
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void aKeyThatWasNotDeliveredOrIsNobodys() throws Exception {
        KeyCheck check = new KeyCheck(new CheckSettings(1, "b", null, "k1", null), WALL);
        assertThat(check.check(null).code()).isEqualTo("missing");
        assertThat(check.check(key(Map.of("apiKey", "x"))).detail()).isEqualTo("unknown-service");
        assertThat(check(DEEPSEEK, Map.of()).detail()).isEqualTo("off");
    }

    @Test
    void theSettingsNameTheVenueWhereTheDeliveryDoesNot() throws Exception {
        try (FakeBinance live = FakeBinance.live(WALL)) {
            live.knows("a", "b");
            KeyCheck check =
                    new KeyCheck(
                            new CheckSettings(
                                    1,
                                    "b",
                                    "binance",
                                    "k1",
                                    Map.of("binance", live.base().toString())),
                            WALL);
            assertThat(check.check(key(Map.of("apiKey", "a", "apiSecret", "b"))).ok()).isTrue();
        }
    }

    private static void assertEach(URI base, String detail) throws InterruptedException {
        assertEach(base, detail, PATIENT);
    }

    private static void assertEach(URI base, String detail, Duration patience)
            throws InterruptedException {
        for (Map<String, String> key : ALL) {
            Out.Key told = check(key, everywhere(base), patience);
            assertThat(told.ok()).isFalse();
            assertThat(told.code()).isEqualTo("unreachable");
            assertThat(told.detail()).isEqualTo(detail);
            for (String field : List.of("apiKey", "apiSecret", "passphrase", "walletKey")) {
                if (key.containsKey(field)) {
                    assertThat(told.toString()).doesNotContain(key.get(field));
                }
            }
        }
    }

    private static Map<String, URI> everywhere(URI base) {
        return Map.of(
                "binance",
                base,
                "binance-testnet",
                base,
                "polymarket",
                base,
                "deepseek",
                base,
                "gemini",
                base);
    }

    private static Out.Key check(Map<String, String> fields, Map<String, URI> bases)
            throws InterruptedException {
        return check(fields, bases, PATIENT);
    }

    private static Out.Key check(
            Map<String, String> fields, Map<String, URI> bases, Duration patience)
            throws InterruptedException {
        Map<String, String> places = new LinkedHashMap<>();
        bases.forEach((word, base) -> places.put(word, base.toString()));
        return new KeyCheck(
                        new CheckSettings(1, "0k3v9m2xw1q7a", null, "k1", places), WALL, patience)
                .check(key(fields));
    }

    private static @Nullable DeliveredKey key(Map<String, String> fields) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        fields.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return new DeliveredKey("k1", bytes);
    }

    private static Map<String, String> with(Map<String, String> key, String field, String value) {
        Map<String, String> other = new LinkedHashMap<>(key);
        other.put(field, value);
        return other;
    }
}
