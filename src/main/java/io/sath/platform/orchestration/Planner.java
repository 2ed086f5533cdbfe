package io.sath.platform.orchestration;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.orchestration.RestartPolicy.Verdict;
import io.sath.platform.orchestration.output.BotRecord.RunState;
import io.sath.platform.orchestration.scheduler.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is wanted of a bot with what is seen of it, and says the one next step. Pure.
 *
 * <pre>
 *  wanted on                                      wanted off
 *  ─────────                                      ──────────
 *  absent, ended as asked ──► Apply               absent ──► (an order to flatten is open) Apply
 *  ended by itself ──► Apply | Wait               running ──► Apply (the stop stands in its settings)
 *  running, other spec ──► Apply (it ends)        said stopped, all stored ──► End
 *  running, other settings ──► Apply              silent, or no answer in time ──► End
 *  running, silent 60 s ──► End (a death) ¹       ended, not all stored ──► Report, at most 3 times
 *  running, stopped by order ──► End, then Apply  ended, all stored ──► Purge
 *  died too often, whatever it is ──► GiveUp      ended, the cluster starts it again ──► End
 * ¹ 3 min before its first word
 * </pre>
 */
record Planner(RestartPolicy restarts) {
    static final Duration SILENT = Duration.ofSeconds(60);

    /** Longer: where many begin at once, ending the slow ones would make all of them slower. */
    static final Duration FIRST_WORD = Duration.ofMinutes(3);

    static final Duration STOP_PATIENCE = Duration.ofMinutes(5);
    static final Duration STORE_PATIENCE = Duration.ofSeconds(60);
    static final Duration READ_PATIENCE = Duration.ofSeconds(10);
    static final int REPORTS = 3;

    /** A new start cures it, since the platform delivers at each start. */
    private static final String SECRETS = "secrets";

    private static final String ORDERED = "ordered";

    /** A run that ended so was not hurt. */
    private static final Set<String> UNHURT = Set.of("signal", "done", ORDERED);

    /**
     * What is wanted.
     *
     * @param stop by which policy, where it is wanted off by an order
     * @param act raised whenever a person acts on the bot
     * @param since when that act was
     */
    record Wanted(
            boolean on,
            @Nullable StopPolicy stop,
            String specHash,
            long settingsRev,
            long act,
            Instant since) {}

    /**
     * What is seen.
     *
     * @param heardAt when the platform last read a sign of life of this instance; null: none yet
     * @param spared until when it is not ended for its silence; null: it may be ended
     * @param state as the last beat said
     * @param stopped the reason of the {@code stopped} that this instance said, or null
     * @param open whether orders or positions were open, as last said
     * @param told the highest ledgerSeq that the bot said it has
     * @param stored the highest that is stored without a gap
     * @param drained the output was read to its end
     * @param deaths when it died since a person last acted, the present death included
     * @param startedAct the {@code act} of its last start
     * @param reports how many reports were asked for since its end
     * @param stopTried the {@code act} of the last order that it said it has carried out
     * @param endedAt when it ended, where it did
     */
    record Seen(
            Observed observed,
            @Nullable Instant heardAt,
            @Nullable Instant spared,
            @Nullable RunState state,
            @Nullable String stopped,
            @Nullable Instant stoppedAt,
            boolean open,
            long told,
            long stored,
            boolean drained,
            List<Instant> deaths,
            long startedAct,
            int reports,
            long stopTried) {
        Seen {
            deaths = List.copyOf(deaths);
        }

        boolean allStored() {
            return told <= stored;
        }
    }

    /** The next step. */
    sealed interface Action {
        record Nothing() implements Action {}

        /** Apply the workload as wanted. */
        record Apply() implements Action {}

        /** Apply it as a run that only reports what its store holds. */
        record Report() implements Action {}

        /** End the process; {@code death}: it counts as one. */
        record End(boolean death) implements Action {}

        record Purge() implements Action {}

        /** Look again at {@code until}. */
        record Wait(Instant until) implements Action {}

        /** It died too often. */
        record GiveUp(int deaths, Duration interval) implements Action {}

        /** It is ended, and not all it had is stored: an operator has to decide. */
        record Incomplete() implements Action {}
    }

    Action next(Wanted wanted, Seen seen, long seed, Instant now) {
        return wanted.on() ? on(wanted, seen, seed, now) : off(wanted, seen, now);
    }

    private Action on(Wanted wanted, Seen seen, long seed, Instant now) {
        if (!seen.deaths().isEmpty()
                && restarts.decide(seen.deaths(), seed)
                        instanceof Verdict.CrashLooping(int deaths, Duration interval)) {
            return new Action.GiveUp(deaths, interval);
        }
        return switch (seen.observed()) {
            case Observed.Absent ignored -> again(seen, seed, now);
            case Observed.Pending ignored -> new Action.Apply();
            case Observed.Running running -> onRunning(wanted, seen, running, now);
            case Observed.Ended ended -> onEnded(seen, ended, seed, now);
        };
    }

