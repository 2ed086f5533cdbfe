package io.sath.platform.admin.ui;

import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Tone;
import org.jspecify.annotations.Nullable;

/** How a bot's state looks and reads in the operators' lists. */
final class StateLook {
    private StateLook() {}

    static String textKey(State state) {
        return "admin.state." + state.word();
    }

    static Tone tone(State state) {
        return switch (state) {
            case STOPPED -> Tone.QUIET;
            case STARTING, STOPPING -> Tone.BUSY;
            case RUNNING -> Tone.OK;
            case EXIT_ONLY -> Tone.WARN;
            case ERROR -> Tone.ERR;
            case CRASH_LOOPING -> Tone.RETRY;
        };
    }

    /** Null: the dot of what runs. */
    static @Nullable Lucide icon(State state) {
        return switch (state) {
            case STOPPED -> Lucide.SQUARE;
            case STARTING -> Lucide.LOADER;
            case RUNNING -> null;
            case EXIT_ONLY -> Lucide.LOG_OUT;
            case STOPPING -> Lucide.CIRCLE_STOP;
            case ERROR -> Lucide.CIRCLE_X;
            case CRASH_LOOPING -> Lucide.REFRESH_CW;
        };
    }
}
