package io.sath.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.shared.FieldFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {
    private static String code(String password) {
        return PasswordRules.fault(password, "maria.perez@example.com", "María Pérez")
                .map(FieldFault::code)
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cuatro caballos verdes",
                "Tr0ub4dor&3xyz!",
                "ñandúñandúazulado",
                "zN3.8fk2_Qp9",
                "my password is a long story"
            })
    void whatIsHardToGuessMayBeChosen(String password) {
        assertThat(code(password)).isEmpty();
    }

    @Test
    void twelveCharactersAreEnoughAndElevenAreNot() {
        assertThat(code("kq7!vb2.xw9")).isEqualTo("too-short");
        assertThat(code("kq7!vb2.xw9z")).isEmpty();
    }

    @Test
    void charactersAreCountedAsAPersonCountsThem() {
        assertThat(code("🐴🐮🐷🐸🐵🐔🐧🐦🐤🐺🐗")).isEqualTo("too-short");
    }

    @Test
    void bytesBeyond72WouldNotBeSeenByBcrypt() {
        String longest = "abKd9!xQ".repeat(8) + "zyxwvuts";
        assertThat(longest).hasSize(72);
        assertThat(code(longest)).isEmpty();
        assertThat(code(longest + "a")).isEqualTo("too-long");
        assertThat(code("ñk9!xQwzt".repeat(7) + "ñabñcd")).isEqualTo("too-long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012",
                "098765432109",
                "qwertyuiopqwerty",
                "aaaaaaaaaaaa",
                "abababababab",
                "sol1sol1sol1",
                "password1234",
                "P4ssw0rd2026!",
                "Contraseña123",
                "contrasena2026",
                "1qaz2wsx3edc",
                "administrator",
                "bienvenido2026!",
                "abcdefghijkl"
            })
    void whatManyChooseIsRefused(String password) {
        assertThat(code(password)).isEqualTo("common");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maria.perez@example.com", "maria.perez1", "MariaPerez2026"})
    void whatTheEmailOrTheNameGivesAwayIsRefused(String password) {
        assertThat(
                        PasswordRules.fault(password, "maria.perez@example.com", "Maria Perez")
                                .map(FieldFault::code))
                .contains("personal");
    }

    @Test
    void aFaultNeverRepeatsThePassword() {
        FieldFault fault = PasswordRules.fault("password1234", "a@example.com", "A").orElseThrow();
        assertThat(fault.value()).isNull();
        assertThat(fault.toString()).doesNotContain("password1234");
    }
}
