package io.sath.platform.bots;

import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.Sight.Doing;
import io.sath.platform.shared.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out a bot's state from what is wanted and what is seen, at one moment. Pure.
 *
 * <pre>
 *              start            first beat          soft stop, quota, limits
 *   stopped ─────────► starting ─────────► running ◄───────────────────────► exit-only
 *      ▲                  ▲  │                │                                  │
 *      │                  │  └──no beat 60 s──┤──no beat 60 s, died, refused─────┤
 *      │           delay  │                   ▼                                  │
 *      │                  └──────────────── error ──died too often──► crash-looping
 *      └────────────────────── stopping ◄──────── stop, halt ────────────────────┘
 * </pre>
 */
final class StatusRules {
    /** A beat comes every 10 s. */
    static final Duration SILENT = Duration.ofSeconds(30);

    static final Duration FAILED = Duration.ofSeconds(60);

    private static final Set<String> FAULTS =
            Set.of("settings", "secrets", "venue-refused", "superseded", "fault", "data", "ledger");

    /** What the scheduler's words begin with where it has no place for a bot. */
    private static final List<String> NO_PLACE =
            List.of("no capacity", "no node", "node lost", "wrong class", "quota");

    private StatusRules() {}

    /**
     * @param reason for its tenant
     * @param operators as {@code reason}, with what operators alone are told
     */
    record Verdict(State state, Instant since, @Nullable Text reason, @Nullable Text operators) {
        Verdict(State state, Instant since, @Nullable Text reason) {
            this(state, since, reason, reason);
        }
    }

    static Verdict of(boolean wantedOn, Instant wantedSince, @Nullable Sight sight, Instant now) {
        if (sight == null) {
            return wantedOn
                    ? starting(wantedSince, wantedSince, null, now)
                    : new Verdict(State.STOPPED, wantedSince, null);
        }
        if (wantedOn && sight.gaveUpAt() != null && !sight.gaveUpAt().isBefore(wantedSince)) {
            return new Verdict(
                    State.CRASH_LOOPING,
                    sight.gaveUpAt(),
                    Text.of("bots.reason.crash-looping", sight.deaths(), lastWord(sight)));
        }
        if (sight.withheld() != null && sight.phase() != Sight.Phase.RUNNING) {
            return withheld(wantedOn, wantedSince, sight.withheld());
        }
        return switch (sight.phase()) {
            case ABSENT ->
                    wantedOn
                            ? starting(wantedSince, wantedSince, null, now)
                            : new Verdict(
                                    State.STOPPED, later(sight.phaseSince(), wantedSince), null);
            case PENDING ->
                    wantedOn
                            ? starting(
                                    later(sight.phaseSince(), wantedSince),
                                    sight.phaseSince(),
                                    sight.phaseReason(),
                                    now)
                            : new Verdict(State.STOPPING, wantedSince, null);
            case RUNNING -> running(wantedOn, wantedSince, sight, now);
            case ENDED -> ended(wantedOn, wantedSince, sight);
        };
    }

    /**
     * A closed store, or many others before it, keep a start waiting; a missing key needs a person.
     */
    private static Verdict withheld(boolean wantedOn, Instant wantedSince, String why) {
        State waiting = why.equals("key-missing") ? State.ERROR : State.STARTING;
        return new Verdict(
                wantedOn ? waiting : State.STOPPING, wantedSince, Text.of("bots.reason." + why));
    }

    private static Verdict starting(
            Instant since, Instant waitedSince, @Nullable String reason, Instant now) {
        boolean late = !now.isBefore(later(since, waitedSince).plus(FAILED));
        State state = late ? State.ERROR : State.STARTING;
        Instant from = late ? since.plus(FAILED) : since;
        if (reason != null) {
            boolean noPlace = NO_PLACE.stream().anyMatch(reason::startsWith);
            return new Verdict(
                    state,
                    from,
                    Text.of(noPlace ? "bots.reason.no-place" : "bots.reason.held-up"),
                    Text.of("bots.reason.pending", reason));
        }
        return new Verdict(state, from, late ? Text.of("bots.reason.not-started") : null);
    }

    private static Verdict running(
            boolean wantedOn, Instant wantedSince, Sight sight, Instant now) {
        Instant began = sight.startedAt() == null ? sight.phaseSince() : sight.startedAt();
        if (sight.beatAt() == null || sight.doing() == null) {
            if (!wantedOn) {
                return new Verdict(State.STOPPING, wantedSince, null);
            }
            return now.isBefore(began.plus(FAILED))
                    ? new Verdict(State.STARTING, began, null)
                    : new Verdict(State.ERROR, began.plus(FAILED), Text.of("bots.reason.no-beat"));
        }
        if (!now.isBefore(sight.beatAt().plus(FAILED))) {
            return new Verdict(
                    State.ERROR,
                    sight.beatAt().plus(FAILED),
                    Text.of("bots.reason.silent", FAILED.toSeconds()));
        }
        Instant since = sight.doingSince() == null ? sight.beatAt() : sight.doingSince();
        if (sight.stopped() != null && FAULTS.contains(sight.stopped())) {
            return new Verdict(State.ERROR, since, fault(sight));
        }
        if (!wantedOn || sight.doing() == Doing.STOPPING || sight.doing() == Doing.STOPPED) {
            return new Verdict(
                    wantedOn && sight.doing() == Doing.STOPPED ? State.STARTING : State.STOPPING,
                    wantedOn ? since : later(since, wantedSince),
                    null);
        }
        @Nullable Text reason =
                sight.settingsProblem() == null
                        ? reason(sight)
                        : Text.of("bots.reason.settings-refused", sight.settingsProblem());
        return switch (sight.doing()) {
            case WAITING -> new Verdict(State.STARTING, since, reason);
            case RUNNING ->
                    new Verdict(
                            State.RUNNING,
                            since,
                            now.isBefore(sight.beatAt().plus(SILENT)) || reason != null
                                    ? reason
                                    : Text.of("bots.reason.silent", SILENT.toSeconds()));
            case EXIT_ONLY -> new Verdict(State.EXIT_ONLY, since, reason);
            case STOPPING, STOPPED -> new Verdict(State.STOPPING, since, reason);
        };
    }

    private static Verdict ended(boolean wantedOn, Instant wantedSince, Sight sight) {
        Instant since = later(sight.phaseSince(), wantedSince);
        if (!wantedOn) {
            return sight.incomplete()
                    ? new Verdict(State.ERROR, since, Text.of("bots.reason.incomplete"))
                    : new Verdict(State.STOPPED, since, null);
        }
        if (sight.nextStartAt() == null) {
            return new Verdict(State.STARTING, since, null);
        }
        return new Verdict(
                State.ERROR,
                sight.phaseSince(),
                Text.of("bots.reason.died", lastWord(sight), sight.deaths()));
    }

    private static String lastWord(Sight sight) {
        if (sight.stopped() != null) {
            return sight.stopped();
        }
        return sight.phaseReason() == null ? "?" : sight.phaseReason();
    }

    private static Text fault(Sight sight) {
        String word = String.valueOf(sight.stopped());
        return sight.settingsProblem() != null && word.equals("settings")
                ? Text.of("bots.reason.settings-refused", sight.settingsProblem())
                : Text.of("bots.reason.stopped." + word);
    }

    private static @Nullable Text reason(Sight sight) {
        return sight.doingReason() == null ? null : BotReasons.text(sight.doingReason());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
