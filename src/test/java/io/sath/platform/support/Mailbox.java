package io.sath.platform.support;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mails that a platform wrote to files, below its data directory. */
public record Mailbox(Path data) {
    /** The link to {@code page}, an address, in a mail to {@code reader}, once there is one. */
    public Optional<String> link(String reader, String page) {
        Pattern link = Pattern.compile(Pattern.quote(page) + "\\?token=[\\w.-]+");
        return mails().stream()
                .filter(mail -> mail.contains(reader))
                .map(link::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    /** Whether a mail to {@code reader} says so. */
    public boolean says(String reader, String words) {
        return mails().stream().anyMatch(mail -> mail.contains(reader) && mail.contains(words));
    }

    /** Every mail, as readers and text. */
    private List<String> mails() {
        Path directory = data.resolve("mail");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<String> mails = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".eml")).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    MimeMessage message = new MimeMessage(null, in);
                    mails.add(
                            List.of(message.getAllRecipients())
                                    + "\n"
                                    + text(message.getContent()));
                }
            }
            return mails;
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(@Nullable Object content) throws IOException, MessagingException {
        if (content instanceof Multipart parts) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                text.append(text(part.getContent())).append('\n');
            }
            return text.toString();
        }
        return String.valueOf(content);
    }
}
