package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.SeamedScheduler.Moment;
import io.sath.platform.orchestration.SeamedScheduler.Seam;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.support.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Experiment 1: the platform is killed at eight points of a start, and the next one begins. Exactly
 * one workload comes of it.
 *
 * <p>A kill is another leadership, by which the killed platform can write and act no more, the end
 * of its way to the cluster, and an error that ends what it is at. {@code -Dsath.kills=25} makes it
 * 200 of them.
 */
abstract class StartKills {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Parts parts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;
    @Autowired TransactionTemplate transactions;

    private final String experiment;
    private final int each;
    private boolean dead;

    /**
     * @param each how many kills at each point, unless {@code sath.kills} says
     */
    StartKills(String experiment, int each) {
        this.experiment = experiment;
        this.each = Integer.getInteger("sath.kills", each);
    }

    private enum Point {
        BEFORE_THE_COMMAND_COMMITS,
        AFTER_THE_COMMAND_COMMITTED,
        BEFORE_THE_FIRST_LOOK,
        BEFORE_THE_ORDER_TO_THE_CLUSTER,
        AFTER_THE_ORDER_BEFORE_ITS_ANSWER,
        AFTER_THE_ANSWER,
        BEFORE_WHAT_WAS_DONE_IS_NOTED,
        AFTER_WHAT_WAS_DONE_IS_NOTED;

        boolean isAfter(Point other) {
            return ordinal() > other.ordinal();
        }
    }

    /** One platform's way to the cluster. */
    interface Way extends AutoCloseable {
        WorkloadScheduler scheduler();

        /** What happens on it; an error thrown there ends what is under way. */
        void at(Seam happens);

        /** Nothing passes any more: as its process ended. */
        void cut();

        /** As {@link #cut}, and with all that it holds. */
        @Override
        void close();
    }

    /** Of a platform that begins now, for its start of this bot. */
    abstract Way way(Owned owned) throws Exception;

    /** How many workloads the cluster has of it, in the cluster's own words. */
    abstract int begun(Owned owned) throws Exception;

    /**
     * What is wrong with the one run that there should be, with the bot's {@code status}; or null.
     */
    abstract @Nullable String wrong(Owned owned, BotStatus status) throws Exception;

    /** The bot is wanted off, and {@code last} keeps the fleet: until nothing of it is left. */
    abstract void end(Owned owned, Reconciler last) throws Exception;

    /** The fleet of one platform with this way, under this name. */
    abstract Parts parts(Way way, String name);

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    @Test
    void exactlyOneWorkloadComesOfEveryKilledStart() throws Exception {
        Random random = Experiments.random(experiment);
        List<Point> kills = new ArrayList<>();
        for (Point point : Point.values()) {
            kills.addAll(Collections.nCopies(each, point));
        }
        Collections.shuffle(kills, random);
        String name = "kills-" + UUID.randomUUID();
        List<String> wrong = new ArrayList<>();
        List<Long> taken = new ArrayList<>();
        for (Point point : kills) {
            Owned owned = Experiments.bots(1, fixtures, bots).getFirst();
            killedStart(point, owned, name);
            assertThat(begun(owned))
                    .as("%s: when it was killed", point)
                    .isEqualTo(point.isAfter(Point.BEFORE_THE_ORDER_TO_THE_CLUSTER) ? 1 : 0);
            long began = System.nanoTime();
            try (Way way = way(owned);
                    Reconciler next = TestParts.lead(parts(way, name), leadership)) {
                next.recover();
                next.lookNow(wanted(owned));
                String fault = awaitOneRun(owned);
                taken.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
                next.lookNow(wanted(owned));
                fault = fault == null ? wrong(owned) : fault;
                if (fault != null) {
                    wrong.add(point + ": " + fault);
                }
                Experiments.off(List.of(owned), bots);
                end(owned, next);
            }
        }
        Collections.sort(taken);
        System.out.printf(
                "{\"experiment\":\"%s\",\"kills\":%d,\"wrong\":%d,\"p95Ms\":%d,\"slowestMs\":%d}%n",
                experiment,
                kills.size(),
                wrong.size(),
                taken.get(Math.ceilDiv(taken.size() * 95, 100) - 1),
                taken.getLast());
        assertThat(wrong).isEmpty();
    }

    Wanted wanted(Owned owned) {
        return fleet.wanted(owned.tenant()).orElseThrow();
    }

    /** What is still wrong after a minute; null: nothing. */
    private @Nullable String awaitOneRun(Owned owned) throws Exception {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .atMost(SOON)
                    .until(() -> wrong(owned) == null);
            return null;
        } catch (ConditionTimeoutException e) {
            return "after " + SOON + " " + wrong(owned);
        }
    }

    private @Nullable String wrong(Owned owned) throws Exception {
        return wrong(owned, bots.status(owned.tenant()));
    }

    private void killedStart(Point point, Owned owned, String name) throws Exception {
        if (point == Point.BEFORE_THE_COMMAND_COMMITS) {
            transactions.executeWithoutResult(status -> {
                bots.start(owned.tenant(), owned.owner());
                status.setRollbackOnly();
            });
        }
        bots.start(owned.tenant(), owned.owner());
        try (Way way = way(owned)) {
            Reconciler victim = TestParts.lead(parts(way, name), leadership);
            dead = false;
            try {
                victim.recover();
                if (point.isAfter(Point.AFTER_THE_COMMAND_COMMITTED)) {
                    arm(point, way, name);
                    victim.lookNow(wanted(owned));
                }
            } catch (Killed expected) {
                assertThat(point).matches(it -> it.isAfter(Point.AFTER_THE_COMMAND_COMMITTED));
            } finally {
                victim.close();
                synchronized (this) {
                    // A thread of its own that still ran kills nobody any more.
                    dead = true;
                }
            }
        }
    }

    private void arm(Point point, Way way, String name) {
        int[] looks = {0};
        boolean[] applied = {false};
        way.at((moment, bot) -> moment(point, way, name, moment, looks, applied));
    }

    /** On the victim's threads, one after another: a kill ends all of them. */
    private synchronized void moment(
            Point point, Way way, String name, Moment moment, int[] looks, boolean[] applied) {
        if (dead) {
            throw new Killed();
        }
        looks[0] += moment == Moment.BEFORE_OBSERVE ? 1 : 0;
        applied[0] |= moment == Moment.AFTER_APPLY;
        boolean now =
                switch (point) {
                    case BEFORE_THE_COMMAND_COMMITS, AFTER_THE_COMMAND_COMMITTED -> false;
                    case BEFORE_THE_FIRST_LOOK -> moment == Moment.BEFORE_OBSERVE;
                    case BEFORE_THE_ORDER_TO_THE_CLUSTER -> moment == Moment.BEFORE_APPLY;
                    case AFTER_THE_ORDER_BEFORE_ITS_ANSWER -> moment == Moment.AFTER_APPLY;
                    case AFTER_THE_ANSWER -> moment == Moment.BEFORE_OBSERVE && applied[0];
                    case BEFORE_WHAT_WAS_DONE_IS_NOTED -> {
                        // It lives on for a moment, and nothing that it writes counts.
                        if (moment == Moment.BEFORE_OBSERVE && applied[0] && looks[0] == 2) {
                            depose(name);
                        }
                        yield false;
                    }
                    case AFTER_WHAT_WAS_DONE_IS_NOTED ->
                            moment == Moment.BEFORE_OBSERVE && looks[0] == 3;
                };
        if (now) {
            dead = true;
            depose(name);
            way.cut();
            throw new Killed();
        }
    }

    private void depose(String name) {
        TestParts.takeOver(name, leadership);
    }
}
