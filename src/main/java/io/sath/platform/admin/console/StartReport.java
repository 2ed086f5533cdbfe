package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the person at the console where the platform is, once its first page answers, and at the
 * first start who can log in.
 *
 * <p>Only where {@code sath.console} is set, as {@code ./sath up} does. This is the one place where
 * passwords are shown; they are in no log.
 */
@Component
@ConditionalOnProperty("sath.console")
class StartReport {
    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    private final FirstStart firstStart;
    private final String logFile;
    private final PrintStream out = System.out;

    StartReport(FirstStart firstStart, @Value("${logging.file.name:}") String logFile) {
        this.firstStart = firstStart;
        this.logFile = logFile;
    }

    @EventListener
    void tell(ApplicationReadyEvent event) {
        String port =
                event.getApplicationContext()
                        .getEnvironment()
                        .getRequiredProperty("local.server.port");
        String address = "http://localhost:" + port;
        drawFirstPage(URI.create("http://127.0.0.1:" + port + "/login"));
        Locale locale = Locale.getDefault();
        Duration taken = event.getTimeTaken();
        out.println(
                Text.of(
                                "admin.start.ready",
                                address,
                                taken == null ? 0 : taken.toMillis() / 100 / 10.0)
                        .in(locale));
        tell(firstStart.takeLogIns(), locale);
        out.println(Text.of("admin.start.end", logFile).in(locale));
    }

    private void tell(List<FirstStart.LogIn> logIns, Locale locale) {
        if (logIns.isEmpty()) {
            return;
        }
        out.println();
        out.println(Text.of("admin.start.first").in(locale));
        Table table =
                new Table(
                        "  " + Text.of("admin.start.who").in(locale),
                        Text.of("admin.console.email").in(locale),
                        Text.of("admin.start.password-column").in(locale));
        logIns.forEach(
                logIn -> table.row("  " + logIn.who().in(locale), logIn.email(), logIn.password()));
        table.print(out);
        out.println();
    }

    /** The first page takes the longest: nobody but the platform itself waits for it. */
    private static void drawFirstPage(URI page) {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(30)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                LOG.warn("The first page answered {}", status);
            }
        } catch (IOException e) {
            LOG.warn("The first page did not answer: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
