package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet.Brief;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.orchestration.Planner.Action;
import io.sath.platform.orchestration.SettingsFile.Task;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the step that {@link Planner} names for one bot. In the hand of its {@link BotControl}. */
final class BotSteps {
    private static final Logger LOG = LoggerFactory.getLogger(BotSteps.class);

    /** What the steps ask of their control. */
    interface Control {
        /** Look again at that time. */
        void look(Instant at);

        /** Look again soon; on any thread. */
        void again();

        /** Read what it says, if there is anything. */
        void follow(Observed observed);

        /** Its output is about to be gone. */
        void leave();

        /** Its output is gone. */
        void forgotten();
    }

    /**
     * A bot at one look.
     *
     * @param program the build that it is to run
     */
    record Look(Wanted wanted, Program program, Observed observed, Told told, Instant now) {}

    private final TenantId tenant;
    private final BotId bot;
    private final Means means;
    private final StoredMark stored;
    private final Upkeep upkeep;
    private final Control control;
    private final RunSpec spec = new RunSpec();
    private @Nullable HeldStart held;
    private boolean queued;

    BotSteps(TenantId tenant, BotId bot, Means means, StoredMark stored, Control control) {
        this.tenant = tenant;
        this.bot = bot;
        this.means = means;
        this.stored = stored;
        this.upkeep = new Upkeep(tenant, bot, means.ledgers(), stored, this::brief);
        this.control = control;
    }

    /** Why its start waits; null: it does not. */
    @Nullable String waitsFor() {
        if (queued) {
            return "turn";
        }
        return held == null ? null : held.why().word();
    }

    /** Gives its place among those that start to the next one, where it starts no more. */
    void settle(Wanted wanted, Observed observed, Told told, Instant now) {
        queued = false;
        Instant until = means.starts().until(bot);
        boolean over =
                !wanted.on()
                        || switch (observed) {
                            case Observed.Absent ignored -> false;
                            case Observed.Pending pending -> pending.reason() != null;
                            case Observed.Running running ->
                                    running.ending() || told.beat() != null;
                            case Observed.Ended ignored -> until != null;
                        }
                        || (until != null && !now.isBefore(until));
        if (over) {
            means.starts().over(bot);
        } else if (until != null) {
            control.look(until);
        }
    }

    /** What the platform owes a running bot; the same orders where that is nothing. */
    Orders upkeep(Orders orders, Told told, Instant now) {
        held = null;
        Orders kept = upkeep.due(orders, told, now);
        Instant again = upkeep.nextLook(now);
        if (again != null) {
            control.look(again);
        }
        return kept;
    }

    /** What it is told has changed: new settings, in the transaction that notes it. */
    Wanted raised(Wanted wanted, Orders orders) {
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

    /** Takes it; answers the orders as they are afterwards. */
    Orders take(Action action, Look at, Orders orders) {
        return switch (action) {
            case Action.Nothing ignored -> orders;
            case Action.Apply ignored -> start(at, orders);
            case Action.Report ignored -> report(at, orders);
            case Action.End(boolean death) -> end(death, at, orders);
            case Action.Purge ignored -> purge(orders);
            case Action.Wait(Instant until) -> {
                control.look(until);
                yield orders;
            }
            case Action.GiveUp(int deaths, Duration interval) -> {
                // A cluster would go on starting it.
                means.scheduler().stop(bot, means.stopGrace());
                if (orders.past().gaveUpAt() != null) {
                    yield orders;
                }
                LOG.warn("bot {}: died {} times within {}; given up", bot, deaths, interval);
                yield orders.gaveUp(at.now());
            }
            case Action.Incomplete ignored -> {
                if (!orders.past().incomplete()) {
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
    private Orders start(Look at, Orders orders) {
        HeldStart waiting = held;
        if (waiting == null || !waiting.holds(at.wanted(), at.now())) {
            queued = beginsNow(at) && !means.starts().mayStart(bot, at.now(), control::again);
            if (queued) {
                return orders;
            }
            try {
                Orders started = apply(at, orders, Task.TRADE);
                held = null;
                return started;
            } catch (Withheld e) {
                means.starts().over(bot);
                waiting = HeldStart.of(e.why(), bot, at.wanted(), at.now());
                held = waiting;
            }
        }
        if (waiting.why() == Withheld.Why.STORE) {
            control.look(waiting.until());
        }
        return orders;
    }

    /** One that is to close its positions and end does not wait for its turn. */
    private static boolean beginsNow(Look at) {
        return at.wanted().on()
                && (at.observed() instanceof Observed.Absent
                        || at.observed() instanceof Observed.Ended);
    }

    private Orders apply(Look at, Orders orders, Task task) {
        Orders leased = upkeep.leased(orders, at.told().ledger(), at.now());
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
                                brief.plan(),
                                hash(at, task, leased, brief),
                                at.program(),
                                brief.memoryMb(),
                                brief.cpuPercent(),
                                brief.wanted().settingsRev(),
                                SettingsFile.of(brief, leased, task),
                                () -> means.keys().deliver(tenant, bot, keys)));
        Observed after = means.scheduler().observe(bot);
        control.follow(after);
        if (at.observed() instanceof Observed.Running before) {
            // It died between the look and the order, which so began another run of the same.
            return after instanceof Observed.Running now
                            && !now.instance().equals(before.instance())
                            && now.specHash().equals(before.specHash())
                    ? leased.ended(before.instance(), true, at.now())
                    : leased;
        }
        means.programs().began(tenant, bot, at.program());
        return leased.started();
    }

    /** Which run it is to be: a running one that is to stop, or cannot begin anew, goes on. */
    private String hash(Look at, Task task, Orders orders, Brief brief) {
        String wanted = specHash(brief.wanted(), at.program());
        if (at.observed() instanceof Observed.Running running
                && (!brief.wanted().on()
                        || (!running.specHash().equals(wanted) && storeIsClosed(at, brief)))) {
            return running.specHash();
        }
        return task == Task.REPORT ? "report-" + orders.past().reports() : wanted;
    }

    /** A bot whose new run would get no keys now is better off with the run that it has. */
    private boolean storeIsClosed(Look at, Brief brief) {
        try {
            means.keys().check(tenant, bot, brief.keys());
            return false;
        } catch (Withheld e) {
            control.look(HeldStart.of(e.why(), bot, brief.wanted(), at.now()).until());
            return e.why() == Withheld.Why.STORE;
        }
    }

    private Orders report(Look at, Orders orders) {
        UUID ledger = at.told().ledger();
        Orders asked =
                ledger == null
                        ? orders.reported()
                        : orders.reported()
                                .resend(new Orders.Resend(ledger, stored.stored() + 1, at.now()));
        LOG.info("bot {}: started to report its records after {}", bot, stored.stored());
        raised(at.wanted(), asked);
        return apply(at, asked, Task.REPORT);
    }

    private Orders end(boolean death, Look at, Orders orders) {
        if (death && storeIsClosed(at, brief())) {
            // It could not begin again, and may only be slow to speak.
            return orders;
        }
        means.scheduler().stop(bot, means.stopGrace());
        if (death && at.observed() instanceof Observed.Running running) {
            LOG.warn("bot {}: no sign of life, or no secrets; its process is ended", bot);
            return orders.ended(running.instance(), true, at.now());
        }
        return orders;
    }

    private Orders purge(Orders orders) {
        control.leave();
        means.scheduler().purge(bot);
        control.forgotten();
        return orders;
    }

    private Brief brief() {
        return means.fleet().brief(tenant).orElseThrow();
    }

    String specHash(Wanted wanted, Program program) {
        return spec.hash(wanted, program, this::brief);
    }
}
