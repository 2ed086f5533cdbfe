package io.sath.platform.orchestration;

import io.sath.platform.bots.Sight;
import io.sath.platform.orchestration.output.BotRecord.Beat;
import io.sath.platform.orchestration.output.BotRecord.SettingsSeen;
import io.sath.platform.orchestration.scheduler.Observed;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts what is seen of a bot into the words of the bots. */
final class Sights {
    private Sights() {}

    /**
     * @param told of the process that is observed
     * @param withheld why its start waits, or null
     */
    static Sight of(
            Observed observed,
            Told told,
            Orders orders,
            Instant absentSince,
            @Nullable String withheld,
            @Nullable Instant nextStartAt,
            Instant now) {
        Beat beat = told.beat();
        SettingsSeen settings = told.settings();
        boolean running = observed instanceof Observed.Running;
        return new Sight(
                now,
                phase(observed),
                since(observed, absentSince),
                reason(observed),
                observed instanceof Observed.Running run ? run.node() : null,
                observed instanceof Observed.Running run ? run.startedAt() : null,
                beat == null ? null : beat.ts(),
                running && beat != null ? Sight.Doing.valueOf(beat.state().name()) : null,
                told.doingSince(),
                running && beat != null ? beat.reason() : null,
                told.stopped() == null ? null : told.stopped().reason(),
                settings == null || settings.ok() ? null : settings.problem(),
                told.rev(),
                told.positions(),
                orders.granted().until(),
                nextStartAt,
                orders.past().gaveUpAt(),
                orders.past().deaths().size(),
                orders.past().incomplete(),
                running ? null : withheld);
    }

    private static Sight.Phase phase(Observed observed) {
        return switch (observed) {
            case Observed.Absent ignored -> Sight.Phase.ABSENT;
            case Observed.Pending ignored -> Sight.Phase.PENDING;
            case Observed.Running ignored -> Sight.Phase.RUNNING;
            case Observed.Ended ignored -> Sight.Phase.ENDED;
        };
    }

    private static Instant since(Observed observed, Instant absentSince) {
        return switch (observed) {
            case Observed.Absent ignored -> absentSince;
            case Observed.Pending pending -> pending.since();
            case Observed.Running running -> running.startedAt();
            case Observed.Ended ended -> ended.at();
        };
    }

    private static @Nullable String reason(Observed observed) {
        return switch (observed) {
            case Observed.Absent ignored -> null;
            case Observed.Pending pending -> pending.reason();
            case Observed.Running ignored -> null;
            case Observed.Ended ended ->
                    switch (ended.cause()) {
                        case ITSELF ->
                                ended.exitCode() == null ? "unknown" : "exit " + ended.exitCode();
                        case ASKED, KILLED, MEMORY, NOT_STARTED ->
                                ended.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
                    };
        };
    }
}
