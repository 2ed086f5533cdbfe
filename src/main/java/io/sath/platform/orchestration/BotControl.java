package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.bots.Sight;
import io.sath.platform.orchestration.BotSteps.Look;
import io.sath.platform.orchestration.Planner.Action;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bot under the reconciler's hand: holds what it said and what it is told, and takes the step
 * that {@link Planner} names. One thread at a time.
 */
final class BotControl implements BotReader.Listener, BotSteps.Control {

    private final TenantId tenant;
    private final BotId bot;
    private final Means means;
    private final Runnable hint;
    private final StoredMark stored;
    private final Listening listening;
    private final BotSteps steps;
    private final ServiceMeter meter;

    private RunRows.Row row;
    private @Nullable Instant absentSince;
    private @Nullable Instant nextLook;

    /** As of the last look. */
    private volatile Observed seen = new Observed.Absent();

    /** As of the present look: it must not change between counting a death and answering it. */
    private boolean drained;

    /**
     * @param hint asks for another look at this bot
     */
    BotControl(RunRows.Row row, Means means, Runnable hint) {
        this.tenant = row.tenant();
        this.bot = row.bot();
        this.row = row;
        this.means = means;
        this.hint = hint;
        this.listening = new Listening(bot, means);
        this.stored = new StoredMark(tenant, bot, means.ledgers());
        this.steps = new BotSteps(tenant, bot, means, stored, this);
        this.meter = new ServiceMeter(means.services(), tenant, bot);
    }

    TenantId tenant() {
        return tenant;
    }

    /** When it wants to be looked at without a hint; null: with the next sweep. */
    synchronized @Nullable Instant nextLook() {
        return nextLook;
    }

    /**
     * Compares and takes the next step.
     *
     * @param acting whether bots may be started and ended; else it only looks
     */
    synchronized void reconcile(Wanted wanted, boolean acting) {
        Instant now = means.clock().instant();
        Observed observed = means.scheduler().observe(bot);
        seen = observed;
        nextLook = null;
        drained = listening.readToEnd(observed);
        follow(observed);
        Told told = told(observed);
        stored.look(told, now);
        if (acting) {
            Orders before = row.orders();
            steps.settle(wanted, observed, told, now);
            Orders orders =
                    step(wanted, observed, told, counted(before, wanted, observed, told, now), now);
            if (!orders.equals(before)) {
                means.rows().writeOrders(tenant, bot, orders);
            }
            row = new RunRows.Row(tenant, bot, row.place(), row.runs(), row.told(), orders);
            meter(before, orders, observed, told, now);
        }
        show(now);
    }

    /** What happened since the last look. */
    private Orders counted(
            Orders before, Wanted wanted, Observed observed, Told told, Instant now) {
        Orders orders =
                Deaths.count(
                        before.acted(wanted.act()),
                        means.scheduler().ends(bot),
                        observed,
                        told.stopped() == null ? null : told.stopped().reason(),
                        drained,
                        wanted.actAt(),
                        now);
        return carriedOut(wanted, told) ? orders.stopTried(wanted.act()) : orders;
    }

    private Orders step(Wanted wanted, Observed observed, Told told, Orders counted, Instant now) {
        Orders orders = counted;
        Program program = program(wanted, observed, orders);
        if (orders.past().gaveUpAt() != null && isAnother(program)) {
            orders = orders.forgiven();
        }
        Wanted current = wanted;
        if (observed instanceof Observed.Running running && !running.ending()) {
            Orders kept = steps.upkeep(orders, told, now);
            if (!kept.equals(orders)) {
                orders = kept;
                current = steps.raised(wanted, orders);
            }
        }
        Action action =
                means.planner()
                        .next(
                                new Planner.Wanted(
                                        current.on(),
                                        current.stop(),
                                        steps.specHash(current, program),
                                        current.settingsRev(),
                                        current.act(),
                                        current.actAt()),
                                seen(observed, told, orders, now),
                                bot.value().hashCode(),
                                now);
        return steps.take(action, new Look(current, program, observed, told, now), orders);
    }

    /**
     * A run may be followed by one of another build when nothing is open, or when all that it has
     * is stored here too: the next one goes on from the same store.
     */
    private Program program(Wanted wanted, Observed observed, Orders orders) {
        boolean mayMove =
                !(observed instanceof Observed.Running)
                        || !row.told().open()
                        || stored.told() <= stored.stored();
        boolean gaveUp = orders.past().gaveUpAt() != null;
        Program target = means.programs().of(bot, true, gaveUp);
        if (isAnotherThanRan(target)
                && observed instanceof Observed.Running running
                && running.specHash().equals(steps.specHash(wanted, target))) {
            // A cluster may begin the next run by itself.
            means.programs().began(tenant, bot, target);
        }
        return mayMove ? target : means.programs().of(bot, false, gaveUp);
    }

