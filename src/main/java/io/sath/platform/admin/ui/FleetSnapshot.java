package io.sath.platform.admin.ui;

import io.sath.platform.orchestration.FleetView.Health;
import io.sath.platform.orchestration.FleetView.NodeLine;
import io.sath.platform.orchestration.FleetView.Orphan;
import io.sath.platform.shared.BotId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The fleet at one moment.
 *
 * @param bots those who need someone first
 */
record FleetSnapshot(
        Instant at,
        Health health,
        List<FleetBot> bots,
        List<NodeLine> nodes,
        List<Orphan> orphans) {
    Optional<FleetBot> bot(BotId id) {
        return bots.stream().filter(bot -> bot.id().equals(id)).findFirst();
    }

    /** Who has no place, the longest first. */
    List<FleetBot> waiting() {
        return bots.stream()
                .filter(bot -> bot.need() == Need.UNPLACED)
                .sorted(
                        Comparator.comparing(FleetBot::waitsSince)
                                .thenComparing(bot -> bot.id().value()))
                .toList();
    }

    long needing() {
        return bots.stream().filter(FleetBot::needsSomeone).count();
    }
}
