package io.sath.platform.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTests {
    @Test
    void anOrdinaryLineStaysAsItIs() {
        String line = "Vela cerrada BTCUSD=5m cierre=81790.1 orden s0k3v9m2xw1q7a-3-4712 €";
        assertThat(LogText.clean(line)).isEqualTo(line);
    }

    @Test
    void oneLineInIsOneLineOut() {
        assertThat(LogText.clean("first\nsecond\r\nthird\u2028fourth\u0085fifth"))
                .isEqualTo("first second  third fourth fifth");
    }

    @Test
    void terminalSequencesAndControlsAreGone() {
        assertThat(
                        LogText.clean(
                                "\u001B[31mred\u001B[0m \u001B]0;title\u0007bell\u0007 nul\0 \u009B2Jx"))
                .isEqualTo("red bell nul x");
    }

    @Test
    void marksThatTurnTextRoundAreGone() {
        assertThat(LogText.clean("user \u202Eevil\u202C \u200B!")).isEqualTo("user evil !");
    }

    @Test
    void halfCharactersAreGone() {
        assertThat(LogText.clean("a\uD83Db 😀")).isEqualTo("ab 😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey=abcd1234efgh",
                "\"api_secret\": \"abcd1234efgh\"",
                "X-MBX-APIKEY: abcd1234efgh",
                "Authorization: Bearer abcd1234efgh",
                "sent bearer abcd1234efgh",
                "password = abcd1234efgh",
                "passphrase:abcd1234efgh",
                "GET /order?symbol=BTC&signature=abcd1234efgh",
                "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcd1234efgh",
                "key sk-abcd1234efghabcd1234efgh",
                "sath_abcd1234efghabcd1234efgh",
                "wallet 0xabcd1234efab0000000000000000000000000000000000000000abcd1234efab",
                "-----BEGIN PRIVATE KEY----- abcd1234efgh -----END PRIVATE KEY-----"
            })
    void whatLooksLikeASecretIsNotKept(String line) {
        assertThat(LogText.clean(line)).contains(LogText.REDACTED).doesNotContain("abcd1234ef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokens: 1200 used of 5000",
                "run 0199aa11-7c1e-7000-8000-00000000abcd started",
                "no keys are needed here"
            })
    void whatOnlyTalksOfSecretsIsKept(String line) {
        assertThat(LogText.clean(line)).isEqualTo(line);
    }

    @Test
    void aLineIsCutToItsGreatestLength() {
        assertThat(LogText.clean("x ".repeat(20_000))).hasSize(LogText.MAX_LENGTH);
    }
}
