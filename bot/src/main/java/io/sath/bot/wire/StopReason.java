package io.sath.bot.wire;

import java.util.Locale;

/** Why a run stopped, and the exit code that says so to a scheduler. */
public enum StopReason {
    /** The settings ordered it. */
    ORDERED(0),
    /** A task came to its end. */
    DONE(0),
    /** SIGTERM. */
    SIGNAL(0),
    /** No usable settings at the start. */
    SETTINGS(64),
    /** No usable secrets. */
    SECRETS(65),
    /** The venue refuses the account. */
    VENUE_REFUSED(66),
    /** A run of a higher epoch has taken over. */
    SUPERSEDED(67),
    /** A fault of the program. */
    FAULT(70),
    /** The data directory is unusable, or locked by another run. */
    DATA(73),
    /** The ledger is damaged. */
    LEDGER(74);

    private final int exitCode;
    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    StopReason(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The word that stands for it on the wire. */
    public String wire() {
        return wire;
    }

    /**
     * Whether the run idles, beating, until SIGTERM instead of ending: nothing that a restart would
     * cure, or ordered by a person.
     */
    public boolean idles() {
        return switch (this) {
            case ORDERED, SETTINGS, SECRETS, VENUE_REFUSED, SUPERSEDED, LEDGER -> true;
            case DONE, SIGNAL, FAULT, DATA -> false;
        };
    }
}
