package io.sath.platform.admin.console;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the first start makes.
 *
 * @param enabled whether it makes anything; false only in tests
 * @param adminEmail the operator's e-mail
 * @param adminPassword the operator's password; empty: a random one, shown once
 * @param demo {@code true} or {@code false}; empty: where every part is the embedded one
 */
@ConfigurationProperties("sath.first-start")
record FirstStartSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("admin@sath.local") String adminEmail,
        @DefaultValue("") String adminPassword,
        @DefaultValue("") String demo) {
    /** Leaves the password out. */
    @Override
    public String toString() {
        return "FirstStartSettings[enabled=%s, demo=%s]".formatted(enabled, demo);
    }
}
