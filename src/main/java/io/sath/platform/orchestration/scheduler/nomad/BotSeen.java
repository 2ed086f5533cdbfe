package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Observed.Cause;
import io.sath.platform.orchestration.scheduler.Observed.Ended;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one bot at the cluster, and what it means. Immutable.
 *
 * <pre>
 *   no job, or one that is there for a check alone ──► Absent
 *   a placement runs ──► Running (ending: its job was stopped, or it makes room for another)
 *   it ended, and the cluster starts it again ──► Ended, again
 *   it ended, and its job is stopped or dead ──► Ended
 *   anything before a first instruction ──► Pending, with what stands in the way
 * </pre>
 *
 * @param allocations of every group, in no order
 * @param blocked why nothing was placed, or null
 * @param hashes the spec of each version of the job that was seen whole
 */
record BotSeen(
        @Nullable JobSeen job,
        Map<String, AllocationSeen> allocations,
        @Nullable String blocked,
        Map<Long, String> hashes) {
    static final String BOT = "bot";
    static final String CHECK = "check";
    static final BotSeen NOTHING = new BotSeen(null, Map.of(), null, Map.of());

    private static final Comparator<AllocationSeen> OLDEST_FIRST =
            Comparator.comparingLong(AllocationSeen::createIndex);

    BotSeen {
        allocations = Map.copyOf(allocations);
        hashes = Map.copyOf(hashes);
    }

    /** With what is said of the job, unless something newer is known. */
    BotSeen with(JobSeen said) {
        if (job != null && said.modifyIndex() < job.modifyIndex()) {
            return this;
        }
        Map<Long, String> known = new HashMap<>(hashes);
        if (said.version() != null) {
            known.put(said.version(), said.specHash());
        }
        boolean another = job != null && job.createIndex() != said.createIndex();
        return new BotSeen(
                said,
                allocations,
                said.stop() ? null : blocked,
                another && said.version() != null
                        ? Map.of(said.version(), said.specHash())
                        : another ? Map.of() : known);
    }

    BotSeen with(AllocationSeen said) {
        AllocationSeen known = allocations.get(said.id());
        if (known != null && said.modifyIndex() < known.modifyIndex()) {
            return this;
        }
        Map<String, AllocationSeen> all = new HashMap<>(allocations);
        // Events leave the version out.
        all.put(
                said.id(),
                said.jobVersion() == null && known != null && known.jobVersion() != null
                        ? said.ofVersion(known.jobVersion())
                        : said);
        return new BotSeen(job, all, said.group().equals(BOT) ? null : blocked, hashes);
    }

    boolean nothing() {
        return job == null && allocations.isEmpty();
    }

    /** This, where it is newer than what is known. */
    BotSeen over(BotSeen known) {
        BotSeen both = job == null ? known : known.with(job);
        for (AllocationSeen one : allocations.values()) {
            both = both.with(one);
        }
        return both;
    }

    BotSeen withBlocked(@Nullable String why) {
        return new BotSeen(job, allocations, why, hashes);
    }

    BotSeen withHashes(Map<Long, String> told) {
        Map<Long, String> known = new HashMap<>(hashes);
        known.putAll(told);
        return new BotSeen(job, allocations, blocked, known);
    }

    /** Without the placements that a whole list as of {@code index} no longer has. */
    BotSeen without(java.util.Set<String> listed, long index) {
        Map<String, AllocationSeen> all = new HashMap<>(allocations);
        all.values().removeIf(one -> !listed.contains(one.id()) && one.modifyIndex() <= index);
        return new BotSeen(job, all, blocked, hashes);
    }

    /** The placements of a group under the present job, oldest first. */
    List<AllocationSeen> placements(String group) {
        JobSeen of = job;
        return of == null
                ? List.of()
                : allocations.values().stream()
                        .filter(one ->
                                one.group().equals(group) && one.createIndex() >= of.createIndex())
                        .sorted(OLDEST_FIRST)
                        .toList();
    }

    /** The placement that runs: the newest, should a lost one have come back. */
    @Nullable AllocationSeen live() {
        return placements(BOT).reversed().stream()
                .filter(AllocationSeen::live)
                .findFirst()
                .orElse(null);
    }

    /** The spec of the placement; null: its version of the job was not seen. */
    @Nullable String specHash(AllocationSeen placement) {
        JobSeen of = job;
        String known = placement.jobVersion() == null ? null : hashes.get(placement.jobVersion());
        if (known != null || of == null) {
            return known;
        }
        return placement.createIndex() >= of.jobModifyIndex() ? of.specHash() : null;
    }

    /**
     * @param settingsRev of the settings that are in place
     */
    Observed observed(long settingsRev) {
        JobSeen of = job;
        if (of == null) {
            return new Observed.Absent();
        }
        AllocationSeen live = live();
        if (live != null) {
            Runs runs = java.util.Objects.requireNonNull(Runs.of(live));
            String hash = specHash(live);
            return new Observed.Running(
                    runs.instance(),
                    hash == null ? of.specHash() : hash,
                    settingsRev,
                    runs.startedAt(),
                    live.node() == null ? "" : live.node(),
                    of.stop() || live.wantedToStop());
        }
        List<AllocationSeen> placements = placements(BOT);
        if (placements.isEmpty()) {
            return unplaced(of);
        }
        return still(of, placements.getLast());
    }

    private Observed unplaced(JobSeen of) {
        if (of.checkOnly()) {
            return new Observed.Absent();
        }
        return of.stop()
                ? new Ended("-", null, Cause.ASKED, of.submittedAt(), false)
                : new Observed.Pending(of.submittedAt(), blocked);
    }

    private Observed still(JobSeen of, AllocationSeen newest) {
        Runs runs = Runs.of(newest);
        boolean again = !of.dead() && !of.checkOnly();
        Ended ended = runs == null ? null : runs.ended(again);
        Instant at = Nanos.instant(newest.modifyTime());
        if (newest.lost()) {
            return again
                    ? new Observed.Pending(at, "node lost")
                    : new Ended(newest.id() + "-0", null, Cause.KILLED, at, false);
        }
        if (ended == null) {
            // It never ran.
            return newest.terminal() && !again
                    ? new Ended(newest.id() + "-0", null, Cause.ASKED, at, false)
                    : new Observed.Pending(
                            Nanos.instant(newest.createTime()),
                            blocked != null ? blocked : runs == null ? null : runs.obstacle());
        }
        if (newest.terminal() && again && newest.wantedToStop()) {
            // It moves: another placement is on its way.
            return new Observed.Pending(at, blocked);
        }
        return ended;
    }

    /** Every run of the bot that is known to have ended, oldest first. */
    List<Ended> ends() {
        return placements(BOT).stream()
                .map(Runs::of)
                .flatMap(runs -> runs == null ? Stream.empty() : runs.ends().stream())
                .sorted(Comparator.comparing(Ended::at))
                .toList();
    }
}
