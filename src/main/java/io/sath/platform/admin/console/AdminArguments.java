package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator asked for on the command line. */
sealed interface AdminArguments {
    /** Where the platform answers, without a trailing slash, and who logs in. */
    record Server(URI url, String email) {}

    record ListTenants(Server server) implements AdminArguments {}

    /** {@code tenant} is the id of the tenant whose bot is to stop. */
    record StopBot(Server server, String tenant) implements AdminArguments {}

    /** Reads a command line; throws {@link AdminFault} with code 2 for what it does not know. */
    static AdminArguments parse(List<String> line, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        String url = null;
        String email = environment.getOrDefault("SATH_ADMIN_EMAIL", "admin@sath.local");
        for (Iterator<String> rest = line.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--url" -> url = valueOf(word, rest);
                case "--email" -> email = valueOf(word, rest);
                default -> {
                    if (word.startsWith("--") && !word.equals("--check")) {
                        throw unknown(word);
                    }
                    words.add(word);
                }
            }
        }
        Server server =
                new Server(
                        address(
                                url == null
                                        ? "http://localhost:"
                                                + environment.getOrDefault("SATH_PORT", "8080")
                                        : url),
                        email);
        String command = words.isEmpty() ? "" : words.removeFirst();
        return switch (command) {
            case "" -> throw AdminFault.usage(Text.of("admin.console.no-command"));
            case "list-tenants" -> {
                end(words, 0);
                yield new ListTenants(server);
            }
            case "stop-bot" -> {
                if (words.isEmpty()) {
                    throw AdminFault.usage(Text.of("admin.console.which-tenant"));
                }
                end(words, 1);
                yield new StopBot(server, words.getFirst());
            }
            default -> throw unknown(command);
        };
    }

    private static String valueOf(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw AdminFault.usage(Text.of("admin.console.no-value", option));
        }
        return rest.next();
    }

    private static void end(List<String> words, int size) {
        if (words.size() > size) {
            throw unknown(words.get(size));
        }
    }

    private static URI address(String url) {
        URI address = absolute(url);
        if (address == null) {
            throw AdminFault.usage(Text.of("admin.console.bad-url", url));
        }
        return address;
    }

    private static @Nullable URI absolute(String url) {
        try {
            URI address = new URI(url.replaceFirst("/+$", ""));
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            return web && address.getHost() != null ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static AdminFault unknown(String word) {
        return AdminFault.usage(Text.of("admin.console.unknown", word));
    }
}
