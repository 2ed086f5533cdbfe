package io.sath.platform.bots;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of a bot: its process as the scheduler has it, and what it said last. The facts from
 * which {@link BotStatus} is worked out.
 *
 * @param seenAt when it was looked at
 * @param phaseSince since when the process is in that phase
 * @param phaseReason what the scheduler says of it, where it says something
 * @param startedAt when the present process began
 * @param beatAt when the present process beat last; null: not yet
 * @param doing what it said it does, then
 * @param doingSince since when it says so
 * @param doingReason why, as it says: a code
 * @param stopped the reason of the {@code stopped} that the present process said, or null
 * @param settingsProblem what it refused of its last settings, or null
 * @param settingsRev the settings that it has taken; 0: none known
 * @param nextStartAt when it is started again, where it waits for that
 * @param gaveUpAt when it was found to be crash-looping, or null
 * @param deaths how often it died since a person last acted on it
 * @param incomplete it has ended, and not everything it had is stored
 * @param withheld why it is not started yet: {@code secret-store} (the store of its keys is closed,
 *     and asked again), {@code key-missing}, {@code turn} (many start at once), or null
 */
public record Sight(
        Instant seenAt,
        Phase phase,
        Instant phaseSince,
        @Nullable String phaseReason,
        @Nullable String node,
        @Nullable Instant startedAt,
        @Nullable Instant beatAt,
        @Nullable Doing doing,
        @Nullable Instant doingSince,
        @Nullable String doingReason,
        @Nullable String stopped,
        @Nullable String settingsProblem,
        long settingsRev,
        int openPositions,
        @Nullable Instant entriesUntil,
        @Nullable Instant nextStartAt,
        @Nullable Instant gaveUpAt,
        int deaths,
        boolean incomplete,
        @Nullable String withheld) {

    /** How the scheduler has it. */
    public enum Phase {
        ABSENT,
        PENDING,
        RUNNING,
        ENDED
    }

    /** What a running bot says that it does. */
    public enum Doing {
        WAITING,
        RUNNING,
        EXIT_ONLY,
        STOPPING,
        STOPPED
    }

    /** Whether a person who looks at its status would see something else than before. */
    boolean differsFrom(@Nullable Sight before) {
        return before == null
                || phase != before.phase
                || doing != before.doing
                || openPositions != before.openPositions
                || settingsRev != before.settingsRev
                || deaths != before.deaths
                || incomplete != before.incomplete
                || !java.util.Objects.equals(withheld, before.withheld)
                || !java.util.Objects.equals(startedAt, before.startedAt)
                || !java.util.Objects.equals(doingReason, before.doingReason)
                || !java.util.Objects.equals(phaseReason, before.phaseReason)
                || !java.util.Objects.equals(stopped, before.stopped)
                || !java.util.Objects.equals(settingsProblem, before.settingsProblem)
                || !java.util.Objects.equals(entriesUntil, before.entriesUntil)
                || !java.util.Objects.equals(nextStartAt, before.nextStartAt)
                || !java.util.Objects.equals(gaveUpAt, before.gaveUpAt)
                || (beatAt == null) != (before.beatAt == null);
    }
}
