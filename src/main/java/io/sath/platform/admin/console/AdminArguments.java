package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator asked for on the command line. */
sealed interface AdminArguments {
    Server server();

    /**
     * Where the platform answers, without a trailing slash, and who logs in.
     *
     * @param passwordFile whose first line is the password; null: it comes from elsewhere
     */
    record Server(URI url, String email, @Nullable Path passwordFile) {}

    record ListTenants(Server server) implements AdminArguments {}

    /** A tenant to make, as typed; what is wrong with it the platform says. */
    record CreateTenant(Server server, String name, String email, String plan)
            implements AdminArguments {}

    /** {@code tenant} is the id of the tenant whose bot is to start. */
    record StartBot(Server server, String tenant) implements AdminArguments {}

    /** {@code tenant} is the id of the tenant whose bot is to stop. */
    record StopBot(Server server, String tenant) implements AdminArguments {}

    /** What reaches the bots of all tenants. */
    sealed interface All extends AdminArguments {
        /** Whether nobody is to be asked first. */
        boolean sure();
    }

    record StartAll(Server server, boolean sure) implements All {}

    record StopAll(Server server, boolean sure) implements All {}

    record Dashboard(Server server) implements AdminArguments {}

    /** Reads a command line; throws {@link AdminFault} with code 2 for what it does not know. */
    static AdminArguments parse(List<String> words, Map<String, String> environment) {
        CommandLine line = new CommandLine(words);
        String command = line.word();
        if (command == null) {
            throw AdminFault.usage(Text.of("admin.console.no-command"));
        }
        // There --email is the new owner's.
        String newOwner = command.equals("create-tenant") ? line.option("--email") : null;
        Server server = server(line, environment);
        AdminArguments arguments =
                switch (command) {
                    case "list-tenants" -> new ListTenants(server);
                    case "create-tenant" ->
                            new CreateTenant(
                                    server,
                                    needed("--name", line.option("--name")),
                                    needed("--email", newOwner),
                                    needed("--plan", line.option("--plan")));
                    case "start-bot" -> new StartBot(server, tenant(line));
                    case "stop-bot" -> new StopBot(server, tenant(line));
                    case "start-all" -> new StartAll(server, line.flag("--yes"));
                    case "stop-all" -> new StopAll(server, line.flag("--yes"));
                    case "dashboard" -> new Dashboard(server);
                    default -> throw CommandLine.unknown(command);
                };
        line.end();
        return arguments;
    }

    private static Server server(CommandLine line, Map<String, String> environment) {
        String url = line.option("--url");
        String as = line.option("--as");
        String email = line.option("--email");
        String file = line.option("--password-file");
        String who = as == null ? email : as;
        return new Server(
                address(
                        url == null
                                ? "http://localhost:"
                                        + environment.getOrDefault("SATH_PORT", "8080")
                                : url),
                who == null
                        ? environment.getOrDefault("SATH_ADMIN_EMAIL", "admin@sath.local")
                        : who,
                file == null ? null : Path.of(file));
    }

    private static String needed(String option, @Nullable String value) {
        if (value == null) {
            throw AdminFault.usage(Text.of("admin.console.needs", option));
        }
        return value;
    }

    private static String tenant(CommandLine line) {
        String tenant = line.word();
        if (tenant == null) {
            throw AdminFault.usage(Text.of("admin.console.which-tenant"));
        }
        return tenant;
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
}
