package io.sath.platform.orchestration;

import java.util.List;
import java.util.Map;

/**
 * Tells whether the database is older than what runs, as after a backup was put back. Pure.
 *
 * <p>In a database that is the present one none of this can be: a revision of settings and an epoch
 * are raised there before the cluster hears of them, and a bot's row outlives its workload.
 */
final class RestoreRule {
    private static final int NAMED = 20;

    private RestoreRule() {}

    /**
     * What was found against the database; each list names at most {@value #NAMED}.
     *
     * @param clusterEpoch what the cluster remembers, where that is above the epoch at hand; else 0
     * @param ahead how many bots run by settings that the database does not know yet
     * @param unknown how many bots run that have no row, and were not known to before
     */
    record Evidence(
            long clusterEpoch,
            int ahead,
            List<String> aheadBots,
            int unknown,
            List<String> unknownBots) {
        Evidence {
            aheadBots = List.copyOf(aheadBots);
            unknownBots = List.copyOf(unknownBots);
        }

        boolean isNothing() {
            return clusterEpoch == 0 && ahead == 0 && unknown == 0;
        }
    }

    /**
     * @param epoch of the leader, as the database counts
     * @param remembered what the cluster remembers; 0: nothing
     * @param running the revision of the settings of each bot that runs
     * @param stored the revision that the database has of each bot
     * @param known bots without a row that were reported before
     */
    static Evidence look(
            long epoch,
            long remembered,
            Map<String, Long> running,
            Map<String, Long> stored,
            java.util.Set<String> known) {
        List<String> ahead =
                running.entrySet().stream()
                        .filter(bot -> stored.containsKey(bot.getKey()))
                        .filter(bot -> bot.getValue() > stored.getOrDefault(bot.getKey(), 0L))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        List<String> unknown =
                running.keySet().stream()
                        .filter(bot -> !stored.containsKey(bot) && !known.contains(bot))
                        .sorted()
                        .toList();
        return new Evidence(
                remembered >= epoch ? remembered : 0,
                ahead.size(),
                ahead.subList(0, Math.min(NAMED, ahead.size())),
                unknown.size(),
                unknown.subList(0, Math.min(NAMED, unknown.size())));
    }
}
