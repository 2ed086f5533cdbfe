package io.sath.platform.admin;

import io.sath.platform.audit.Audit;
import io.sath.platform.billing.PlanChange;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.StopOrder;
import io.sath.platform.database.TenantScope;
import io.sath.platform.journal.Performance;
import io.sath.platform.journal.Performance.Figures;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.tenant.PlanOf;
import io.sath.platform.tenant.Tenant;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What operators see and do across all tenants.
 *
 * <p>Every call needs an operator, else it is the {@link Problem} forbidden, and stands in the
 * audit: what is done to a tenant in that tenant's chain, what is read across them in the
 * platform's.
 */
@Service
public class Operations {
    private final Tenants tenants;
    private final PlanOf plans;
    private final PlanChange planChange;
    private final Bots bots;
    private final Performance performance;
    private final Audit audit;
    private final TenantScope scope;

    Operations(
            Tenants tenants,
            PlanOf plans,
            PlanChange planChange,
            Bots bots,
            Performance performance,
            Audit audit,
            TenantScope scope) {
        this.tenants = tenants;
        this.plans = plans;
        this.planChange = planChange;
        this.bots = bots;
        this.performance = performance;
        this.audit = audit;
        this.scope = scope;
    }

    /** A tenant and its plan's code. */
    public record PlannedTenant(Tenant tenant, String plan) {}

    /** A bot, whose it is, and its tenant's plan. */
    public record OwnedBot(PlannedTenant owner, BotStatus status) {}

    /** All tenants, by the time they were made. */
    public Page<PlannedTenant> tenants(Caller caller, PageRequest request) {
        operator(caller);
        audit.record(caller.userId(), null, "admin.tenants-read", "all");
        Page<Tenant> page = tenants.list(request);
        Map<TenantId, String> codes = plans.codes(page.items().stream().map(Tenant::id).toList());
        return page.map(tenant -> new PlannedTenant(tenant, codes.getOrDefault(tenant.id(), "")));
    }

    /**
     * Sets a tenant's status and plan, and its limits where they are given; all of it or nothing.
     *
     * @param limits as {@link PlanChange#setLimits} takes them; null: as they are
     */
    public PlannedTenant change(
            Caller caller,
            TenantId tenant,
            TenantStatus status,
            String plan,
            @Nullable Map<String, @Nullable Object> limits) {
        operator(caller);
        return scope.call(
                tenant,
                () -> {
                    tenants.changeStatus(tenant, status);
                    planChange.setPlan(tenant, plan);
                    if (limits != null) {
                        planChange.setLimits(tenant, caller.userId(), limits);
                    }
                    audit.record(
                            caller.userId(), tenant, "admin.tenant-changed", tenant.toString());
                    return new PlannedTenant(tenants.get(tenant), plan);
                });
    }

    /** The bots of all tenants, those of the oldest tenants first. */
    public List<OwnedBot> bots(Caller caller) {
        operator(caller);
        audit.record(caller.userId(), null, "admin.bots-read", "all");
        Map<TenantId, PlannedTenant> owners = owners();
        return bots.all().stream()
                .flatMap(bot ->
                        Optional.ofNullable(owners.get(bot.tenantId()))
                                .map(owner -> new OwnedBot(owner, bot.status()))
                                .stream())
                .sorted(
                        java.util.Comparator.comparing(
                                (OwnedBot bot) -> bot.owner().tenant().createdAt()))
                .toList();
    }

    /** Stops a tenant's bot; an unknown one is the Problem not-found. */
    public BotStatus stop(Caller caller, BotId bot, StopOrder order) {
        return stop(caller, owner(caller, bot), bot, order);
    }

    /** As {@link #stop(Caller, BotId, StopOrder)}, by the tenant; an unknown one is not-found. */
    public BotStatus stop(Caller caller, TenantId tenant, StopOrder order) {
        return stop(caller, tenant, botOf(caller, tenant), order);
    }

