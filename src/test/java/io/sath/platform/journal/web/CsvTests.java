package io.sath.platform.journal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void aTextThatLooksLikeAFormulaBeginsWithAnApostrophe(String text) {
        assertThat(Csv.cell(text).replace("\"", "")).isEqualTo("'" + text);
    }

    @Test
    void numbersAndTimesAreNoTexts() {
        assertThat(Csv.cell(new BigDecimal("-1E+3"))).isEqualTo("-1000");
        assertThat(Csv.cell(Instant.parse("2026-11-22T11:55:45.19Z")))
                .isEqualTo("2026-11-22T11:55:45.190Z");
        assertThat(Csv.cell(null)).isEmpty();
    }

    @Test
    void commasQuotesAndNewLinesAreQuoted() {
        assertThat(Csv.cell("a,\"b\"\nc")).isEqualTo("\"a,\"\"b\"\"\nc\"");
    }
}
