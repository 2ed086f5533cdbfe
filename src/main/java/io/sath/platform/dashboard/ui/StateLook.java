package io.sath.platform.dashboard.ui;

import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Pill;
import io.sath.platform.ui.Tone;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a bot's state looks and reads. */
final class StateLook {
    private StateLook() {}

    static void show(Pill pill, BotStatus status, Instant now) {
        Formats formats = Formats.current();
        pill.show(
                tone(status.state()),
                icon(status.state()),
                name(status.state()),
                formats.duration(Duration.between(status.since(), now)));
    }

    static String name(State state) {
        return Messages.current().get("dashboard.state." + state.word());
    }

    private static Tone tone(State state) {
        return switch (state) {
            case STOPPED -> Tone.QUIET;
            case STARTING, STOPPING -> Tone.BUSY;
            case RUNNING -> Tone.OK;
            case EXIT_ONLY -> Tone.WARN;
            case ERROR -> Tone.ERR;
            case CRASH_LOOPING -> Tone.RETRY;
        };
    }

    private static @Nullable Lucide icon(State state) {
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
