package io.sath.platform.walk;

import io.sath.platform.SathPlatform;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A platform as {@code ./sath up} starts it, on a port and a data directory of its own. */
final class RunningPlatform implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Path data;
    private final int port;

    RunningPlatform(Path data, Path botJar) throws IOException {
        this.data = data;
        port = freePort();
        context =
                new SpringApplication(SathPlatform.class)
                        .run(
                                "--server.port=" + port,
                                "--sath.data-dir=" + data,
                                "--sath.bot-jar=" + botJar,
                                "--sath.account.public-url=" + address(""),
                                "--sath.database.programs-dir="
                                        + Path.of(
                                                System.getProperty("java.io.tmpdir"),
                                                "sath-test-programs"),
                                "--sath.first-start.demo=false",
                                "--sath.orchestration.stop-grace=10s",
                                "--vaadin.productionMode=true",
                                "--spring.main.banner-mode=off");
    }

    String address(String route) {
        return "http://localhost:" + port + (route.isEmpty() ? "" : "/" + route);
    }

    /** The link to {@code route} in a mail to {@code address}, once there is one. */
    Optional<String> mailedLink(String address, String route) {
        Pattern link = Pattern.compile(Pattern.quote(address(route)) + "\\?token=[\\w.-]+");
        return mails().stream()
                .filter(mail -> mail.contains(address))
                .map(link::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Every mail that was written to a file, as readers and text. */
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
