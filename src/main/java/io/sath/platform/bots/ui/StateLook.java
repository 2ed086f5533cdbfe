package io.sath.platform.bots.ui;

import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Pill;
import io.sath.platform.ui.Tone;
import org.jspecify.annotations.Nullable;

/** How a bot's state looks and reads, on every page that shows one. */
public final class StateLook {
    private StateLook() {}

    /**
     * Shows a state in a pill.
     *
     * @param time how long it has been so, as a person reads it; empty: not shown
     */
    public static void show(Pill pill, State state, String time, Messages texts) {
        pill.show(tone(state), icon(state), name(state, texts), time);
    }

    /** The state's name in the person's language. */
    public static String name(State state, Messages texts) {
        return texts.get("bots.state." + state.word());
    }

    public static Tone tone(State state) {
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
    public static @Nullable Lucide icon(State state) {
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
