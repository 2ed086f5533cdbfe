package io.sath.platform.admin.ui;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.orchestration.FleetView.BotLine;
import io.sath.platform.shared.BotId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A bot with whose it is.
 *
 * @param plan its tenant's, by code
 */
record FleetBot(BotLine line, String tenant, String plan, Need need) {
    private static final List<State> BY_INTEREST =
            List.of(
                    State.CRASH_LOOPING,
                    State.ERROR,
                    State.STOPPING,
                    State.STARTING,
                    State.EXIT_ONLY,
                    State.RUNNING,
                    State.STOPPED);

    /** Who needs someone first; among them real money first, then who waits longest. */
    static final Comparator<FleetBot> MOST_PRESSING_FIRST =
            Comparator.comparing(FleetBot::need)
                    .thenComparing(bot -> BY_INTEREST.indexOf(bot.line().state()))
                    .thenComparing(bot -> bot.line().mode() == Mode.LIVE ? 0 : 1)
                    .thenComparing(bot -> bot.line().since())
                    .thenComparing(bot -> bot.id().value());

    BotId id() {
        return line.bot();
    }

    /** Its tenant's name; the tenant's id where that is not known. */
    String name() {
        return tenant.isEmpty() ? line.tenant().toString() : tenant;
    }

    /** Since when the scheduler has it as it is now. */
    Instant waitsSince() {
        return line.phaseSince() == null ? line.since() : line.phaseSince();
    }

    boolean needsSomeone() {
        return need != Need.NOBODY;
    }

    /** Whether what an operator typed is part of what names this bot. */
    boolean matches(String typed) {
        String sought = typed.strip().toLowerCase(Locale.ROOT);
        return sought.isEmpty()
                || holds(tenant, sought)
                || holds(plan, sought)
                || holds(id().value(), sought)
                || holds(line.tenant().toString(), sought)
                || (line.node() != null && holds(line.node(), sought))
                || (line.program() != null && holds(line.program(), sought));
    }

    private static boolean holds(String text, String sought) {
        return text.toLowerCase(Locale.ROOT).contains(sought);
    }
}
