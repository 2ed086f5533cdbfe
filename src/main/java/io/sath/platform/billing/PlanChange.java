package io.sath.platform.billing;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import io.sath.platform.tenant.Tenants;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What operators change of a tenant's plan. Whether the caller is one is checked by who calls; the
 * change is theirs to audit.
 */
@Service
public class PlanChange {
    /** A plan's code has at most 40 characters. */
    private static final int SHOWN = 100;

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Plans plans;
    private final LimitOverrides overrides;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PlanChange(
            TenantScope scope,
            JdbcClient jdbc,
            Tenants tenants,
            Plans plans,
            LimitOverrides overrides,
            ApplicationEventPublisher events,
            Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.plans = plans;
        this.overrides = overrides;
        this.events = events;
        this.clock = clock;
    }

    /** Puts a tenant on a plan of its catalogue, without charge and without end. */
    public void setPlan(TenantId tenant, String plan) {
        scope.run(
                tenant,
                () -> {
                    String catalogue = tenants.get(tenant).catalogue();
                    fault(catalogue, plan)
                            .ifPresent(fault -> {
                                throw Problem.invalid(List.of(fault));
                            });
                    jdbc.sql(
                                    """
                                    INSERT INTO subscriptions (tenant_id, plan, changed_at) VALUES (?, ?, ?)
                                    ON CONFLICT (tenant_id) DO UPDATE SET plan = excluded.plan,
                                        paid_until = NULL, changed_at = excluded.changed_at
                                    """)
                            .params(tenant.value(), plan, now())
                            .update();
                    events.publishEvent(new EntitlementChanged(tenant));
                });
    }

    /**
     * Sets the limits that differ from the plan's; those set before and not named any more fall
     * back to the plan.
     *
     * @param limits by their names in the API, with JSON's values; null: unlimited. What is not
     *     right is the {@link Problem} invalid, with fields such as {@code limits.capital}
     */
    public void setLimits(TenantId tenant, UserId by, Map<String, @Nullable Object> limits) {
        String kept = overrides.checked(limits);
        scope.run(
                tenant,
                () -> {
                    tenants.get(tenant);
                    jdbc.sql(
                                    """
                                    INSERT INTO tenant_limits (tenant_id, limits, changed_by, changed_at)
                                    VALUES (?, ?::jsonb, ?, ?)
                                    ON CONFLICT (tenant_id) DO UPDATE SET limits = excluded.limits,
                                        changed_by = excluded.changed_by, changed_at = excluded.changed_at
                                    """)
                            .params(tenant.value(), kept, by.value(), now())
                            .update();
                    events.publishEvent(new EntitlementChanged(tenant));
                });
    }

    /** What is wrong with {@code plan} for a new tenant, which buys of the house's catalogue. */
    public Optional<FieldFault> fault(String plan) {
        return fault(Plans.DEFAULT_CATALOGUE, plan);
    }

    private Optional<FieldFault> fault(String catalogue, String plan) {
        List<String> known = plans.of(catalogue).stream().map(Plan::code).toList();
        if (known.contains(plan)) {
            return Optional.empty();
        }
        String shown = plan.length() <= SHOWN ? plan : plan.substring(0, SHOWN) + "…";
        return Optional.of(
                new FieldFault(
                        "plan",
                        plan.isEmpty() ? "required" : "unknown-plan",
                        plan.isEmpty() ? null : shown,
                        Text.of(
                                plan.isEmpty() ? "billing.plan.required" : "billing.plan.unknown",
                                String.join(", ", known))));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
