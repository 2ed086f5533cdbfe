package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.SeamedScheduler.Moment;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Experiment 1: the platform is killed at eight points of a start, and the next one begins. Exactly
 * one workload comes of it.
 *
 * <p>A kill is another leadership, by which the killed platform can write and act no more, and an
 * error that ends what it is at. {@code -Dsath.kills=25} makes it 200 of them.
 */
@PlatformTest
class StartKillsModuleTests {
    private static final int EACH = Integer.getInteger("sath.kills", 10);

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired Parts parts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;
    @Autowired TransactionTemplate transactions;

    private enum Point {
        BEFORE_THE_COMMAND_COMMITS,
        AFTER_THE_COMMAND_COMMITTED,
        BEFORE_THE_FIRST_LOOK,
        BEFORE_THE_ORDER_TO_THE_CLUSTER,
        AFTER_THE_ORDER_BEFORE_ITS_ANSWER,
        AFTER_THE_ANSWER,
        BEFORE_WHAT_WAS_DONE_IS_NOTED,
        AFTER_WHAT_WAS_DONE_IS_NOTED
    }

    private boolean dead;

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    @Test
    void exactlyOneWorkloadComesOfEveryKilledStart() {
        Random random = Experiments.random("E1 kills in a start");
        List<Point> kills = new ArrayList<>();
        for (Point point : Point.values()) {
            kills.addAll(Collections.nCopies(EACH, point));
        }
        Collections.shuffle(kills, random);
        String name = "kills-" + UUID.randomUUID();
        List<String> wrong = new ArrayList<>();
        long slowest = 0;
        for (Point point : kills) {
            Owned owned = Experiments.bots(1, fixtures, bots).getFirst();
            FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
            killedStart(point, owned, cluster, name);
            long began = System.nanoTime();
            try (Reconciler next = TestParts.lead(parts(cluster(cluster), name), leadership)) {
                next.recover();
                next.lookNow(fleet.wanted(owned.tenant()).orElseThrow());
                slowest = Math.max(slowest, System.nanoTime() - began);
                next.lookNow(fleet.wanted(owned.tenant()).orElseThrow());
            }
            boolean runs = cluster(cluster).observe(owned.bot()) instanceof Observed.Running;
            BotStatus.State state = bots.status(owned.tenant()).state();
            if (!runs || cluster.instances() != 1 || state != BotStatus.State.STARTING) {
                wrong.add(point + ": " + cluster.instances() + " runs, " + runs + ", " + state);
            }
            Experiments.off(List.of(owned), bots);
        }
        System.out.printf(
                "{\"experiment\":\"E1\",\"kills\":%d,\"wrong\":%d,\"slowestMs\":%d}%n",
                kills.size(), wrong.size(), Duration.ofNanos(slowest).toMillis());
        assertThat(wrong).isEmpty();
    }

    private void killedStart(Point point, Owned owned, FakeScheduler.Cluster cluster, String name) {
        if (point == Point.BEFORE_THE_COMMAND_COMMITS) {
            transactions.executeWithoutResult(status -> {
                bots.start(owned.tenant(), owned.owner());
                status.setRollbackOnly();
            });
        }
        bots.start(owned.tenant(), owned.owner());
        SeamedScheduler scheduler = cluster(cluster);
        Reconciler victim = TestParts.lead(parts(scheduler, name), leadership);
        dead = false;
        try {
            victim.recover();
            if (point.ordinal() > Point.AFTER_THE_COMMAND_COMMITTED.ordinal()) {
                arm(point, scheduler, name);
                victim.lookNow(fleet.wanted(owned.tenant()).orElseThrow());
            }
        } catch (Killed expected) {
            assertThat(point.ordinal()).isGreaterThan(Point.AFTER_THE_COMMAND_COMMITTED.ordinal());
        } finally {
            victim.close();
            synchronized (this) {
                // A thread of its own that still ran kills nobody any more.
                dead = true;
            }
        }
    }

    private void arm(Point point, SeamedScheduler scheduler, String name) {
        int[] looks = {0};
        boolean[] applied = {false};
        scheduler.at((moment, bot) -> moment(point, name, moment, looks, applied));
    }

    /** On the victim's threads, one after another: a kill ends all of them. */
    private synchronized void moment(
            Point point, String name, Moment moment, int[] looks, boolean[] applied) {
        if (dead) {
            throw new Killed();
        }
        looks[0] += moment == Moment.BEFORE_OBSERVE ? 1 : 0;
        applied[0] |= moment == Moment.AFTER_APPLY;
        switch (point) {
            case BEFORE_THE_COMMAND_COMMITS, AFTER_THE_COMMAND_COMMITTED -> {}
            case BEFORE_THE_FIRST_LOOK -> killIf(moment == Moment.BEFORE_OBSERVE, name);
            case BEFORE_THE_ORDER_TO_THE_CLUSTER -> killIf(moment == Moment.BEFORE_APPLY, name);
            case AFTER_THE_ORDER_BEFORE_ITS_ANSWER -> killIf(moment == Moment.AFTER_APPLY, name);
            case AFTER_THE_ANSWER -> killIf(moment == Moment.BEFORE_OBSERVE && applied[0], name);
            case BEFORE_WHAT_WAS_DONE_IS_NOTED -> {
                // It lives on for a moment, and nothing that it writes counts.
                if (moment == Moment.BEFORE_OBSERVE && applied[0] && looks[0] == 2) {
                    depose(name);
                }
            }
            case AFTER_WHAT_WAS_DONE_IS_NOTED ->
                    killIf(moment == Moment.BEFORE_OBSERVE && looks[0] == 3, name);
        }
    }

    private void killIf(boolean now, String name) {
        if (now) {
            dead = true;
            depose(name);
            throw new Killed();
        }
    }

    private void depose(String name) {
        TestParts.takeOver(name, leadership);
    }

    private SeamedScheduler cluster(FakeScheduler.Cluster cluster) {
        return new SeamedScheduler(new FakeScheduler(cluster, Clock.systemUTC()));
    }

    private Parts parts(SeamedScheduler scheduler, String name) {
        return TestParts.of(parts, scheduler).name(name).build();
    }
}