    private boolean isAnotherThanRan(Program program) {
        return !program.version().equals(means.programs().ran(bot));
    }

    private boolean isAnother(Program program) {
        String ran = means.programs().ran(bot);
        return ran != null && !ran.equals(program.version());
    }

    private void meter(Orders before, Orders now, Observed observed, Told told, Instant at) {
        if (observed instanceof Observed.Running running && !running.ending()) {
            Instant heard = listening.heardAt(told, at);
            meter.runs(heard.isBefore(running.startedAt()) ? running.startedAt() : heard, at);
        } else {
            meter.rests();
        }
        if (now.past().act() == before.past().act()
                && now.past().deaths().size() > before.past().deaths().size()) {
            meter.died();
        }
        if (now.past().gaveUpAt() != null && before.past().gaveUpAt() == null) {
            meter.gaveUp();
        }
        meter.write(means.programs().ran(bot), at);
    }

    private static boolean carriedOut(Wanted wanted, Told told) {
        return !wanted.on()
                && told.stopped() != null
                && told.stopped().reason().equals("ordered")
                && told.rev() >= wanted.settingsRev();
    }

    private Planner.Seen seen(Observed observed, Told told, Orders orders, Instant now) {
        BotRecord.Stopped stopped = told.stopped();
        Instant heard = listening.heardAt(told, now);
        return new Planner.Seen(
                observed,
                heard,
                spared(observed, heard, now),
                told.beat() == null ? null : told.beat().state(),
                stopped == null ? null : stopped.reason(),
                stopped == null ? null : stopped.ts(),
                row.told().open(),
                stored.told(),
                stored.stored(),
                drained,
                orders.past().deaths(),
                orders.past().startedAct(),
                orders.past().reports(),
                orders.past().stopTried());
    }

    private @Nullable Instant spared(Observed observed, Instant heard, Instant now) {
        SilenceRule rule = means.silence();
        if (observed instanceof Observed.Running running && !running.ending()) {
            rule.runs(bot, running.startedAt(), heard, now);
            return Planner.silent(heard, running, now) ? rule.spared(now) : null;
        }
        rule.rests(bot, now);
        return null;
    }

    /** What the process that is observed said. */
    private Told told(Observed observed) {
        return observed instanceof Observed.Running running
                ? row.told().since(running.startedAt())
                : row.told();
    }

    @Override
    public void look(Instant at) {
        if (nextLook == null || at.isBefore(nextLook)) {
            nextLook = at;
        }
    }

    @Override
    public void again() {
        hint.run();
    }

    @Override
    public void follow(Observed observed) {
        listening.follow(row, observed, this);
    }

    @Override
    public void leave() {
        listening.close();
    }

    @Override
    public void forgotten() {
        row = new RunRows.Row(tenant, bot, "", row.runs(), row.told(), row.orders());
        means.rows().writeRead(tenant, bot, "", row.runs(), row.told());
    }

    @Override
    public void read(List<BotRecord> records, Told told, String place, RunSequences sequences) {
        synchronized (this) {
            means.rows().writeRead(tenant, bot, place, sequences.known(), told);
            row = new RunRows.Row(tenant, bot, place, sequences.known(), told, row.orders());
            meter.errors(records.stream().filter(BotControl::isError).count());
            show(means.clock().instant());
        }
        if (records.stream().anyMatch(BotControl::callsForAction)) {
            hint.run();
        }
    }

    private static boolean isError(BotRecord record) {
        return record instanceof BotRecord.Log log && log.level() == BotRecord.Level.ERROR;
    }

    private static boolean callsForAction(BotRecord record) {
        return record instanceof BotRecord.Hello
                || record instanceof BotRecord.Beat
                || record instanceof BotRecord.Stopped
                || record instanceof BotRecord.Resent;
    }

    @Override
    public void drained(Instant since) {
        boolean first = listening.drained(since);
        if (first || seen instanceof Observed.Ended) {
            hint.run();
        }
    }

    private void show(Instant now) {
        Observed observed = means.scheduler().observe(bot);
        seen = observed;
        if (observed instanceof Observed.Absent) {
            absentSince = absentSince == null ? now : absentSince;
        } else {
            absentSince = null;
        }
        Sight sight =
                Sights.of(
                        observed,
                        told(observed),
                        row.orders(),
                        absentSince == null ? now : absentSince,
                        steps.waitsFor(),
                        observed instanceof Observed.Ended ? nextLook : null,
                        now);
        means.fleet().saw(tenant, bot, sight);
    }

    /** Ends the reading; the bot itself goes on. */
    void close() {
        listening.close();
    }
}
