package io.sath.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonConventionsTests {
    private final JsonMapper json = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new JsonConventions().customize(builder);
        return builder.build();
    }

    enum State {
        EXIT_ONLY,
        RUNNING
    }

    record Everything(
            TenantId id,
            Instant at,
            BigDecimal amount,
            State state,
            @Nullable Role role,
            @Nullable String unknown) {}

    @Test
    void everyKindHasItsForm() {
        Everything all =
                new Everything(
                        new TenantId(new UUID(0, 1)),
                        Instant.parse("2026-11-22T11:55:45Z"),
                        new BigDecimal("1E+3"),
                        State.EXIT_ONLY,
                        Role.OWNER,
                        null);
        String text =
                """
                {"id":"00000000-0000-0000-0000-000000000001","at":"2026-11-22T11:55:45.000Z",\
                "amount":"1000","state":"exit-only","role":"owner","unknown":null}\
                """;

        assertThat(json.writeValueAsString(all)).isEqualTo(text);
        assertThat(json.readValue(text, Everything.class).state()).isEqualTo(State.EXIT_ONLY);
        assertThat(json.readValue(text, Everything.class).amount()).isEqualByComparingTo("1000");
    }

    @Test
    void decimalsAreReadAsTextOrNumberWithoutLoss() {
        assertThat(json.readValue("\"0.1\"", BigDecimal.class)).isEqualByComparingTo("0.1");
        assertThat(json.readValue("0.1", BigDecimal.class)).isEqualByComparingTo("0.1");
        assertThat(json.readValue("123456789012345678.123456789", BigDecimal.class))
                .isEqualByComparingTo("123456789012345678.123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1e999999999\"",
                "1e999999999",
                "\"-1e-999999999\"",
                "\"\"",
                "\"a\"",
                "true",
                "\"NaN\"",
                "\"Infinity\"",
                "[]",
                "\"12345678901234567890123456789012345678901\""
            })
    void whatIsNoDecimalOrAnAbsurdOneIsRefused(String text) {
        assertThatThrownBy(() -> json.readValue(text, BigDecimal.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-11-22\"", "\"yesterday\"", "1795365104", "\"\""})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> json.readValue(text, Instant.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void aTimeWithAnOffsetIsTheSameInstant() {
        assertThat(json.readValue("\"2026-11-22T12:55:45.19+01:00\"", Instant.class))
                .isEqualTo(Instant.parse("2026-11-22T11:55:45.190Z"));
    }

    @Test
    void enumsAreReadByTheirWordAlone() {
        assertThat(json.readValue("\"running\"", State.class)).isEqualTo(State.RUNNING);
        assertThatThrownBy(() -> json.readValue("1", State.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> json.readValue("\"walking\"", State.class))
                .isInstanceOf(JacksonException.class);
    }
}
