package io.sath.platform.admin.ui;

import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.Sight;
import io.sath.platform.orchestration.FleetView.BotLine;
import java.time.Duration;
import java.time.Instant;

/** Why a bot needs an operator, the most pressing first. */
enum Need {
    CRASH_LOOPING,
    ERROR,
    /** Wanted, and the cluster has no place for it. */
    UNPLACED,
    /** It runs, and its heartbeat is overdue. */
    SILENT,
    NOBODY;

    private static final Duration SILENCE = Duration.ofSeconds(30);

    static Need of(BotLine bot, Instant now) {
        if (bot.state() == State.CRASH_LOOPING) {
            return CRASH_LOOPING;
        }
        if (bot.desired() && bot.phase() == Sight.Phase.PENDING && bot.placement() != null) {
            return UNPLACED;
        }
        if (bot.state() == State.ERROR) {
            return ERROR;
        }
        boolean works = bot.state() == State.RUNNING || bot.state() == State.EXIT_ONLY;
        boolean overdue = bot.beatAt() == null || bot.beatAt().plus(SILENCE).isBefore(now);
        return works && overdue ? SILENT : NOBODY;
    }
}