    private static Action onRunning(
            Wanted wanted, Seen seen, Observed.Running running, Instant now) {
        if (running.ending()) {
            return new Action.Nothing();
        }
        if (seen.stopped() != null) {
            if (seen.stopped().equals(SECRETS)) {
                return new Action.End(true);
            }
            if (seen.stopped().equals(ORDERED) || wanted.act() > seen.startedAct()) {
                return new Action.End(false);
            }
        }
        if (silent(seen.heardAt(), running, now)) {
            Instant spared = seen.spared();
            return spared == null ? new Action.End(true) : new Action.Wait(spared);
        }
        boolean same =
                running.specHash().equals(wanted.specHash())
                        && running.settingsRev() == wanted.settingsRev();
        return same ? new Action.Nothing() : new Action.Apply();
    }

    private Action onEnded(Seen seen, Observed.Ended ended, long seed, Instant now) {
        if (unread(seen.drained(), ended, now)) {
            return new Action.Wait(now.plusSeconds(1));
        }
        if (ended.again()) {
            // The cluster starts it again; what is new reaches it all the same.
            return new Action.Apply();
        }
        return death(seen.stopped(), ended) ? again(seen, seed, now) : new Action.Apply();
    }

    private Action again(Seen seen, long seed, Instant now) {
        if (seen.deaths().isEmpty()) {
            return new Action.Apply();
        }
        return switch (restarts.decide(seen.deaths(), seed)) {
            case Verdict.Restart(Instant at) ->
                    now.isBefore(at) ? new Action.Wait(at) : new Action.Apply();
            case Verdict.CrashLooping(int deaths, Duration interval) ->
                    new Action.GiveUp(deaths, interval);
        };
    }

    /** Whether why it ended may still stand in its output, unread. */
    static boolean unread(boolean drained, Observed.Ended ended, Instant now) {
        return ended.cause() == Observed.Cause.ITSELF
                && !drained
                && now.isBefore(ended.at().plus(READ_PATIENCE));
    }

    /** Whether an ended run died, as against having been asked to end or having done its work. */
    static boolean death(@Nullable String stopped, Observed.Ended ended) {
        return switch (ended.cause()) {
            case ASKED, KILLED -> false;
            case MEMORY, NOT_STARTED -> true;
            case ITSELF -> stopped == null || !UNHURT.contains(stopped);
        };
    }

    private static Action off(Wanted wanted, Seen seen, Instant now) {
        return switch (seen.observed()) {
            case Observed.Absent ignored ->
                    orderIsOpen(wanted, seen) ? new Action.Apply() : new Action.Nothing();
            case Observed.Pending ignored -> new Action.End(false);
            case Observed.Running running -> offRunning(wanted, seen, running, now);
            case Observed.Ended ended -> offEnded(wanted, seen, ended, now);
        };
    }

    private static Action offRunning(
            Wanted wanted, Seen seen, Observed.Running running, Instant now) {
        if (running.ending()) {
            return new Action.Nothing();
        }
        if (seen.stopped() != null) {
            boolean kept =
                    seen.allStored()
                            || seen.stoppedAt() == null
                            || !now.isBefore(seen.stoppedAt().plus(STORE_PATIENCE));
            return kept ? new Action.End(false) : new Action.Wait(now.plusSeconds(5));
        }
        if (silent(seen.heardAt(), running, now)
                || !now.isBefore(wanted.since().plus(STOP_PATIENCE))) {
            return new Action.End(false);
        }
        return running.settingsRev() == wanted.settingsRev()
                ? new Action.Nothing()
                : new Action.Apply();
    }

    private static Action offEnded(Wanted wanted, Seen seen, Observed.Ended ended, Instant now) {
        if (ended.again()) {
            return orderIsOpen(wanted, seen) ? new Action.Apply() : new Action.End(false);
        }
        if (!seen.drained() && now.isBefore(ended.at().plus(STORE_PATIENCE))) {
            return new Action.Wait(now.plusSeconds(1));
        }
        if (!seen.allStored()) {
            return seen.reports() < REPORTS ? new Action.Report() : new Action.Incomplete();
        }
        return orderIsOpen(wanted, seen) ? new Action.Apply() : new Action.Purge();
    }

    /**
     * Something is open that the order wants closed, and no run has carried out this order yet: a
     * bot that crashed, or was left, is started for it.
     */
    private static boolean orderIsOpen(Wanted wanted, Seen seen) {
        return wanted.stop() != null
                && wanted.stop() != StopPolicy.LEAVE
                && seen.open()
                && seen.stopTried() < wanted.act()
                && seen.deaths().size() <= REPORTS;
    }

    /** Whether its silence is reason to end it. */
    static boolean silent(@Nullable Instant heard, Observed.Running running, Instant now) {
        // What was heard before is not of this run.
        if (heard == null || heard.isBefore(running.startedAt())) {
            return !now.isBefore(running.startedAt().plus(FIRST_WORD));
        }
        return !now.isBefore(heard.plus(SILENT));
    }
}
