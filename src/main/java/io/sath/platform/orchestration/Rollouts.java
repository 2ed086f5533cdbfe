package io.sath.platform.orchestration;

import io.sath.platform.audit.Audit;
import io.sath.platform.database.Notices;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of the fleet from one build of the bot program to another: canary tenants first, then 5 %
 * and 25 % of the bots, then all.
 *
 * <pre>
 *   begin ──► running: canary ──soaked, sound──► few ──► quarter ──► all ──► done
 *                │  ▲        │
 *           stop │  │ go on  └──errors or missed heartbeats rise──► back
 *                ▼  │
 *              stopped ──turn back──► back
 * </pre>
 *
 * <p>A bot moves by a new run on the same store, so with its state handed over. Every call needs an
 * operator, else it is the {@link Problem} forbidden; acts stand in the platform's audit.
 */
@Service
public class Rollouts {
    private final RolloutRows rows;
    private final RolloutSettings settings;
    private final Audit audit;
    private final Notices notices;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Rollouts(
            RolloutRows rows,
            RolloutSettings settings,
            Audit audit,
            Notices notices,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.settings = settings;
        this.audit = audit;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Who moves at once. */
    public enum Ring {
        /** The tenants named. */
        CANARY(0),
        /** 5 % of the bots. */
        FEW(5),
        /** 25 %. */
        QUARTER(25),
        ALL(100);

        private final int percent;

        Ring(int percent) {
            this.percent = percent;
        }

        /** How many of the bots beside the canaries. */
        public int percent() {
            return percent;
        }

        /** The one after it; empty after the last. */
        public Optional<Ring> next() {
            return ordinal() + 1 == values().length
                    ? Optional.empty()
                    : Optional.of(values()[ordinal() + 1]);
        }
    }

    /** How a rollout stands. */
    public enum State {
        /** Under way. */
        RUNNING,
        /** Held by an operator: who moved stays, nobody else moves. */
        STOPPED,
        /** The build is the fleet's. */
        DONE,
        /** Everybody goes back to the build before. */
        BACK
    }

    /**
     * A build.
     *
     * @param version the first 16 digits of its SHA-256
     * @param bots how many bots ran it last
     * @param current the fleet runs it, rollouts aside
     */
    public record Version(String version, Instant seenAt, int bots, boolean current) {}

    /**
     * A rollout.
     *
     * @param ring the last that moves
     * @param ringEnds when that ring has been watched for long enough; null once it is over
     * @param reason why it went back or stands; null: there is nothing to say
     * @param moved how many bots run the new build
     * @param all how many bots are wanted on
     * @param before trouble of the build before, in the same time
     * @param after trouble of the new one
     */
    public record Rollout(
            UUID id,
            String from,
            String to,
            State state,
            Ring ring,
            Instant ringSince,
            @Nullable Instant ringEnds,
            List<TenantId> canaries,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Text reason,
            int moved,
            int all,
            Service before,
            Service after) {}

    /**
     * How the bots fared on a build.
     *
     * @param hours of their running, rounded down
     * @param errors lines of level error, with ends by themselves
     * @param silences missed heartbeats
     */
    public record Service(int bots, long hours, long errors, long silences) {}

    /** The builds that are known, the newest first. */
    public List<Version> versions(Caller caller) {
        FleetView.operator(caller);
        return rows.versions(Orchestration.FLEET);
    }

    /** All rollouts, the newest first, at most 100. */
    public List<Rollout> list(Caller caller) {
        FleetView.operator(caller);
        return list(Orchestration.FLEET);
    }

    List<Rollout> list(String fleet) {
        return rows.list(fleet, settings.soak());
    }

    /**
     * Begins one. Problem not-found for an unknown version; conflict where one is under way, or the
     * fleet runs that version already.
     *
     * @param canaries whose bots go first; empty: it begins with 5 %
     */
    public Rollout begin(Caller caller, String version, List<TenantId> canaries) {
        return begin(Orchestration.FLEET, caller, version, canaries);
    }

    Rollout begin(String fleet, Caller caller, String version, List<TenantId> canaries) {
        return act(
                fleet,
                caller,
                "orchestration.rollout-begun",
                () -> {
                    Instant now = clock.instant();
                    if (rows.versions(fleet).stream()
                            .noneMatch(known -> known.version().equals(version))) {
                        throw Problem.notFound();
                    }
                    String from = rows.base(fleet).orElseThrow(Problem::notFound).version();
                    if (from.equals(version) || rows.open(fleet).isPresent()) {
                        throw conflict();
                    }
                    UUID id = Uuids.timeOrdered(now);
                    Ring first = canaries.isEmpty() ? Ring.FEW : Ring.CANARY;
                    rows.insert(fleet, id, from, version, first, canaries, now);
                    return id;
                });
    }

    /** Holds the one that is under way. Problem conflict where none is. */
    public Rollout stop(Caller caller, UUID id) {
        return turn(
                Orchestration.FLEET, caller, id, "orchestration.rollout-stopped", State.STOPPED);
    }

    /** Goes on with one that is held; its ring is watched anew. */
    public Rollout goOn(Caller caller, UUID id) {
        return turn(
                Orchestration.FLEET, caller, id, "orchestration.rollout-gone-on", State.RUNNING);
    }

    /** Turns back one that is under way or held. */
    public Rollout turnBack(Caller caller, UUID id) {
        return turn(
                Orchestration.FLEET, caller, id, "orchestration.rollout-turned-back", State.BACK);
    }

    Rollout turn(String fleet, Caller caller, UUID id, String action, State to) {
        return act(
                fleet,
                caller,
                action,
                () -> {
                    RolloutRows.Open open = rows.open(fleet).orElseThrow(Rollouts::conflict);
                    boolean other = !open.id().equals(id) || open.state() == to;
                    if (other) {
                        throw conflict();
                    }
                    Text reason =
                            to == State.RUNNING ? null : Text.of("orchestration.rollout.by-hand");
                    rows.turn(id, to, reason, clock.instant());
                    return id;
                });
    }

    private static Problem conflict() {
        return Problem.of(ProblemCode.CONFLICT, Text.of("orchestration.rollout.conflict"));
    }

    private Rollout act(String fleet, Caller caller, String action, Supplier<UUID> write) {
        FleetView.operator(caller);
        UUID changed =
                transactions.execute(status -> {
                    UUID id = write.get();
                    audit.record(caller.userId(), null, action, id.toString());
                    notices.publish(Orchestration.ORDERS, "ordered");
                    return id;
                });
        return list(fleet).stream()
                .filter(rollout -> rollout.id().equals(changed))
                .findFirst()
                .orElseThrow();
    }
}
