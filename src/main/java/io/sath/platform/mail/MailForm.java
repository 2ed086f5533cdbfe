package io.sath.platform.mail;

import io.sath.platform.shared.Text;
import io.sath.platform.shared.Texts;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import org.springframework.web.util.HtmlUtils;

/** Gives a letter its form: a plain text and a page with the same words. */
final class MailForm {
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><title>%s</title></head>
            <body style="margin:0;background:#f2f4f8;padding:24px 12px;font:16px/1.5 'Instrument Sans',system-ui,sans-serif;color:#1b2230">
            <div style="max-width:520px;margin:0 auto;background:#ffffff;border-radius:12px;padding:28px 28px 24px;border:1px solid #e2e6ee">
            <p style="margin:0 0 20px;font-weight:700;letter-spacing:.08em;color:#2b57b8">SATH</p>
            <h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">%s</h1>
            %s%s</div>
            <p style="max-width:520px;margin:16px auto 0;font-size:13px;color:#5b6474">%s</p>
            </body></html>
            """;
    private static final String BUTTON =
            """
            <p style="margin:24px 0"><a href="%1$s" style="display:inline-block;background:#2b57b8;color:#ffffff;text-decoration:none;font-weight:600;padding:12px 20px;border-radius:8px">%2$s</a></p>
            <p style="margin:0;font-size:13px;color:#5b6474">%3$s<br><a href="%1$s" style="color:#2b57b8;word-break:break-all">%1$s</a></p>
            """;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final String from;
    private final Clock clock;

    MailForm(String from, Clock clock) {
        this.from = from;
        this.clock = clock;
    }

    Mail of(Letter letter) {
        try {
            InternetAddress sender = new InternetAddress(from, true);
            InternetAddress recipient = new InternetAddress(letter.to(), true);
            Message message = new Numbered(sender.getAddress());
            message.setFrom(sender);
            message.setRecipient(Message.RecipientType.TO, recipient);
            ((MimeMessage) message)
                    .setSubject(
                            letter.subject().in(letter.locale()), StandardCharsets.UTF_8.name());
            message.setHeader("Date", DATE.format(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("Content-Language", letter.locale().getLanguage());
            MimeMultipart alternatives = new MimeMultipart("alternative");
            alternatives.addBodyPart(part(plain(letter), "plain"));
            alternatives.addBodyPart(part(page(letter), "html"));
            message.setContent(alternatives);
            message.saveChanges();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return new Mail(sender.getAddress(), recipient.getAddress(), bytes.toByteArray());
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail could not be formed", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(Letter letter) {
        StringBuilder text = new StringBuilder();
        for (Text paragraph : letter.paragraphs()) {
            text.append(paragraph.in(letter.locale())).append("\r\n\r\n");
        }
        Letter.Action action = letter.action();
        if (action != null) {
            text.append(action.label().in(letter.locale()))
                    .append(":\r\n")
                    .append(action.link())
                    .append("\r\n\r\n");
        }
        return text.append("-- \r\n").append(footer(letter.locale())).append("\r\n").toString();
    }

    private static String page(Letter letter) {
        StringBuilder paragraphs = new StringBuilder();
        for (Text paragraph : letter.paragraphs()) {
            paragraphs
                    .append("<p style=\"margin:0 0 12px\">")
                    .append(escape(paragraph.in(letter.locale())))
                    .append("</p>\n");
        }
        Letter.Action action = letter.action();
        String button =
                action == null
                        ? ""
                        : BUTTON.formatted(
                                escape(action.link().toString()),
                                escape(action.label().in(letter.locale())),
                                escape(Texts.in(letter.locale()).get("mail.link")));
        String subject = escape(letter.subject().in(letter.locale()));
        return PAGE.formatted(
                letter.locale().getLanguage(),
                subject,
                subject,
                paragraphs,
                button,
                escape(footer(letter.locale())));
    }

    private static String footer(Locale locale) {
        return Texts.in(locale).get("mail.footer");
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    /**
     * Unencoded (8bit), so that a link in a mail that is a file can be copied as it stands: the
     * usual encodings break long lines and write {@code =} as {@code =3D}.
     */
    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text.replaceAll("\r?\n", "\r\n"), StandardCharsets.UTF_8.name(), subtype);
        part.setHeader("Content-Transfer-Encoding", "8bit");
        return part;
    }

    /** Its id is random and names the sender's domain, never this machine or its user. */
    private static final class Numbered extends MimeMessage {
        private final String domain;

        Numbered(String sender) {
            super(Session.getInstance(new Properties()));
            this.domain = sender.substring(sender.indexOf('@') + 1);
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
        }
    }
}
