package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Fleet.Brief;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.bots.Sight;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.Planner.Action;
import io.sath.platform.orchestration.SettingsFile.Task;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bot under the reconciler's hand: holds what it said and what it is told, and takes the step
 * that {@link Planner} names. One thread at a time.
 */
final class BotControl implements BotReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(BotControl.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** The reader comes by at least every second. */
    private static final Duration LISTENING = Duration.ofSeconds(15);

    /** What every control works with. */
    record Means(
            WorkloadScheduler scheduler,
            Fleet fleet,
            RunRows rows,
            TenantScope scope,
            LedgerView ledgers,
            List<RecordSink> sinks,
            Planner planner,
            Supplier<Program> program,
            KeyGate keys,
            Duration stopGrace,
            Clock clock) {}

    private final TenantId tenant;
    private final BotId bot;
    private final Means means;
    private final Runnable hint;
    private final StoredMark stored;
    private final Upkeep upkeep;

    private RunRows.Row row;
    private @Nullable BotReader reader;
    private final Instant listeningSince;
    private volatile @Nullable Instant drainedSince;
    private volatile @Nullable Instant readAt;
    private @Nullable Instant absentSince;
    private @Nullable Instant nextLook;
    private @Nullable SpecOf spec;
    private @Nullable HeldStart held;

    /** The spec as of a revision of the settings: limits change only with it. */
    private record SpecOf(long settingsRev, long runRev, long keysRev, String hash) {}

    /**
     * @param hint asks for another look at this bot
     */
    BotControl(RunRows.Row row, Means means, Runnable hint) {
        this.tenant = row.tenant();
        this.bot = row.bot();
        this.row = row;
        this.means = means;
        this.hint = hint;
        this.listeningSince = means.clock().instant();
        this.stored = new StoredMark(tenant, bot, means.ledgers());
        this.upkeep = new Upkeep(tenant, bot, means.ledgers(), stored, this::brief);
    }

    TenantId tenant() {
        return tenant;
    }

    /** When it wants to be looked at without a hint; null: with the next sweep. */
    synchronized @Nullable Instant nextLook() {
        return nextLook;
    }

    /** Compares and takes the next step. */
    synchronized void reconcile(Wanted wanted) {
        Instant now = means.clock().instant();
        Observed observed = means.scheduler().observe(bot);
        nextLook = null;
        follow(observed);
        Told told = told(observed);
        Orders before = row.orders();
        Orders orders = before.acted(wanted.act());
        if (observed instanceof Observed.Ended ended
                && !ended.instance().equals(orders.countedInstance())
                && !Planner.unread(readToEnd(observed), ended, now)) {
            boolean death =
                    Planner.death(told.stopped() == null ? null : told.stopped().reason(), ended);
            orders = orders.ended(ended.instance(), death, ended.at());
        }
        stored.look(told, now);
        if (carriedOut(wanted, told)) {
            orders = orders.stopTried(wanted.act());
        }
        Wanted current = wanted;
        if (observed instanceof Observed.Running running && !running.ending()) {
            held = null;
            Orders kept = upkeep.due(orders, told, now);
            Instant again = upkeep.nextLook(now);
            if (again != null) {
                look(again);
            }
            if (!kept.equals(orders)) {
                orders = kept;
                current = raised(wanted, orders);
            }
        }
        Action action =
                means.planner()
                        .next(
                                new Planner.Wanted(
                                        current.on(),
                                        current.stop(),
                                        specHash(current),
                                        current.settingsRev(),
                                        current.act(),
                                        current.actAt()),
                                seen(observed, told, orders, now),
                                bot.value().hashCode(),
                                now);
        orders = perform(action, current, observed, told, orders, now);
        if (!orders.equals(before)) {
            means.rows().writeOrders(tenant, bot, orders);
        }
        row = new RunRows.Row(tenant, bot, row.place(), row.runs(), row.told(), orders);
        show(now);
    }

    private static boolean carriedOut(Wanted wanted, Told told) {
        return !wanted.on()
                && told.stopped() != null
                && told.stopped().reason().equals("ordered")
                && told.rev() >= wanted.settingsRev();
    }

    private Planner.Seen seen(Observed observed, Told told, Orders orders, Instant now) {
        BotRecord.Stopped stopped = told.stopped();
        return new Planner.Seen(
                observed,
                heardAt(told, now),
                told.beat() == null ? null : told.beat().state(),
                stopped == null ? null : stopped.reason(),
                stopped == null ? null : stopped.ts(),
                row.told().open(),
                stored.told(),
                stored.stored(),
                readToEnd(observed),
                orders.deaths(),
                orders.startedAct(),
                orders.reports(),
                orders.stopTried());
    }

    /**
     * Silence is the bot's only while this platform listens: it counts from the time when it began
     * to, and not while the output cannot be read or stored.
     */
    private @Nullable Instant heardAt(Told told, Instant now) {
        Instant read = readAt;
        if (read == null || read.isBefore(now.minus(LISTENING))) {
            return now;
        }
        Instant heard = told.heardAt();
        return heard == null || heard.isBefore(listeningSince) ? listeningSince : heard;
    }

    private boolean readToEnd(Observed observed) {
        Instant drained = drainedSince;
        return observed instanceof Observed.Ended ended
                && drained != null
                && drained.isAfter(ended.at());
    }

    /** What it is told has changed: new settings, in the transaction that notes it. */
    private Wanted raised(Wanted wanted, Orders orders) {
        long rev =
                means.scope()
                        .call(
                                tenant,
                                () -> {
                                    means.rows().writeOrders(tenant, bot, orders);
                                    return means.fleet().raiseSettings(tenant);
                                });
        return new Wanted(
                tenant,
                bot,
                wanted.on(),
                wanted.stop(),
                wanted.act(),
                wanted.actAt(),
                wanted.runRev(),
                wanted.keysRev(),
                rev);
    }

    private Orders perform(
            Action action,
            Wanted wanted,
            Observed observed,
            Told told,
            Orders orders,
            Instant now) {
        return switch (action) {
            case Action.Nothing ignored -> orders;
            case Action.Apply ignored -> start(wanted, observed, told, orders, now);
            case Action.Report ignored -> report(wanted, observed, told, orders, now);
            case Action.End(boolean death) -> end(death, observed, orders, now);
            case Action.Purge ignored -> purge(orders);
            case Action.Wait(Instant until) -> {
                look(until);
                yield orders;
            }
            case Action.GiveUp(int deaths, Duration interval) -> {
                if (orders.gaveUpAt() != null) {
                    yield orders;
                }
                LOG.warn("bot {}: died {} times within {}; given up", bot, deaths, interval);
                yield orders.gaveUp(now);
            }
            case Action.Incomplete ignored -> {
                if (!orders.incomplete()) {
                    LOG.error(
                            "bot {}: it ended, and of its {} records only {} are stored; an"
                                    + " operator has to decide",
                            bot,
                            stored.told(),
                            stored.stored());
                }
                yield orders.incomplete(true);
            }
        };
    }

    /** Applies what is wanted, unless its keys are known to be out of reach. */
    private Orders start(Wanted wanted, Observed observed, Told told, Orders orders, Instant now) {
        HeldStart waiting = held;
        if (waiting == null || !waiting.holds(wanted, now)) {
            try {
                Orders started = apply(observed, told, orders, Task.TRADE, now);
                held = null;
                return started;
            } catch (Withheld e) {
                waiting = HeldStart.of(e.why(), bot, wanted, now);
                held = waiting;
            }
        }
        if (waiting.why() == Withheld.Why.STORE) {
            look(waiting.until());
        }
        return orders;
    }

    private Orders apply(Observed observed, Told told, Orders orders, Task task, Instant now) {
        Orders leased = upkeep.leased(orders, told.ledger(), now);
        if (leased.resend() != null && stored.behindSince() == null) {
            leased = leased.resend(null);
        }
        Brief brief = brief();
        List<KeyId> keys = task == Task.REPORT ? List.of() : brief.keys();
        means.scheduler()
                .apply(
                        new Workload(
                                tenant,
                                bot,
                                hash(observed, task, leased, brief, now),
                                means.program().get(),
                                brief.memoryMb(),
                                brief.cpuPercent(),
                                brief.wanted().settingsRev(),
                                SettingsFile.of(brief, leased, task),
                                () -> means.keys().deliver(tenant, bot, keys)));
        Observed after = means.scheduler().observe(bot);
        follow(after);
        return observed instanceof Observed.Running ? leased : leased.started();
    }

    /** Which run it is to be: a running one that is to stop, or cannot begin anew, goes on. */
    private String hash(Observed observed, Task task, Orders orders, Brief brief, Instant now) {
        if (observed instanceof Observed.Running running
                && (!brief.wanted().on()
                        || (!running.specHash().equals(specHash(brief.wanted()))
                                && storeIsClosed(brief, now)))) {
            return running.specHash();
        }
        return task == Task.REPORT ? "report-" + orders.reports() : specHash(brief.wanted());
    }

    /** A bot whose new run would get no keys now is better off with the run that it has. */
    private boolean storeIsClosed(Brief brief, Instant now) {
        try {
            means.keys().check(tenant, bot, brief.keys());
            return false;
        } catch (Withheld e) {
            look(HeldStart.of(e.why(), bot, brief.wanted(), now).until());
            return e.why() == Withheld.Why.STORE;
        }
    }

    private Orders report(Wanted wanted, Observed observed, Told told, Orders orders, Instant now) {
        UUID ledger = told.ledger();
        Orders asked =
                ledger == null
                        ? orders.reported()
                        : orders.reported()
                                .resend(new Orders.Resend(ledger, stored.stored() + 1, now));
        LOG.info("bot {}: started to report its records after {}", bot, stored.stored());
        raised(wanted, asked);
        return apply(observed, told, asked, Task.REPORT, now);
    }

    private Orders end(boolean death, Observed observed, Orders orders, Instant now) {
        means.scheduler().stop(bot, means.stopGrace());
        if (death && observed instanceof Observed.Running running) {
            LOG.warn("bot {}: no sign of life, or no secrets; its process is ended", bot);
            return orders.ended(running.instance(), true, now);
        }
        return orders;
    }

    private Orders purge(Orders orders) {
        closeReader();
        means.scheduler().purge(bot);
        row = new RunRows.Row(tenant, bot, "", row.runs(), row.told(), orders);
        means.rows().writeRead(tenant, bot, "", row.runs(), row.told());
        return orders;
    }

    private Brief brief() {
        return means.fleet().brief(tenant).orElseThrow();
    }

    private String specHash(Wanted wanted) {
        SpecOf known = spec;
        if (known == null
                || known.settingsRev() != wanted.settingsRev()
                || known.runRev() != wanted.runRev()
                || known.keysRev() != wanted.keysRev()) {
            Brief brief = brief();
            String text =
                    String.join(
                            " ",
                            means.program().get().version(),
                            String.valueOf(brief.memoryMb()),
                            String.valueOf(brief.cpuPercent()),
                            String.valueOf(wanted.runRev()),
                            String.valueOf(wanted.keysRev()));
            String hash = BotJar.hash(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
            known = new SpecOf(wanted.settingsRev(), wanted.runRev(), wanted.keysRev(), hash);
            spec = known;
        }
        return known.hash();
    }

    /** What the process that is observed said. */
    private Told told(Observed observed) {
        return observed instanceof Observed.Running running
                ? row.told().since(running.startedAt())
                : row.told();
    }

    private void look(Instant at) {
        if (nextLook == null || at.isBefore(nextLook)) {
            nextLook = at;
        }
    }

    private void follow(Observed observed) {
        if (reader == null && !(observed instanceof Observed.Absent)) {
            BotReader fresh =
                    new BotReader(row, means.scheduler(), means.sinks(), means.clock(), this);
            reader = fresh;
            Thread.ofVirtual().name("bot-" + bot).start(fresh);
        }
    }

    @Override
    public void read(List<BotRecord> records, Told told, String place, RunSequences sequences) {
        synchronized (this) {
            means.rows().writeRead(tenant, bot, place, sequences.known(), told);
            row = new RunRows.Row(tenant, bot, place, sequences.known(), told, row.orders());
            show(means.clock().instant());
        }
        if (records.stream().anyMatch(BotControl::callsForAction)) {
            hint.run();
        }
    }

    private static boolean callsForAction(BotRecord record) {
        return record instanceof BotRecord.Hello
                || record instanceof BotRecord.Beat
                || record instanceof BotRecord.Stopped
                || record instanceof BotRecord.Resent;
    }

    @Override
    public void drained(Instant since) {
        boolean first = drainedSince == null;
        readAt = means.clock().instant();
        drainedSince = since;
        if (first || means.scheduler().observe(bot) instanceof Observed.Ended) {
            hint.run();
        }
    }

    private void show(Instant now) {
        Observed observed = means.scheduler().observe(bot);
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
                        held == null ? null : held.why().word(),
                        observed instanceof Observed.Ended ? nextLook : null,
                        now);
        means.fleet().saw(tenant, bot, sight);
    }

    /** Ends the reading; the bot itself goes on. */
    void close() {
        BotReader open;
        synchronized (this) {
            open = reader;
            reader = null;
        }
        closeReader(open);
    }

    private void closeReader() {
        BotReader open = reader;
        reader = null;
        closeReader(open);
    }

    private static void closeReader(@Nullable BotReader open) {
        if (open != null) {
            try {
                open.close(CLOSING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
