package io.sath.platform.orchestration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells lines that were read before from new ones, by run and number; remembers the last 16 runs.
 */
final class RunSequences {
    private static final int RUNS = 16;

    private final LinkedHashMap<UUID, Long> highest = new LinkedHashMap<>();

    RunSequences(Map<UUID, Long> known) {
        highest.putAll(known);
    }

    /**
     * How many lines are missing before this one: 0 for the next in order; -1 for one that was read
     * before.
     */
    long take(UUID run, long seq) {
        Long before = highest.get(run);
        if (before != null && seq <= before) {
            return -1;
        }
        highest.put(run, seq);
        if (highest.size() > RUNS) {
            highest.pollFirstEntry();
        }
        return before == null ? 0 : seq - before - 1;
    }

    Map<UUID, Long> known() {
        return new LinkedHashMap<>(highest);
    }
}
