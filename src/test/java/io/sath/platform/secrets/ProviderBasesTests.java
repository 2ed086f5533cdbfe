package io.sath.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.shared.StartFault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderBasesTests {
    @Test
    void eachProviderHasItsOwnAddressByDefault() {
        ProviderBases bases = of(Map.of());
        assertThat(bases.bases()).containsOnlyKeys(KeyService.values());
        assertThat(bases.base(KeyService.BINANCE)).hasToString("https://api.binance.com");
        assertThat(bases.base(KeyService.OPENAI)).hasToString("https://api.openai.com/v1");
    }

    @Test
    void theOperatorPutsAnotherInItsPlaceOrTurnsItOff() {
        ProviderBases bases =
                of(
                        Map.of(
                                "sath.providers.binance-testnet.base",
                                "https://gateway.example.com/binance/",
                                "sath.providers.openai.base",
                                "http://127.0.0.1:8080",
                                "sath.providers.gemini.base",
                                ""));
        assertThat(bases.base(KeyService.BINANCE_TESTNET))
                .hasToString("https://gateway.example.com/binance");
        assertThat(bases.base(KeyService.OPENAI)).hasToString("http://127.0.0.1:8080");
        assertThat(bases.base(KeyService.GEMINI)).isNull();
    }

    @Test
    void whatIsNoSafeAddressIsToldAtTheStart() {
        for (String bad :
                new String[] {
                    "http://gateway.example.com",
                    "ftp://example.com",
                    "example.com",
                    "https://",
                    "https://user@example.com",
                    "https://example.com?x=1",
                    "https://example.com#x",
                    "http://localhost.example.com",
                    "https://exa mple.com"
                }) {
            assertThatThrownBy(() -> of(Map.of("sath.providers.deepseek.base", bad)))
                    .isInstanceOf(StartFault.class)
                    .hasMessageContaining("sath.providers.deepseek.base: \"" + bad + "\"");
        }
    }

    private static ProviderBases of(Map<String, String> settings) {
        return ProviderBases.of(settings::get);
    }
}
