package io.sath.platform.mail.smtp;

import io.sath.platform.mail.Mail;
import io.sath.platform.mail.MailFailedException;
import io.sath.platform.mail.MailSender;
import io.sath.platform.mail.MailSettings;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Hands mails to a mail server (RFC 5321), a connection each. */
public final class SmtpMailSender implements MailSender {
    private static final String TIMEOUT_MS = "10000";

    private final MailSettings settings;

    public SmtpMailSender(MailSettings settings) {
        this.settings = settings;
    }

    @Override
    public void send(Mail mail) {
        Session session = Session.getInstance(properties(mail.from()), logIn());
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            MimeMessage message =
                    new MimeMessage(session, new ByteArrayInputStream(mail.message()));
            transport.sendMessage(message, new Address[] {new InternetAddress(mail.to())});
        } catch (MessagingException e) {
            throw new MailFailedException(
                    "the mail server "
                            + settings.smtpHost()
                            + " did not take it ("
                            + e.getClass().getSimpleName()
                            + ")",
                    e);
        }
    }

    private Properties properties(String from) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.smtpHost());
        properties.setProperty("mail.smtp.port", String.valueOf(settings.smtpPort()));
        properties.setProperty("mail.smtp.from", from);
        properties.setProperty("mail.smtp.localhost", from.substring(from.indexOf('@') + 1));
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
        properties.setProperty("mail.smtp.auth", String.valueOf(!settings.smtpUser().isEmpty()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.smtpTls()) {
            case REQUIRED -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
        }
        return properties;
    }

    private @Nullable Authenticator logIn() {
        if (settings.smtpUser().isEmpty()) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(settings.smtpUser(), settings.smtpPassword());
            }
        };
    }
}
