package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The platform in numbers, and the bots that need someone. */
final class Overview {
    private static final Set<String> TROUBLE = Set.of("error", "crash-looping");

    private final PlatformClient platform;
    private final PrintStream out;
    private final Locale locale;

    Overview(PlatformClient platform, PrintStream out, Locale locale) {
        this.platform = platform;
        this.out = out;
        this.locale = locale;
    }

    /** Answers the code to end with. */
    int print(URI url) {
        PlatformClient.Numbers numbers = platform.numbers();
        Table table = new Table(word("platform"), url.toString());
        table.row(word("people"), String.valueOf(numbers.users()));
        table.row(word("tenants"), counts(numbers.statuses()));
        table.row(word("plans"), counts(numbers.plans()));
        table.row(word("bots"), counts(numbers.states()));
        table.print(out);
        out.println();
        tell(platform.bots().stream().filter(bot -> TROUBLE.contains(bot.state())).toList());
        return 0;
    }

    private void tell(List<PlatformClient.Bot> bots) {
        if (bots.isEmpty()) {
            out.println(word("nobody"));
            return;
        }
        out.println(Text.of("admin.console.dashboard.needing", bots.size()).in(locale));
        Table table =
                new Table(
                        Text.of("admin.console.id").in(locale),
                        Text.of("admin.console.name").in(locale),
                        Text.of("admin.console.bot").in(locale),
                        word("since"),
                        word("reason"));
        bots.forEach(bot ->
                table.row(
                        bot.tenantId(), bot.tenantName(), bot.state(), bot.since(), bot.reason()));
        table.print(out);
    }

    /** The sum, then each part, in the words of the API. */
    private static String counts(Map<String, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        return counts.isEmpty()
                ? "0"
                : counts.entrySet().stream()
                        .map(part -> part.getValue() + " " + part.getKey())
                        .collect(Collectors.joining(", ", sum + ": ", ""));
    }

    private String word(String name) {
        return Text.of("admin.console.dashboard." + name).in(locale);
    }
}
