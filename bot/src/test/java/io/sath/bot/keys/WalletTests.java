package io.sath.bot.keys;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The vectors of Polymarket's own client. */
class WalletTests {
    /** A public key of developers' chains. */
    private static final String KEY =
            "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    @Test
    void theAddressHasItsChecksum() {
        assertThat(wallet("0x" + KEY).address())
                .isEqualTo("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        assertThat(wallet(KEY.toUpperCase(java.util.Locale.ROOT)).address())
                .isEqualTo("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    }

    @Test
    void theLogInIsSignedAsPolymarketsClientSignsIt() {
        Wallet wallet = wallet(KEY);
        assertThat(wallet.sign(ClobAuth.digest(wallet.address(), 80002, "10000000", 23)))
                .isEqualTo(
                        "0xf62319a987514da40e57e2f4d7529f7bac38f0355bd88bb5adbb3768d80de6c1682518e0af677d5260366425f4361e7b70c25ae232aff0ab2331e2b164a1aedc1b");
    }

    @Test
    void theApiKeySignsAsPolymarketsClientDoes() {
        ClobKey key =
                requireNonNull(
                        ClobKey.of(
                                null,
                                "key",
                                ("A".repeat(43) + "=").getBytes(StandardCharsets.US_ASCII),
                                "passphrase"));
        assertThat(key.sign("1000000", "test-sign", "/orders", "{\"hash\": \"0x123\"}"))
                .isEqualTo("ZwAdJKvoYRlEKDkNMwd5BuwNNtg93kNaR_oU2HrfVvc=");
    }

    @Test
    void aClosedApiKeySignsNoMore() {
        ClobKey key =
                requireNonNull(
                        ClobKey.of(
                                null,
                                "key",
                                "c2VjcmV0".getBytes(StandardCharsets.US_ASCII),
                                "passphrase"));
        String signed = key.sign("1", "GET", "/", "");
        key.close();
        assertThat(key.sign("1", "GET", "/", "")).isNotEqualTo(signed);
        assertThat(key.toString()).doesNotContain("passphrase");
    }

    @Test
    void whatIsNoPrivateKey() {
        for (String bad :
                new String[] {
                    "",
                    "0x",
                    KEY.substring(1),
                    KEY + "0",
                    "g" + KEY.substring(1),
                    "0".repeat(64),
                    "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                    "f".repeat(64)
                }) {
            assertThat(Wallet.of(bad.getBytes(StandardCharsets.UTF_8))).isNull();
        }
    }

    private static Wallet wallet(String key) {
        return requireNonNull(Wallet.of(key.getBytes(StandardCharsets.UTF_8)));
    }
}
