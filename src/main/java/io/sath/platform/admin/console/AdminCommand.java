package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program behind {@code ./sath admin}: it works a running platform through its REST API, as the
 * operator who logs in.
 *
 * <p>It ends with 0 where all went well, 1 where something is wrong, and 2 where the command line
 * was not understood. The password is read from {@code SATH_ADMIN_PASSWORD} or asked for without
 * echo; it is never an argument.
 */
public final class AdminCommand {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Locale locale;

    AdminCommand(Map<String, String> environment, PrintStream out, Locale locale) {
        this.environment = environment;
        this.out = out;
        this.locale = locale;
    }

    public static void main(String[] arguments) {
        Locale locale = Locale.getDefault();
        int code;
        try {
            code =
                    new AdminCommand(System.getenv(), System.out, locale)
                            .run(AdminArguments.parse(List.of(arguments), System.getenv()));
        } catch (AdminFault fault) {
            System.err.println("sath: " + fault.text().in(locale));
            code = fault.code();
        }
        System.exit(code);
    }

    int run(AdminArguments arguments) {
        return switch (arguments) {
            case AdminArguments.ListTenants(AdminArguments.Server server) -> {
                try (PlatformClient platform = logIn(server)) {
                    listTenants(platform);
                }
                yield 0;
            }
            case AdminArguments.StopBot(AdminArguments.Server server, String tenant) -> {
                try (PlatformClient platform = logIn(server)) {
                    stopBot(platform, tenant);
                }
                yield 0;
            }
        };
    }

    private void listTenants(PlatformClient platform) {
        List<PlatformClient.Bot> bots = platform.bots();
        Table table =
                new Table(
                        Text.of("admin.console.id").in(locale),
                        Text.of("admin.console.name").in(locale),
                        Text.of("admin.console.email").in(locale),
                        Text.of("admin.console.plan").in(locale),
                        Text.of("admin.console.status").in(locale),
                        Text.of("admin.console.bot").in(locale));
        for (PlatformClient.Tenant tenant : platform.tenants()) {
            table.row(
                    tenant.id(),
                    tenant.name(),
                    tenant.email(),
                    tenant.plan(),
                    tenant.status(),
                    bots.stream()
                            .filter(bot -> bot.tenantId().equals(tenant.id()))
                            .map(PlatformClient.Bot::state)
                            .findFirst()
                            .orElse(""));
        }
        table.print(out);
    }

    private void stopBot(PlatformClient platform, String tenant) {
        PlatformClient.Bot bot =
                platform.bots().stream()
                        .filter(each -> each.tenantId().equals(tenant))
                        .findFirst()
                        .orElseThrow(() ->
                                new AdminFault(Text.of("admin.console.no-such-tenant", tenant)));
        PlatformClient.Bot after = platform.stop(bot);
        out.println(Text.of("admin.console.stopped", bot.tenantName(), after.state()).in(locale));
    }

    private PlatformClient logIn(AdminArguments.Server server) {
        String password = environment.getOrDefault("SATH_ADMIN_PASSWORD", "");
        if (password.isEmpty()) {
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                throw new AdminFault(Text.of("admin.console.no-password"));
            }
            char[] typed =
                    console.readPassword(
                            "%s ", Text.of("admin.console.password", server.email()).in(locale));
            password = typed == null ? "" : new String(typed);
        }
        return PlatformClient.logIn(server, password, locale);
    }
}
