package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The program behind {@code ./sath admin}: it works a running platform through its REST API, as the
 * operator who logs in.
 *
 * <p>It ends with 0 where all went well, 1 where something is wrong, and 2 where the command line
 * was not understood. The password is read from a file, from {@code SATH_ADMIN_PASSWORD}, or asked
 * for without echo; it is never an argument.
 */
public final class AdminCommand {
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final PrintStream out;
    private final Locale locale;

    AdminCommand(
            Map<String, String> environment, Terminal terminal, PrintStream out, Locale locale) {
        this.environment = environment;
        this.terminal = terminal;
        this.out = out;
        this.locale = locale;
    }

    public static void main(String[] arguments) {
        Locale locale = Locale.getDefault();
        int code;
        try {
            code =
                    new AdminCommand(System.getenv(), Terminal.ofThisProcess(), System.out, locale)
                            .run(AdminArguments.parse(List.of(arguments), System.getenv()));
        } catch (AdminFault fault) {
            System.err.println("sath: " + fault.text().in(locale));
            code = fault.code();
        }
        System.exit(code);
    }

    int run(AdminArguments arguments) {
        if (arguments instanceof AdminArguments.All all && !all.sure() && !terminal.isThere()) {
            throw new AdminFault(Text.of("admin.console.nobody-to-ask"));
        }
        try (PlatformClient platform = logIn(arguments.server())) {
            return switch (arguments) {
                case AdminArguments.ListTenants listing -> listTenants(platform);
                case AdminArguments.CreateTenant wanted -> createTenant(platform, wanted);
                case AdminArguments.StartBot start -> startBot(platform, start.tenant());
                case AdminArguments.StopBot stop -> stopBot(platform, stop.tenant());
                case AdminArguments.All all ->
                        new AllBots(platform, terminal, out, locale).run(all);
                case AdminArguments.Dashboard dashboard ->
                        new Overview(platform, out, locale).print(dashboard.server().url());
            };
        }
    }

    private int listTenants(PlatformClient platform) {
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
        return 0;
    }

    private int createTenant(PlatformClient platform, AdminArguments.CreateTenant wanted) {
        PlatformClient.Tenant made = platform.create(wanted.name(), wanted.email(), wanted.plan());
        say("admin.console.created", made.name(), made.plan(), made.id());
        say(
                made.isActive() ? "admin.console.created.known" : "admin.console.created.invited",
                made.email());
        return 0;
    }

    private int startBot(PlatformClient platform, String id) {
        PlatformClient.Tenant tenant = tenant(platform, id);
        say("admin.console.started", tenant.name(), platform.start(tenant));
        return 0;
    }

    private int stopBot(PlatformClient platform, String id) {
        PlatformClient.Tenant tenant = tenant(platform, id);
        say("admin.console.stopped", tenant.name(), platform.stop(tenant));
        return 0;
    }

    private static PlatformClient.Tenant tenant(PlatformClient platform, String id) {
        return platform.tenants().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AdminFault(Text.of("admin.console.no-such-tenant", id)));
    }

    private void say(String key, Object... values) {
        out.println(Text.of(key, values).in(locale));
    }

    private PlatformClient logIn(AdminArguments.Server server) {
        return PlatformClient.logIn(server, password(server), locale);
    }

    private String password(AdminArguments.Server server) {
        if (server.passwordFile() != null) {
            return firstLine(server.passwordFile());
        }
        String given = environment.getOrDefault("SATH_ADMIN_PASSWORD", "");
        if (!given.isEmpty()) {
            return given;
        }
        if (!terminal.isThere()) {
            throw new AdminFault(Text.of("admin.console.no-password"));
        }
        String typed =
                terminal.askPassword(Text.of("admin.console.password", server.email()).in(locale));
        return typed == null ? "" : typed;
    }

    private static String firstLine(Path file) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String first = lines.readLine();
            if (first != null && !first.isEmpty()) {
                return first;
            }
        } catch (IOException e) {
            // the same sentence: there is no password in it
        }
        throw new AdminFault(Text.of("admin.console.password-file", file.toString()));
    }
}
