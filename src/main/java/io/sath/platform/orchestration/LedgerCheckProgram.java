package io.sath.platform.orchestration;

import io.sath.platform.SathPlatform;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.orchestration.LedgerCheck.Comparison;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The program behind {@code ./sath admin ledger --check}: compares every bot's own store with the
 * database, beside a running platform or without one.
 *
 * <p>It works on {@code SATH_DATA_DIR} itself and changes nothing. It ends with 0 where all books
 * agree, 1 where any differs or none could be compared.
 */
public final class LedgerCheckProgram {
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d+)$");

    private LedgerCheckProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(System.getenv(), System.out, Locale.getDefault()));
    }

    static int run(Map<String, String> environment, PrintStream out, Locale locale)
            throws IOException, InterruptedException {
        Path data =
                Path.of(environment.getOrDefault("SATH_DATA_DIR", "data"))
                        .toAbsolutePath()
                        .normalize();
        Path scratch = Files.createTempDirectory("sath-ledger");
        List<String> properties = new ArrayList<>(List.of(common(data)));
        boolean external = !environment.getOrDefault("SPRING_DATASOURCE_URL", "").isEmpty();
        if (external || DataDirectory.isHeld(data)) {
            properties.add("sath.data-dir=" + scratch);
            if (!external) {
                properties.addAll(runningServer(data));
            }
        } else {
            properties.add("sath.data-dir=" + data);
        }
        try (ConfigurableApplicationContext context =
                new SpringApplicationBuilder(SathPlatform.class)
                        .properties(properties.toArray(String[]::new))
                        .run(properties.stream().map(each -> "--" + each).toArray(String[]::new))) {
            return print(context.getBean(LedgerCheck.class).run(), out, locale);
        } finally {
            Files.deleteIfExists(scratch.resolve("platform.lock"));
        }
    }

    private static String[] common(Path data) {
        return new String[] {
            "sath.scheduling=false",
            "sath.orchestration.tenants-dir=" + data.resolve("tenants"),
            "spring.main.lazy-initialization=true",
            "spring.main.banner-mode=off",
            // The pages' parts want a server; nobody is told of this one.
            "server.address=127.0.0.1",
            "server.port=0",
            "vaadin.productionMode=true",
            "spring.liquibase.enabled=false",
            "logging.level.root=ERROR"
        };
    }

    /** How the embedded server is reached that the running platform keeps. */
    static List<String> runningServer(Path data) throws IOException {
        Matcher port = PORT.matcher(Files.readString(data.resolve("postgres/sath.conf")));
        Properties passwords = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve("postgres-passwords.properties"))) {
            passwords.load(in);
        }
        if (!port.find()) {
            throw new IOException("postgres/sath.conf names no port");
        }
        return List.of(
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port.group(1) + "/sath",
                "spring.datasource.username=sath_app",
                "spring.datasource.password=" + passwords.getProperty("sath_app"),
                "spring.liquibase.user=sath_owner",
                "spring.liquibase.password=" + passwords.getProperty("sath_owner"));
    }

    private static int print(List<Comparison> all, PrintStream out, Locale locale) {
        for (Comparison one : all) {
            out.println(
                    Text.of(
                                    one.agrees()
                                            ? "orchestration.ledger.agrees"
                                            : "orchestration.ledger.differs",
                                    one.bot().value(),
                                    one.same(),
                                    one.pending(),
                                    one.differences().size())
                            .in(locale));
            one.differences().forEach(difference -> out.println("  " + difference));
        }
        long wrong = all.stream().filter(one -> !one.agrees()).count();
        out.println(
                Text.of("orchestration.ledger.sum", all.size(), all.size() - wrong, wrong)
                        .in(locale));
        return wrong == 0 ? 0 : 1;
    }
}
