package io.sath.platform.orchestration.scheduler;

import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs one workload per bot and tells what became of it.
 *
 * <p>It knows nothing of what is wanted later: who calls it compares and calls again. Every call is
 * idempotent, returns soon (within seconds, never waiting for a workload to end) and may be made
 * from many threads; calls for one bot come one after the other. Trouble with the cluster itself is
 * {@link SchedulerUnavailable}. A workload outlives the platform.
 */
public interface WorkloadScheduler {
    /**
     * Makes a workload as described exist. Its settings are in place before it starts; new settings
     * reach a running one without a restart. One of another spec is asked to end, and starts anew
     * when this is called again after its end, or by itself.
     */
    void apply(Workload workload);

    /**
     * Asks the workload to end (SIGTERM: it leaves everything as it is) and ends it after {@code
     * grace}; nothing restarts it but {@link #apply}. Unknown or ended ones: no effect.
     */
    void stop(BotId bot, Duration grace);

    /**
     * Runs the program once beside the bot's own workload, which it does not touch: with its own
     * settings and secrets, in a scratch directory of its own that is gone afterwards. Waits for
     * its end, at most {@code patience}; then it is ended. An interrupted wait ends it too.
     */
    Once runOnce(Workload once, Duration patience) throws InterruptedException;

    /** Forgets an ended workload and its output; what the bot itself stored stays. */
    void purge(BotId bot);

    /**
     * Takes up the workloads that a former platform left, running or ended; once, before anything
     * else.
     */
    void recover();

    /** Every workload that is known, running or ended. */
    Map<BotId, Observed> observe();

    /** One workload; {@link Observed.Absent} for an unknown one. */
    Observed observe(BotId bot);

    /**
     * Every run of it that is still known to have ended, oldest first: a cluster that starts it
     * again by itself may have done so more than once since anybody looked.
     */
    default List<Observed.Ended> ends(BotId bot) {
        return observe(bot) instanceof Observed.Ended ended ? List.of(ended) : List.of();
    }

    /**
     * Whether the workloads belong to a cluster, which starts them again and moves them by itself
     * and is not ended with this machine.
     */
    default boolean clustered() {
        return false;
    }

    /**
     * What the workload says, from a place that a former {@link Output} gave; the empty place is
     * the beginning of all that is kept.
     */
    Output output(BotId bot, String place);

    /** Calls {@code hint} whenever a workload begins or ends; hints may be missed. */
    void onChange(Consumer<BotId> hint);

    /** The machines behind it, where it knows them. */
    default Optional<Nodes> nodes() {
        return Optional.empty();
    }

    /**
     * The epoch that {@link #rememberEpoch} left last: it outlives the platform and its database,
     * and so tells a database that was put back from the present one. 0: none is kept.
     */
    default long epoch() {
        return 0;
    }

    /** Keeps the epoch of the platform that works this cluster, where it can. */
    default void rememberEpoch(long epoch) {}
}
