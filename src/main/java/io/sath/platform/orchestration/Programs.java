package io.sath.platform.orchestration;

import io.sath.platform.audit.Audit;
import io.sath.platform.orchestration.RolloutPolicy.Fared;
import io.sath.platform.orchestration.RolloutPolicy.Verdict;
import io.sath.platform.orchestration.Rollouts.Ring;
import io.sath.platform.orchestration.Rollouts.State;
import io.sath.platform.orchestration.ServiceRows.ServiceRow;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which build each bot is to run: the fleet's own, or, in a rollout, the new one for those whose
 * turn it is. The leader's, and under its mandate.
 */
final class Programs {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
    private static final int PERCENT = 100;

    private final String fleet;
    private final RolloutRows rows;
    private final ServiceRows services;
    private final RolloutSettings settings;
    private final RolloutPolicy policy;
    private final Audit audit;
    private final Consumer<Runnable> fenced;
    private final Supplier<Program> atHand;
    private final Clock clock;
    private final Map<BotId, String> newest = new ConcurrentHashMap<>();
    private volatile @Nullable Plan plan;

    /** Who runs what, as of the last look. */
    private record Plan(
            Program base,
            Map<String, Program> builds,
            RolloutRows.@Nullable Open rollout,
            Set<BotId> turn) {}

    /** A bot that takes part. */
    record Member(TenantId tenant, BotId bot, boolean runs) {}

    /**
     * @param fenced does in one transaction what only the leader may
     * @param atHand the build that this replica came with
     */
    Programs(
            String fleet,
            RolloutRows rows,
            ServiceRows services,
            RolloutSettings settings,
            Audit audit,
            Consumer<Runnable> fenced,
            Supplier<Program> atHand,
            Clock clock) {
        this.fleet = fleet;
        this.rows = rows;
        this.services = services;
        this.settings = settings;
        this.policy = new RolloutPolicy(settings.soak(), settings.tolerated());
        this.audit = audit;
        this.fenced = fenced;
        this.atHand = atHand;
        this.clock = clock;
    }

    /** Takes note of the build that this replica came with; once, when it begins to lead. */
    void arrive() {
        newest.putAll(services.newest());
        try {
            Program build = atHand.get();
            fenced.accept(() -> rows.saw(build, clock.instant()));
            Program base = rows.base(fleet).orElse(null);
            boolean waits =
                    switch (settings.arrival()) {
                        case AT_ONCE -> rows.open(fleet).isPresent();
                        case WAITS -> base != null;
                    };
            if (!waits && !build.equals(base)) {
                LOG.info("Bots run the build {} from now on", build.version());
                fenced.accept(() -> {
                    rows.setBase(fleet, build);
                    audit.record(null, null, "orchestration.program-changed", build.version());
                });
            }
        } catch (Problem e) {
            LOG.warn("This replica has no bot program: bots run what the fleet ran before");
        }
        look(List.of());
    }

    /** Looks at the rollout that is under way, if any, and takes its next step. */
    void tend(List<Member> members) {
        RolloutRows.Open open = look(members);
        if (open == null || open.state() != State.RUNNING) {
            return;
        }
        List<ServiceRow> all = services.all();
        Set<BotId> turn = turn(open, members);
        int moving =
                (int)
                        members.stream()
                                .filter(member -> member.runs() && turn.contains(member.bot()))
                                .filter(member -> !runs(member.bot(), open.to()))
                                .count();
        Instant now = clock.instant();
        Verdict verdict =
                policy.decide(
                        open.ring(),
                        open.ringSince(),
                        moving,
                        Fared.on(open.from().version(), all),
                        Fared.on(open.to().version(), all),
                        now);
        switch (verdict) {
            case Verdict.Wait() -> {}
            case Verdict.Advance(Ring next) -> {
                LOG.info("Rollout of {}: {} move", open.to().version(), next);
                fenced.accept(() -> rows.advance(open.id(), next, now));
            }
            case Verdict.Done() -> {
                LOG.info("Rollout of {} is done", open.to().version());
                fenced.accept(() -> {
                    rows.setBase(fleet, open.to());
                    rows.turn(open.id(), State.DONE, null, now);
                    audit.record(null, null, "orchestration.rollout-done", open.id().toString());
                });
            }
            case Verdict.Back(var reason) -> {
                LOG.warn("Rollout of {} goes back: {}", open.to().version(), reason);
                fenced.accept(() -> {
                    rows.turn(open.id(), State.BACK, reason, now);
                    audit.record(
                            null, null, "orchestration.rollout-went-back", open.id().toString());
                });
            }
        }
        look(members);
    }

    private RolloutRows.@Nullable Open look(List<Member> members) {
        RolloutRows.Open open = rows.open(fleet).orElse(null);
        Program base = rows.base(fleet).orElse(null);
        plan =
                base == null
                        ? null
                        : new Plan(
                                base,
                                rows.builds(),
                                open,
                                open == null ? Set.of() : turn(open, members));
        return open;
    }

    /**
     * The bots whose turn it is: the canaries, and of the others that share which the ring has, at
     * least one. Who has moved stays.
     */
    private Set<BotId> turn(RolloutRows.Open open, List<Member> members) {
        Set<BotId> turn = new HashSet<>();
        List<Member> others = new ArrayList<>();
        for (Member member : members) {
            if (open.canaries().contains(member.tenant()) || runs(member.bot(), open.to())) {
                turn.add(member.bot());
            }
            if (!open.canaries().contains(member.tenant())) {
                others.add(member);
            }
        }
        if (open.state() != State.RUNNING) {
            turn.removeIf(bot -> !runs(bot, open.to()));
            return Set.copyOf(turn);
        }
        others.sort(
                Comparator.comparing((Member member) -> place(open.id(), member.bot()))
                        .thenComparing(member -> member.bot().value()));
        int share = Math.ceilDiv(others.size() * open.ring().percent(), PERCENT);
        others.subList(0, share).forEach(member -> turn.add(member.bot()));
        return Set.copyOf(turn);
    }

    /** Another order of the bots in each rollout, so that it is not always the same ones. */
    private static int place(UUID rollout, BotId bot) {
        return (rollout + bot.value()).hashCode();
    }

    private boolean runs(BotId bot, Program build) {
        return build.version().equals(newest.get(bot));
    }

    /**
     * The build that a bot is to run.
     *
     * @param mayMove it is flat, or its state can be handed over to another run
     * @param gaveUp it ended again and again: it is no judge of a new build and stays where it is
     */
    Program of(BotId bot, boolean mayMove, boolean gaveUp) {
        Plan now = plan;
        if (now == null) {
            return atHand.get();
        }
        RolloutRows.Open rollout = now.rollout();
        boolean moves = rollout != null && (now.turn().contains(bot) || runs(bot, rollout.to()));
        Program target = rollout != null && moves ? rollout.to() : now.base();
        String ran = newest.get(bot);
        boolean stays = !mayMove || (gaveUp && moves);
        return ran == null || !stays ? target : now.builds().getOrDefault(ran, target);
    }

    /** A run of the bot began with this build. */
    void began(TenantId tenant, BotId bot, Program build) {
        if (!build.version().equals(newest.put(bot, build.version()))) {
            services.begin(tenant, bot, build.version(), clock.instant());
        }
    }

    /** The build that it ran last; null: none known. */
    @Nullable String ran(BotId bot) {
        return newest.get(bot);
    }
}
