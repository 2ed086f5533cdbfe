package io.sath.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.shared.Text;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What every way of sending a mail keeps. */
public abstract class MailSenderContract {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T11:55:45.190Z"), ZoneOffset.UTC);
    private static final URI LINK =
            URI.create("https://sath.example.com/verify?token=abc_DEF-123&x=" + "y".repeat(120));

    /** The sender to test. */
    protected abstract MailSender sender();

    /** The sender, where what it hands mails to does not take them. */
    protected abstract MailSender senderWithoutWayOut() throws Exception;

    /** The mails that arrived, oldest first, each as its bytes. */
    protected abstract List<byte[]> arrived() throws Exception;

    protected static Mail mail(String name) {
        Letter letter =
                new Letter(
                        "ana@example.com",
                        Locale.of("es"),
                        Text.of("account.mail.confirm.subject"),
                        List.of(
                                Text.of("account.mail.greeting", name),
                                Text.of("account.mail.confirm.text", 24)),
                        new Letter.Action(Text.of("account.mail.confirm.action"), LINK));
        return new MailForm("SATH <no-reply@sath.example.com>", CLOCK).of(letter);
    }

    private MimeMessage only() throws Exception {
        List<byte[]> all = arrived();
        assertThat(all).hasSize(1);
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(all.getFirst()));
    }

    @Test
    void aMailArrivesAsItWasWritten() throws Exception {
        sender().send(mail("Begoña"));

        MimeMessage message = only();
        assertThat(message.getSubject()).isEqualTo("Confirma tu correo");
        assertThat(message.getRecipients(Message.RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly("ana@example.com");
        assertThat(message.getFrom()[0]).hasToString("SATH <no-reply@sath.example.com>");
        assertThat(message.getSentDate().toInstant())
                .isEqualTo(Instant.parse("2026-11-22T11:55:45Z"));
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat((String) parts.getBodyPart(0).getContent())
                .contains("Hola, Begoña:", LINK.toString());
        assertThat((String) parts.getBodyPart(1).getContent())
                .contains("Hola, Bego", LINK.toString().replace("&", "&amp;"));
    }

    @Test
    void aLinkStandsUnbrokenInTheRawMail() throws Exception {
        sender().send(mail("Ana"));

        assertThat(new String(arrived().getFirst(), java.nio.charset.StandardCharsets.UTF_8))
                .contains(LINK.toString());
    }

    @Test
    void severalMailsArriveInTheirOrder() throws Exception {
        MailSender sender = sender();
        sender.send(mail("one"));
        sender.send(mail("two"));

        assertThat(arrived()).hasSize(2);
    }

    @Test
    void aLineThatIsOneDotArrives() throws Exception {
        Mail mail = mail("Ana");
        byte[] message =
                "From: a@example.com\r\nTo: ana@example.com\r\nSubject: x\r\n\r\na\r\n.\r\n..b\r\nc\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        sender().send(new Mail(mail.from(), mail.to(), message));

        assertThat(((String) only().getContent()).lines()).contains("a", ".", "..b", "c");
    }

    @Test
    void whatIsNotTakenIsToldWithoutNamingAnybody() {
        assertThatThrownBy(() -> senderWithoutWayOut().send(mail("Ana")))
                .isInstanceOf(MailFailedException.class)
                .message()
                .doesNotContain("ana@example.com", "Ana");
    }
}
