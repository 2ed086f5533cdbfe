package io.sath.platform.admin;

import io.sath.platform.account.People;
import io.sath.platform.account.Profile;
import io.sath.platform.audit.Audit;
import io.sath.platform.audit.AuditEntry;
import io.sath.platform.audit.AuditTrail;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.Fleet;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.UserId;
import io.sath.platform.tenant.PlanOf;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.tenant.Tenants;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What operators see of people, of what was done, and of the platform in numbers.
 *
 * <p>Every call needs an operator, else it is the {@link Problem} forbidden, and stands in the
 * platform's audit.
 */
@Service
public class Oversight {
    private final People people;
    private final Tenants tenants;
    private final PlanOf plans;
    private final Fleet fleet;
    private final AuditTrail trail;
    private final Audit audit;

    Oversight(
            People people,
            Tenants tenants,
            PlanOf plans,
            Fleet fleet,
            AuditTrail trail,
            Audit audit) {
        this.people = people;
        this.tenants = tenants;
        this.plans = plans;
        this.fleet = fleet;
        this.trail = trail;
        this.audit = audit;
    }

    /**
     * The platform in numbers.
     *
     * @param users people with a log-in
     * @param byPlan tenants by their plan's code; plans that nobody is on are left out
     * @param byStatus tenants; a status that none has is left out
     * @param byState bots, as seen; a state that none is in is left out
     */
    public record Numbers(
            long users,
            Map<String, Long> byPlan,
            Map<TenantStatus, Long> byStatus,
            Map<State, Long> byState) {}

    /** All people, by the time they signed up. */
    public Page<Profile> users(Caller caller, PageRequest request) {
        operator(caller);
        audit.record(caller.userId(), null, "admin.users-read", "all");
        return people.list(request);
    }

    /** As {@link People#change}. */
    public Profile change(Caller caller, UserId user, boolean active, Role role) {
        operator(caller);
        return people.change(caller, user, active, role);
    }

    /** What was done, by whomever, as {@link AuditTrail#list}. */
    public Page<AuditEntry> entries(
            Caller caller, @Nullable Instant from, @Nullable Instant to, PageRequest request) {
        operator(caller);
        audit.record(caller.userId(), null, "admin.audit-read", "all");
        return trail.list(from, to, request);
    }

    public Numbers numbers(Caller caller) {
        operator(caller);
        audit.record(caller.userId(), null, "admin.stats-read", "all");
        return new Numbers(
                people.count(),
                plans.counts(),
                tenants.counts(),
                fleet.glances().stream()
                        .map(Fleet.Glance::state)
                        .collect(
                                Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    private static void operator(Caller caller) {
        if (!caller.isOperator()) {
            throw Problem.forbidden();
        }
    }
}
