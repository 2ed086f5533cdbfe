package io.sath.platform.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.mail.MailFailedException;
import io.sath.platform.mail.MailSender;
import io.sath.platform.mail.MailSenderContract;
import io.sath.platform.mail.MailSettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpMailSenderTests extends MailSenderContract {
    private SmtpServer server;

    @SuppressWarnings("NullAway.Init")
    SmtpMailSenderTests() {}

    @BeforeEach
    void start() throws IOException {
        server = new SmtpServer(null);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static MailSettings settings(
            int port, String user, String password, MailSettings.Tls tls) {
        return new MailSettings(
                "SATH <no-reply@sath.example.com>", "localhost", port, user, password, tls);
    }

    @Override
    protected MailSender sender() {
        return new SmtpMailSender(settings(server.port(), "", "", MailSettings.Tls.NONE));
    }

    @Override
    protected MailSender senderWithoutWayOut() throws IOException {
        server.close();
        return sender();
    }

    @Override
    protected List<byte[]> arrived() {
        return server.mails();
    }

    @Test
    void theEnvelopeNamesSenderAndRecipient() {
        sender().send(mail("Ana"));

        assertThat(server.said())
                .anyMatch(line -> line.startsWith("MAIL FROM:<no-reply@sath.example.com>"))
                .anyMatch(line -> line.startsWith("RCPT TO:<ana@example.com>"))
                .contains("EHLO sath.example.com");
    }

    @Test
    void aLogInIsMadeWhereOneIsSet() throws IOException {
        try (SmtpServer asking = new SmtpServer("a secret")) {
            new SmtpMailSender(settings(asking.port(), "sath", "a secret", MailSettings.Tls.NONE))
                    .send(mail("Ana"));

            assertThat(asking.mails()).hasSize(1);
        }
    }

    @Test
    void aWrongLogInFailsWithoutTellingThePassword() throws IOException {
        try (SmtpServer asking = new SmtpServer("a secret")) {
            MailSender sender =
                    new SmtpMailSender(
                            settings(asking.port(), "sath", "another", MailSettings.Tls.NONE));

            assertThatThrownBy(() -> sender.send(mail("Ana")))
                    .isInstanceOf(MailFailedException.class)
                    .message()
                    .doesNotContain("another");
            assertThat(asking.mails()).isEmpty();
        }
    }

    @Test
    void nothingIsSentInClearWhereTlsIsRequired() {
        MailSender sender =
                new SmtpMailSender(settings(server.port(), "", "", MailSettings.Tls.REQUIRED));

        assertThatThrownBy(() -> sender.send(mail("Ana"))).isInstanceOf(MailFailedException.class);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void thePasswordStaysOutOfTexts() {
        assertThat(settings(25, "sath", "a secret", MailSettings.Tls.NONE).toString())
                .doesNotContain("a secret");
    }
}
