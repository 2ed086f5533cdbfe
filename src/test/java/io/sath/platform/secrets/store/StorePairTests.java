package io.sath.platform.secrets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.shared.StartFault;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class StorePairTests {
    private static final String ADDR = "http://127.0.0.1:1";

    @Test
    void bothOrNeitherIsRight() {
        assertThat(new StorePair(new MockEnvironment())).isNotNull();
        assertThat(
                        new StorePair(
                                new MockEnvironment()
                                        .withProperty("sath.vault.addr", ADDR)
                                        .withProperty("sath.nomad.addr", ADDR)))
                .isNotNull();
    }

    @Test
    void halfAPairIsRefusedWithTheWayOut() {
        assertThatThrownBy(() ->
                        new StorePair(new MockEnvironment().withProperty("sath.vault.addr", ADDR)))
                .isInstanceOf(StartFault.class)
                .hasMessageContaining("SATH_NOMAD_ADDR");
        assertThatThrownBy(() ->
                        new StorePair(new MockEnvironment().withProperty("sath.nomad.addr", ADDR)))
                .isInstanceOf(StartFault.class)
                .hasMessageContaining("SATH_VAULT_ADDR");
    }
}
