package io.sath.platform.admin.ui;

import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.ui.Lucide;
import java.util.Locale;
import java.util.function.Predicate;

/** Which bots of the fleet are listed. */
enum FleetFilter {
    NEEDS(Lucide.TRIANGLE_ALERT, FleetBot::needsSomeone),
    CRASH_LOOPING(Lucide.REFRESH_CW, bot -> bot.need() == Need.CRASH_LOOPING),
    ERROR(Lucide.CIRCLE_X, bot -> bot.need() == Need.ERROR),
    UNPLACED(Lucide.UNPLUG, bot -> bot.need() == Need.UNPLACED),
    SILENT(Lucide.HEART_PULSE, bot -> bot.need() == Need.SILENT),
    EXIT_ONLY(Lucide.LOG_OUT, bot -> bot.line().state() == State.EXIT_ONLY),
    RUNNING(Lucide.ACTIVITY, bot -> bot.line().state() == State.RUNNING),
    STOPPED(Lucide.SQUARE, bot -> bot.line().state() == State.STOPPED),
    ALL(Lucide.BOXES, bot -> true);

    private final Lucide icon;
    private final Predicate<FleetBot> holds;

    FleetFilter(Lucide icon, Predicate<FleetBot> holds) {
        this.icon = icon;
        this.holds = holds;
    }

    Lucide icon() {
        return icon;
    }

    boolean holds(FleetBot bot) {
        return holds.test(bot);
    }

    String textKey() {
        return "admin.filter." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is offered when no bot is of that kind. */
    boolean always() {
        return this == NEEDS || this == RUNNING || this == ALL;
    }
}
