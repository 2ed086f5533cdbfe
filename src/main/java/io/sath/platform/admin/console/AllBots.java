package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Starts or stops the bots of all tenants: says how many that are, asks, does it, and names those
 * that were left out.
 */
final class AllBots {
    private static final Set<String> YES = Set.of("y", "yes", "s", "si", "sí");

    private final PlatformClient platform;
    private final Terminal terminal;
    private final PrintStream out;
    private final Locale locale;

    AllBots(PlatformClient platform, Terminal terminal, PrintStream out, Locale locale) {
        this.platform = platform;
        this.terminal = terminal;
        this.out = out;
        this.locale = locale;
    }

    /** Answers the code to end with: 1 where it was called off or some were left out. */
    int run(AdminArguments.All asked) {
        return switch (asked) {
            case AdminArguments.StartAll start -> run("admin.console.start-all", true, asked);
            case AdminArguments.StopAll stop -> run("admin.console.stop-all", false, asked);
        };
    }

    private int run(String key, boolean start, AdminArguments.All asked) {
        List<PlatformClient.Bot> meant = meant(start);
        if (meant.isEmpty()) {
            say(key + ".none");
            return 0;
        }
        if (!asked.sure() && !agreed(key, meant.size())) {
            say("admin.console.called-off");
            return 1;
        }
        say(key + ".done", start ? platform.startAll() : platform.stopAll());
        return tellLeft(meant(start).stream().filter(was(meant)).toList());
    }

    private List<PlatformClient.Bot> meant(boolean start) {
        List<PlatformClient.Bot> bots = platform.bots();
        if (!start) {
            return bots.stream().filter(PlatformClient.Bot::on).toList();
        }
        Set<String> active =
                platform.tenants().stream()
                        .filter(PlatformClient.Tenant::isActive)
                        .map(PlatformClient.Tenant::id)
                        .collect(Collectors.toSet());
        return bots.stream().filter(bot -> !bot.on() && active.contains(bot.tenantId())).toList();
    }

    /** One that came to be so meanwhile was not left out. */
    private static Predicate<PlatformClient.Bot> was(List<PlatformClient.Bot> before) {
        Set<String> ids =
                before.stream().map(PlatformClient.Bot::tenantId).collect(Collectors.toSet());
        return bot -> ids.contains(bot.tenantId());
    }

    private boolean agreed(String key, int count) {
        String answer = terminal.ask(Text.of(key + ".question", count).in(locale));
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    private int tellLeft(List<PlatformClient.Bot> left) {
        if (left.isEmpty()) {
            return 0;
        }
        say("admin.console.left-out", left.size());
        Table table =
                new Table(
                        Text.of("admin.console.id").in(locale),
                        Text.of("admin.console.name").in(locale),
                        Text.of("admin.console.bot").in(locale));
        left.forEach(bot -> table.row(bot.tenantId(), bot.tenantName(), bot.state()));
        table.print(out);
        return 1;
    }

    private void say(String key, Object... values) {
        out.println(Text.of(key, values).in(locale));
    }
}
