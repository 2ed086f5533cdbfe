package io.sath.bot.wire;

import java.util.Locale;

/** What the bot does, as its beat says. */
public enum BotState {
    WAITING,
    RUNNING,
    EXIT_ONLY,
    STOPPING,
    STOPPED;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }
}
