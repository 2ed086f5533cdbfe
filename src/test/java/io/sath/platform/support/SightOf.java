package io.sath.platform.support;

import io.sath.platform.bots.Sight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is seen of a bot, as a test has it: nothing but its phase until more is said. */
public final class SightOf {
    private final Instant at;
    private final Sight.Phase phase;
    private Instant since;
    private @Nullable String reason;
    private @Nullable String node;
    private @Nullable Instant startedAt;
    private @Nullable Instant beatAt;
    private Sight.@Nullable Doing doing;
    private @Nullable String stopped;
    private int revision;
    private @Nullable Instant nextStartAt;
    private @Nullable Instant gaveUpAt;
    private int deaths;
    private @Nullable String withheld;

    private SightOf(Sight.Phase phase, Instant at) {
        this.phase = phase;
        this.at = at;
        this.since = at;
    }

    /**
     * @param at when it was looked at, and the phase began
     */
    public static SightOf a(Sight.Phase phase, Instant at) {
        return new SightOf(phase, at);
    }

    /** When the phase began. */
    public SightOf since(Instant is) {
        since = is;
        return this;
    }

    /** What the scheduler says of it. */
    public SightOf reason(@Nullable String is) {
        reason = is;
        return this;
    }

    public SightOf startedOn(String machine, Instant is) {
        node = machine;
        startedAt = is;
        return this;
    }

    /** What it said it does, and when; null: it said nothing yet. */
    public SightOf says(Sight.@Nullable Doing what, @Nullable Instant is) {
        doing = what;
        beatAt = is;
        return this;
    }

    /** The reason of the {@code stopped} that it said. */
    public SightOf stopped(@Nullable String is) {
        stopped = is;
        return this;
    }

    public SightOf took(int settings) {
        revision = settings;
        return this;
    }

    public SightOf nextStart(@Nullable Instant is) {
        nextStartAt = is;
        return this;
    }

    public SightOf died(int times) {
        deaths = times;
        return this;
    }

    public SightOf gaveUp(Instant is) {
        gaveUpAt = is;
        return this;
    }

    /** Why it is not started yet. */
    public SightOf withheld(String is) {
        withheld = is;
        return this;
    }

    public Sight seen() {
        return new Sight(
                at,
                phase,
                since,
                reason,
                node,
                startedAt,
                beatAt,
                doing,
                beatAt,
                null,
                stopped,
                null,
                revision,
                0,
                null,
                nextStartAt,
                gaveUpAt,
                deaths,
                false,
                withheld);
    }
}