    private BotStatus stop(Caller caller, TenantId tenant, BotId bot, StopOrder order) {
        if (order.exitOnly()) {
            return exitOnly(caller, tenant, bot);
        }
        BotConfig.@Nullable StopPolicy policy = order.chosen();
        audit.record(caller.userId(), tenant, "admin.bot-stopped", bot.value());
        return bots.stop(tenant, caller, policy);
    }

    /** As a stop, but it stays on and only opens nothing new. */
    public BotStatus exitOnly(Caller caller, BotId bot) {
        return exitOnly(caller, owner(caller, bot), bot);
    }

    private BotStatus exitOnly(Caller caller, TenantId tenant, BotId bot) {
        audit.record(caller.userId(), tenant, "admin.bot-exit-only", bot.value());
        return bots.exitOnly(tenant, caller);
    }

    /** Starts a tenant's bot, also one that was given up; its tenant must be active. */
    public BotStatus start(Caller caller, BotId bot) {
        return start(caller, owner(caller, bot), bot);
    }

    /** As {@link #start(Caller, BotId)}, by the tenant; an unknown one is not-found. */
    public BotStatus start(Caller caller, TenantId tenant) {
        return start(caller, tenant, botOf(caller, tenant));
    }

    /** What is refused leaves no entry. */
    BotStatus start(Caller caller, TenantId tenant, BotId bot) {
        return scope.call(
                tenant,
                () -> {
                    audit.record(caller.userId(), tenant, "admin.bot-started", bot.value());
                    return bots.start(tenant, caller);
                });
    }

    /** How a tenant's bot is. */
    public BotStatus status(Caller caller, TenantId tenant) {
        read(caller, tenant, "admin.bot-read");
        return bots.status(tenant);
    }

    /** What a tenant's bot earned, as {@link Performance#figures}. */
    public Figures figures(
            Caller caller, TenantId tenant, @Nullable Instant from, @Nullable Instant to) {
        read(caller, tenant, "admin.figures-read");
        return performance.figures(tenant, from, to);
    }

    private void read(Caller caller, TenantId tenant, String action) {
        operator(caller);
        tenants.get(tenant);
        audit.record(caller.userId(), tenant, action, tenant.toString());
    }

    private BotId botOf(Caller caller, TenantId tenant) {
        operator(caller);
        tenants.get(tenant);
        return bots.status(tenant).botId();
    }

    /** A new run of its process; nothing is sold. */
    public BotStatus restart(Caller caller, BotId bot) {
        TenantId tenant = owner(caller, bot);
        audit.record(caller.userId(), tenant, "admin.bot-restarted", bot.value());
        return bots.restart(tenant, caller);
    }

    /** Cancels, flattens and stops. */
    public BotStatus halt(Caller caller, BotId bot) {
        TenantId tenant = owner(caller, bot);
        audit.record(caller.userId(), tenant, "admin.bot-halted", bot.value());
        return bots.halt(tenant, caller);
    }

    private TenantId owner(Caller caller, BotId bot) {
        operator(caller);
        return bots.tenantOf(bot).orElseThrow(Problem::notFound);
    }

    /**
     * All tenants with their plans, by id, to name beside what is theirs; reading that is what
     * stands in the audit.
     */
    public Map<TenantId, PlannedTenant> owners(Caller caller) {
        operator(caller);
        return owners();
    }

    private Map<TenantId, PlannedTenant> owners() {
        List<Tenant> all = new java.util.ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Tenant> page = tenants.list(new PageRequest(PageRequest.MAX_LIMIT, cursor, true));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        Map<TenantId, String> codes = plans.codes(all.stream().map(Tenant::id).toList());
        return all.stream()
                .map(tenant -> new PlannedTenant(tenant, codes.getOrDefault(tenant.id(), "")))
                .collect(Collectors.toMap(owner -> owner.tenant().id(), Function.identity()));
    }

    private static void operator(Caller caller) {
        if (!caller.isOperator()) {
            throw Problem.forbidden();
        }
    }
}
