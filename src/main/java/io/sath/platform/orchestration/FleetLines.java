package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Sight;
import io.sath.platform.orchestration.FleetView.BotLine;
import io.sath.platform.orchestration.FleetView.NodeLine;
import io.sath.platform.orchestration.FleetView.Unplaced;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts rows into the lines that operators see. */
final class FleetLines {
    private FleetLines() {}

    static BotLine of(Fleet.Glance bot, @Nullable String program) {
        Sight sight = bot.sight();
        return new BotLine(
                bot.wanted().tenant(),
                bot.wanted().bot(),
                bot.wanted().act(),
                bot.wanted().on(),
                bot.mode(),
                bot.state(),
                bot.since(),
                bot.reason(),
                sight == null ? null : sight.phase(),
                sight == null ? null : sight.phaseSince(),
                sight == null ? null : sight.phaseReason(),
                sight == null ? null : sight.node(),
                sight == null ? null : sight.startedAt(),
                sight == null ? null : sight.nextStartAt(),
                sight == null ? 0 : sight.deaths(),
                sight == null ? null : sight.beatAt(),
                sight == null ? 0 : sight.openPositions(),
                program);
    }

    static NodeLine of(FleetRows.NodeRow row) {
        return new NodeLine(
                row.node().id(),
                row.node().name(),
                row.node().ready(),
                row.node().draining(),
                row.node().drainable(),
                row.drainWanted(),
                row.drainFault(),
                row.node().memoryMb(),
                row.node().memoryUsedMb(),
                row.node().cpuPercent(),
                row.node().cpuUsedPercent(),
                row.node().workloads(),
                row.seenAt());
    }

    /** None where it is placed, or waits for nothing that the cluster names. */
    static List<Unplaced> unplaced(Fleet.Glance bot) {
        Sight sight = bot.sight();
        if (sight == null || sight.phase() != Sight.Phase.PENDING || sight.phaseReason() == null) {
            return List.of();
        }
        return List.of(
                new Unplaced(
                        bot.wanted().tenant(),
                        bot.wanted().bot(),
                        sight.phaseReason(),
                        sight.phaseSince()));
    }
}
