package io.sath.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTests {
    private static final Formats ES =
            Formats.of(Locale.forLanguageTag("es"), ZoneId.of("Europe/Madrid"));
    private static final Formats EN = Formats.of(Locale.ENGLISH, ZoneOffset.UTC);
    private static final Instant AT = Instant.parse("2025-05-24T12:59:41.377Z");

    @Test
    void groupsFourDigitsInSpanishToo() {
        assertThat(ES.amount(new BigDecimal("1234.56"))).isEqualTo("1.234,56");
        assertThat(EN.amount(new BigDecimal("1234.56"))).isEqualTo("1,234.56");
    }

    @Test
    void writesATrueMinusAndAPlus() {
        assertThat(ES.signed(new BigDecimal("-3.731"))).isEqualTo("\u22123,73");
        assertThat(ES.signed(new BigDecimal("241.51"))).isEqualTo("+241,51");
    }

    @Test
    void whatRoundsToZeroHasNoSign() {
        assertThat(ES.signed(new BigDecimal("-0.001"))).isEqualTo("0,00");
        assertThat(ES.signed(new BigDecimal("0.004"))).isEqualTo("0,00");
    }

    @Test
    void keepsNumberAndUnitTogether() {
        assertThat(ES.money(new BigDecimal("5241.51"), "USDT")).isEqualTo("5.241,51\u00a0USDT");
        assertThat(ES.signedPercent(new BigDecimal("0.0483"))).isEqualTo("+4,83\u00a0%");
        assertThat(ES.bytes(1_400_000_000L)).isEqualTo("1,4\u00a0GB");
        assertThat(ES.bytes(999)).isEqualTo("999\u00a0B");
    }

    @Test
    void aPriceHasTheDecimalsOfItsTick() {
        assertThat(ES.price(new BigDecimal("108735.30"), new BigDecimal("0.1")))
                .isEqualTo("108.735,3");
        assertThat(ES.exact(new BigDecimal("0.009160"))).isEqualTo("0,00916");
        assertThat(ES.exact(new BigDecimal("1E+3"))).isEqualTo("1.000");
    }

    @Test
    void saysADurationInItsTwoLargestUnits() {
        assertThat(ES.duration(Duration.ofHours(33 * 24 + 5))).isEqualTo("33\u00a0d 5\u00a0h");
        assertThat(ES.duration(Duration.ofMinutes(330))).isEqualTo("5\u00a0h 30\u00a0min");
        assertThat(ES.duration(Duration.ofSeconds(59))).isEqualTo("59\u00a0s");
        assertThat(ES.ago(Duration.ofSeconds(3))).isEqualTo("hace 3\u00a0s");
        assertThat(EN.ago(Duration.ofSeconds(3))).isEqualTo("3\u00a0s ago");
    }

    @Test
    void showsTimesInThePersonsZone() {
        assertThat(ES.dateTime(AT)).isEqualTo("24 may, 14:59");
        assertThat(EN.timeWithMillis(AT)).isEqualTo("12:59:41.377");
        assertThat(ES.recent(AT, AT.plusSeconds(60))).isEqualTo("14:59");
        assertThat(ES.recent(AT, AT.plusSeconds(86_400))).isEqualTo("24 may, 14:59");
    }

    @Test
    void readsWhatAPersonTypesInTheirOwnWay() {
        assertThat(ES.parse("1.234,50")).isEqualByComparingTo("1234.50");
        assertThat(EN.parse("1,234.50")).isEqualByComparingTo("1234.50");
        assertThat(ES.parse("doce")).isNull();
        assertThat(ES.parse("1e9")).isNull();
    }
}
