package io.sath.platform.logs;

import io.sath.platform.logs.LogFeed.Delivery;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TimeCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The lines from before a viewer came: from memory as far as it reaches back, else from the table.
 *
 * @param present the lines in memory at the moment when the viewer's queue began
 */
record Replay(LogStore store, TenantId tenant, LogQuery query, List<LogLine> present) {
    private static final int PIECE = 1_000;

    void from(LogFeed.Start start, Consumer<Delivery> viewer) {
        String after = start.after();
        if (after != null) {
            since(TimeCursor.read(after).id(), viewer);
        } else if (start.tail() > 0) {
            tail(start.tail(), viewer);
        }
    }

    private void since(UUID seen, Consumer<Delivery> viewer) {
        if (present.isEmpty() || present.getFirst().id().compareTo(seen) > 0) {
            UUID end = present.isEmpty() ? LogStore.LAST : present.getFirst().id();
            long missed = store.count(tenant, query, seen, end);
            long skipped = Math.max(0, missed - LogFeed.REPLAY);
            if (skipped > 0) {
                viewer.accept(new Delivery(skipped, List.of()));
            }
            UUID place = seen;
            List<LogLine> piece = store.arrived(tenant, query, place, end, skipped, PIECE);
            while (!piece.isEmpty()) {
                viewer.accept(new Delivery(0, piece));
                place = piece.getLast().id();
                piece = store.arrived(tenant, query, place, end, 0, PIECE);
            }
        }
        deliver(wanted().stream().filter(line -> line.id().compareTo(seen) > 0).toList(), viewer);
    }

    private void tail(int most, Consumer<Delivery> viewer) {
        List<LogLine> lines = wanted();
        if (lines.size() < most) {
            UUID end = present.isEmpty() ? LogStore.LAST : present.getFirst().id();
            List<LogLine> older = store.newest(tenant, query, end, most - lines.size());
            List<LogLine> all = new ArrayList<>(older.reversed());
            all.addAll(lines);
            lines = all;
        }
        deliver(lines.subList(Math.max(0, lines.size() - most), lines.size()), viewer);
    }

    private List<LogLine> wanted() {
        return present.stream().filter(query::matches).toList();
    }

    private static void deliver(List<LogLine> lines, Consumer<Delivery> viewer) {
        if (!lines.isEmpty()) {
            viewer.accept(new Delivery(0, lines));
        }
    }
}
