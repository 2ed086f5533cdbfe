package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.shared.BotId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What is known of every bot at the cluster: a whole list is the truth, events between two lists
 * bring it up to date, and what the platform itself does is read back at once.
 *
 * <p>The newer index wins, so lists and events may come in any order.
 */
final class ClusterView {
    private final Map<BotId, BotSeen> bots = new ConcurrentHashMap<>();
    private final List<Consumer<BotId>> hints = new CopyOnWriteArrayList<>();

    /** Jobs that were purged, with the index of that: a late word of them does not count. */
    private final Map<BotId, Long> purged = new ConcurrentHashMap<>();

    void onChange(Consumer<BotId> hint) {
        hints.add(hint);
    }

    BotSeen get(BotId bot) {
        return bots.getOrDefault(bot, BotSeen.NOTHING);
    }

    Map<BotId, BotSeen> all() {
        return Map.copyOf(bots);
    }

    void heard(JobSeen job) {
        JobId.bot(job.id())
                .filter(bot -> job.modifyIndex() > purged.getOrDefault(bot, -1L))
                .ifPresent(bot -> change(bot, seen -> seen.with(job)));
    }

    void heard(AllocationSeen allocation) {
        JobId.bot(allocation.jobId())
                .filter(bot -> allocation.createIndex() > purged.getOrDefault(bot, -1L))
                .ifPresent(bot -> change(bot, seen -> seen.with(allocation)));
    }

    /** The job is gone, with all that was known of it. */
    void gone(BotId bot, long index) {
        purged.merge(bot, index, Math::max);
        change(bot, seen -> BotSeen.NOTHING);
    }

    void set(BotId bot, UnaryOperator<BotSeen> by) {
        change(bot, by);
    }

    /** Takes in a whole list: what it does not name and is not newer is gone. */
    void take(NomadReads.Whole whole) {
        Map<BotId, Set<String>> placements = new HashMap<>();
        whole.allocations()
                .forEach(one ->
                        JobId.bot(one.jobId())
                                .ifPresent(bot ->
                                        placements
                                                .computeIfAbsent(bot, id -> new HashSet<>())
                                                .add(one.id())));
        Set<BotId> jobs = new HashSet<>();
        for (JobSeen job : whole.jobs()) {
            heard(job);
            JobId.bot(job.id()).ifPresent(jobs::add);
        }
        whole.allocations().forEach(this::heard);
        for (BotId bot : bots.keySet()) {
            if (jobs.contains(bot)) {
                change(
                        bot,
                        seen ->
                                seen.without(
                                                placements.getOrDefault(bot, Set.of()),
                                                whole.allocationsIndex())
                                        .withBlocked(whole.blocked().get(bot)));
            } else {
                JobSeen job = get(bot).job();
                if (job == null || job.modifyIndex() <= whole.jobsIndex()) {
                    gone(bot, whole.jobsIndex());
                }
            }
        }
        purged.values().removeIf(index -> index < whole.jobsIndex() - 100_000);
    }

    private void change(BotId bot, UnaryOperator<BotSeen> by) {
        boolean[] differs = {false};
        bots.compute(
                bot,
                (id, before) -> {
                    BotSeen was = before == null ? BotSeen.NOTHING : before;
                    BotSeen is = by.apply(was);
                    differs[0] = !means(was).equals(means(is));
                    return is.nothing() ? null : is;
                });
        if (differs[0]) {
            hints.forEach(hint -> hint.accept(bot));
        }
    }

    private static Observed means(BotSeen seen) {
        return seen.observed(0);
    }
}
