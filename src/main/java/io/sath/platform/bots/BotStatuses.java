package io.sath.platform.bots;

import io.sath.platform.bots.BotStatus.Entries;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a bot's status together; called inside its tenant's scope. */
@Component
class BotStatuses {
    private final BotRows rows;
    private final Fleet fleet;
    private final Allowances allowances;
    private final Clock clock;

    BotStatuses(BotRows rows, Fleet fleet, Allowances allowances, Clock clock) {
        this.rows = rows;
        this.fleet = fleet;
        this.allowances = allowances;
        this.clock = clock;
    }

    BotStatus of(BotRow row) {
        Sight sight = fleet.sight(row.tenant()).orElse(null);
        BotConfig config = rows.config(row.tenant(), row.revision()).orElseThrow().config();
        Instant now = clock.instant();
        StatusRules.Verdict verdict = StatusRules.of(row.on(), row.actAt(), sight, now);
        BotStatus unseen =
                new BotStatus(
                        row.id(),
                        verdict.state(),
                        verdict.since(),
                        verdict.reason(),
                        verdict.operators(),
                        row.on(),
                        config.venue(),
                        config.mode(),
                        row.revision(),
                        null,
                        null,
                        null,
                        0,
                        0,
                        entries(row, config, sight),
                        null);
        return sight == null ? unseen : seen(row, unseen, sight);
    }

    private BotStatus seen(BotRow row, BotStatus unseen, Sight sight) {
        boolean runs = sight.phase() == Sight.Phase.RUNNING;
        return new BotStatus(
                unseen.botId(),
                unseen.state(),
                unseen.since(),
                unseen.reason(),
                unseen.operatorsReason(),
                unseen.desired(),
                unseen.venue(),
                unseen.mode(),
                unseen.revision(),
                sight.settingsRev() == 0
                        ? null
                        : rows.revisionOf(row.tenant(), sight.settingsRev()),
                sight.beatAt(),
                runs ? sight.startedAt() : null,
                sight.deaths(),
                sight.openPositions(),
                unseen.entries(),
                runs ? sight.node() : null);
    }

    private Entries entries(BotRow row, BotConfig config, @Nullable Sight sight) {
        String against = fleet.against(row, config, allowances.of(row.tenant()));
        if (against == null && sight != null && sight.doing() == Sight.Doing.EXIT_ONLY) {
            against = sight.doingReason();
        }
        return new Entries(
                against == null,
                against == null ? null : BotReasons.text(against),
                sight == null ? null : sight.entriesUntil());
    }
}
