package io.sath.platform.mail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How mails leave the platform.
 *
 * @param from the sender: {@code address} or {@code Name <address>}
 * @param smtpHost the mail server; empty: mails are files in {@code <data-dir>/mail}
 * @param smtpUser empty: no log-in at the mail server
 * @param smtpTls how the connection is protected
 */
@Validated
@ConfigurationProperties("sath.mail")
public record MailSettings(
        @NotBlank @DefaultValue("SATH <no-reply@localhost>") String from,
        @DefaultValue("") String smtpHost,
        @Min(1) @Max(65535) @DefaultValue("587") int smtpPort,
        @DefaultValue("") String smtpUser,
        @DefaultValue("") String smtpPassword,
        @DefaultValue("required") Tls smtpTls) {
    /** Protection of the way to the mail server. */
    public enum Tls {
        /** STARTTLS, and no mail where the server does not offer it. */
        REQUIRED,
        /** TLS from the first byte (port 465). */
        IMPLICIT,
        /** In clear: only for a server on the same machine or network. */
        NONE
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "MailSettings[from=%s, smtpHost=%s, smtpPort=%d, smtpTls=%s]"
                .formatted(from, smtpHost, smtpPort, smtpTls);
    }
}
