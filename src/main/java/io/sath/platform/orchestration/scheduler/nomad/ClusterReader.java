package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.shared.BotId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view of the cluster true: by whole lists, by reading one bot back after it was acted
 * on, and by the revision of the settings that each bot has.
 */
final class ClusterReader {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterReader.class);
    private static final int READERS = 16;

    /** Nothing is decided on a view that is older. */
    private static final Duration TRUSTED = Duration.ofSeconds(90);

    private static final Duration JUST_LISTED = Duration.ofSeconds(1);

    private final NomadReads reads;
    private final ClusterView view;
    private final Variables variables;
    private final Clock clock;
    private final Map<BotId, Long> revs = new ConcurrentHashMap<>();
    private volatile Instant listedAt = Instant.MIN;
    private volatile LongConsumer listener = index -> {};

    ClusterReader(NomadReads reads, ClusterView view, Variables variables, Clock clock) {
        this.reads = reads;
        this.view = view;
        this.variables = variables;
        this.clock = clock;
    }

    /** Tells {@code listener} the index of each whole list. */
    void onList(LongConsumer listener) {
        this.listener = listener;
    }

    void list() {
        NomadReads.Whole whole = reads.all();
        view.take(whole);
        listener.accept(whole.index());
        listedAt = clock.instant();
    }

    Map<BotId, Observed> all() {
        if (listedAt.plus(JUST_LISTED).isBefore(clock.instant())) {
            list();
        }
        Map<BotId, Observed> all = new HashMap<>();
        view.all()
                .forEach((bot, seen) -> {
                    Observed observed = seen.observed(revs.getOrDefault(bot, 0L));
                    if (!(observed instanceof Observed.Absent)) {
                        all.put(bot, observed);
                    }
                });
        return Map.copyOf(all);
    }

    Observed one(BotId bot) {
        BotSeen seen = current(bot);
        AllocationSeen live = seen.live();
        if (live == null) {
            return seen.observed(0);
        }
        return (seen.specHash(live) == null ? withSpec(bot) : seen).observed(rev(bot));
    }

    /** Of a placement that is older than its job's last registration: of which spec it is. */
    private BotSeen withSpec(BotId bot) {
        BotSeen seen = readBack(bot);
        AllocationSeen live = seen.live();
        if (live != null && seen.specHash(live) == null) {
            Map<Long, String> hashes = reads.hashes(JobId.of(bot));
            view.set(bot, known -> known.withHashes(hashes));
        }
        return view.get(bot);
    }

    BotSeen current(BotId bot) {
        return listedAt.plus(TRUSTED).isBefore(clock.instant()) ? readBack(bot) : view.get(bot);
    }

    /** Asks the cluster for this bot. */
    BotSeen readBack(BotId bot) {
        BotSeen fresh = reads.one(JobId.of(bot));
        if (fresh.nothing()) {
            JobSeen known = view.get(bot).job();
            view.gone(bot, known == null ? -1 : known.modifyIndex());
        } else {
            view.set(bot, known -> fresh.over(known));
        }
        return view.get(bot);
    }

    /** The revision of the settings that are in place; 0: nobody may read it. */
    long rev(BotId bot) {
        Long known = revs.get(bot);
        if (known == null) {
            known = variables.rev(JobId.of(bot).variable(BotSeen.BOT));
            Long written = revs.putIfAbsent(bot, known);
            known = written == null ? known : written;
        }
        return known;
    }

    /** What a running bot was told stays, should it be newer; of one that rests nothing does. */
    void write(Workload workload, BotSeen seen) {
        revs.put(
                workload.bot(),
                variables.write(
                        JobId.of(workload.bot()).variable(BotSeen.BOT),
                        workload.settingsRev(),
                        workload.settings(),
                        seen.live() == null));
    }

    void forget(BotId bot) {
        revs.remove(bot);
        JobId id = JobId.of(bot);
        variables.delete(id.variable(BotSeen.BOT));
        variables.delete(id.variable(BotSeen.CHECK));
    }

    /** The settings that every running bot has, before anybody compares with them. */
    void learnRevisions() {
        // Another replica may have written since this one last led.
        revs.clear();
        Semaphore slots = new Semaphore(READERS);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            view.all()
                    .forEach((bot, seen) -> {
                        if (seen.live() != null) {
                            readers.execute(() -> learnRevision(bot, slots));
                        }
                    });
        }
    }

    private void learnRevision(BotId bot, Semaphore slots) {
        slots.acquireUninterruptibly();
        try {
            var _ = rev(bot);
        } catch (NomadFailure e) {
            LOG.info("bot {}: its settings are read later: {}", bot, e.getMessage());
        } finally {
            slots.release();
        }
    }
}
