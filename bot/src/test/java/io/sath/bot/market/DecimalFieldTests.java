package io.sath.bot.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalFieldTests {

    @Test
    void everyDecimalIsReadExactly() {
        Random random = new Random(20_250_403);
        for (int i = 0; i < 2_000; i++) {
            BigDecimal value =
                    BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000_000L))
                            .scaleByPowerOfTen(-random.nextInt(19));
            BigDecimal read = Objects.requireNonNull(parse(value.toPlainString()));

            assertThat(read).isEqualByComparingTo(value);
            assertThat(read.scale()).isBetween(0, Math.max(0, value.stripTrailingZeros().scale()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5E-7", "0.000000150", "1.5e-07"})
    void exponentsAreRead(String text) {
        assertThat(parse(text)).isEqualTo(new BigDecimal("0.00000015"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "-1",
                "1,5",
                "1 ",
                "NaN",
                "1e",
                "0x1",
                "1e99",
                "1e-99",
                "1234567890123456789",
                "1.2.3",
                "1e999999999"
            })
    void everythingElseIsRefused(String text) {
        assertThat(parse(text)).isNull();
    }

    private static @Nullable BigDecimal parse(String text) {
        byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.US_ASCII);
        return DecimalField.parse(bytes, 1, bytes.length - 1, 0);
    }
}
