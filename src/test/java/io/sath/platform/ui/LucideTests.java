package io.sath.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LucideTests {
    @Test
    void everyIconIsInTheSprite() throws IOException {
        try (InputStream in =
                getClass().getResourceAsStream("/META-INF/resources/assets/icons/lucide.svg")) {
            assertThat(in).isNotNull();
            String sprite = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Lucide icon : Lucide.values()) {
                assertThat(sprite).contains("<symbol id=\"" + icon.symbol() + "\"");
            }
        }
    }
}
