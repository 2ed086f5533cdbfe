package io.sath.platform.orchestration;

import io.sath.platform.audit.Audit;
import io.sath.platform.database.Notices;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.Text;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators order of the fleet as a whole. An order is written and returns at once; the
 * leading replica carries it out, within seconds or once the cluster is back, and {@link FleetView}
 * shows how it stands.
 *
 * <p>Every call needs an operator, else it is the {@link Problem} forbidden, and stands in the
 * platform's audit. Repeating one is no error.
 */
@Service
public class FleetActs {
    private final FleetRows rows;
    private final Audit audit;
    private final Notices notices;
    private final TransactionTemplate transactions;
    private final Clock clock;

    FleetActs(
            FleetRows rows,
            Audit audit,
            Notices notices,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Ends a bot that no row wants (SIGTERM: it leaves everything as it is). Problem not-found
     * where none such runs.
     */
    public void stopOrphan(Caller caller, BotId bot) {
        stopOrphan(Orchestration.FLEET, caller, bot);
    }

    void stopOrphan(String fleet, Caller caller, BotId bot) {
        order(
                caller,
                "orchestration.orphan-stopped",
                bot.value(),
                () -> {
                    if (!rows.orderStop(fleet, bot, clock.instant())) {
                        throw Problem.notFound();
                    }
                });
    }

    /**
     * Confirms that the database is to be gone by, though it seems older than what runs: from now
     * on bots are started and ended again. Problem not-found where nothing is held.
     */
    public void lift(Caller caller) {
        lift(Orchestration.FLEET, caller);
    }

    void lift(String fleet, Caller caller) {
        order(
                caller,
                "orchestration.hold-lifted",
                fleet,
                () -> {
                    if (!rows.lift(fleet, clock.instant())) {
                        throw Problem.notFound();
                    }
                });
    }

    /**
     * Takes a machine out of use, whose bots move as with the policy {@code leave}, or takes it
     * back into use. Problem forbidden without {@link Role#SUPERADMIN}, not-found for an unknown
     * machine, conflict for one that cannot be drained.
     */
    public void drain(Caller caller, String node, boolean on) {
        drain(Orchestration.FLEET, caller, node, on);
    }

    void drain(String fleet, Caller caller, String node, boolean on) {
        if (!caller.has(Role.SUPERADMIN)) {
            throw Problem.forbidden();
        }
        order(
                caller,
                on ? "orchestration.node-drained" : "orchestration.node-in-use",
                node.substring(0, Math.min(node.length(), 200)),
                () -> {
                    boolean drainable =
                            rows.nodes(fleet).stream()
                                    .filter(row -> row.node().id().equals(node))
                                    .findFirst()
                                    .orElseThrow(Problem::notFound)
                                    .node()
                                    .drainable();
                    if (!drainable) {
                        throw Problem.of(
                                ProblemCode.CONFLICT, Text.of("orchestration.node-not-drainable"));
                    }
                    if (!rows.orderDrain(fleet, node, on)) {
                        throw Problem.notFound();
                    }
                });
    }

    private void order(Caller caller, String action, String subject, Runnable write) {
        FleetView.operator(caller);
        transactions.executeWithoutResult(status -> {
            write.run();
            audit.record(caller.userId(), null, action, subject);
            notices.publish(Orchestration.ORDERS, "ordered");
        });
    }
}
