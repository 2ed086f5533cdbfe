package io.sath.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsTests {
    @Test
    void caseAndSpaceAroundAreNoDifference() {
        assertThat(Emails.normalised(" Ana.Lopez+x@Example.COM "))
                .isEqualTo("ana.lopez+x@example.com");
    }

    @Test
    void internationalDomainsHaveOneForm() {
        assertThat(Emails.normalised("a@españa.example")).isEqualTo("a@xn--espaa-rta.example");
    }

    @Test
    void theLongestHas254Characters() {
        String domain = "@" + "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".com";
        String local = "x".repeat(254 - domain.length());
        assertThat(local).hasSizeLessThanOrEqualTo(254);
        assertThat(Emails.normalised("x".repeat(64) + domain)).isNotNull();
        assertThat(Emails.normalised("x".repeat(65) + domain)).isNull();
        assertThat(Emails.normalised("x@" + "a.".repeat(130) + "com")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "@example.com",
                "ana@",
                "ana@example",
                "a..b@example.com",
                ".a@example.com",
                "a@b@example.com",
                "a b@example.com",
                "a\u0000@example.com",
                "a@exam\nple.com",
                "\"a\"@example.com",
                "a@-example.com",
                "a@example..com",
                "ana@example.com>\r\nBcc: b@example.com"
            })
    void whatIsNoAddressHasNoForm(String typed) {
        assertThat(Emails.normalised(typed)).isNull();
    }
}
