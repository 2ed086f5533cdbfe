package io.sath.platform.orchestration;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Observed.Ended;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often a bot died, each run once, also where a cluster started it again before anybody
 * looked. Pure.
 */
final class Deaths {
    private Deaths() {}

    /**
     * @param ends every end that is known, oldest first
     * @param stopped the reason of the {@code stopped} that the run that is observed said, or null
     * @param drained the output of what is observed was read to its end
     * @param actAt when a person last acted: what was before does not count
     */
    static Orders count(
            Orders orders,
            List<Ended> ends,
            Observed observed,
            @Nullable String stopped,
            boolean drained,
            Instant actAt,
            Instant now) {
        Orders counted = orders;
        for (Ended end : fresh(ends, orders, observed, actAt)) {
            boolean present = isPresent(end, observed);
            if (present && Planner.unread(drained, end, now)) {
                return counted;
            }
            boolean death =
                    present ? Planner.death(stopped, end) : Planner.death(null, end) && !well(end);
            counted = counted.ended(end.instance(), death, end.at());
        }
        return counted;
    }

    /** Of a run that was followed by another the code alone tells: 0 is an end as intended. */
    private static boolean well(Ended end) {
        return Integer.valueOf(0).equals(end.exitCode());
    }

    private static List<Ended> fresh(
            List<Ended> ends, Orders orders, Observed observed, Instant actAt) {
        for (int i = ends.size() - 1; i >= 0; i--) {
            if (ends.get(i).instance().equals(orders.past().countedInstance())) {
                return ends.subList(i + 1, ends.size());
            }
        }
        // The one that was counted last is not remembered any more, or there was none.
        List<Instant> deaths = orders.past().deaths();
        Instant since = deaths.isEmpty() ? actAt : deaths.getLast();
        return ends.stream()
                .filter(end -> end.at().isAfter(since) || isPresent(end, observed))
                .toList();
    }

    private static boolean isPresent(Ended end, Observed observed) {
        return observed instanceof Ended last && last.instance().equals(end.instance());
    }
}
