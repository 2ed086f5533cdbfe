package io.sath.platform.billing;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.LimitFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.tenant.Tenants;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What each tenant may do, and the one place that says no beyond it: pages, API, command line and
 * chat all ask here.
 */
@Service
public class Entitlements {
    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final Plans plans;
    private final LimitOverrides overrides;

    Entitlements(
            TenantScope scope,
            JdbcClient jdbc,
            Tenants tenants,
            Plans plans,
            LimitOverrides overrides) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.plans = plans;
        this.overrides = overrides;
    }

    private record Subscribed(String plan, @Nullable OffsetDateTime paidUntil) {}

    /** What the tenant may do now; an unknown tenant is the {@link Problem} not-found. */
    public Entitlement of(TenantId tenant) {
        return scope.call(
                tenant,
                () -> {
                    String catalogue = tenants.get(tenant).catalogue();
                    Optional<Subscribed> subscribed =
                            jdbc.sql("SELECT plan, paid_until FROM subscriptions")
                                    .query((row, n) ->
                                            new Subscribed(
                                                    row.getString(1),
                                                    row.getObject(2, OffsetDateTime.class)))
                                    .optional();
                    Plan plan =
                            subscribed
                                    .flatMap(one -> plans.find(catalogue, one.plan()))
                                    .orElseGet(() -> plans.of(catalogue).getFirst());
                    return new Entitlement(
                            catalogue,
                            plan.code(),
                            plan.name(),
                            overrides.applied(plan.limits()),
                            subscribed
                                    .map(Subscribed::paidUntil)
                                    .map(OffsetDateTime::toInstant)
                                    .orElse(null));
                });
    }

    /** What stands in the way of a number (or an amount in US dollars), if anything does. */
    public Optional<LimitFault> check(Entitlement has, Limit limit, BigDecimal asked) {
        return check(has, limit, asked.toPlainString());
    }

    /** What stands in the way of a count, if anything does. */
    public Optional<LimitFault> check(Entitlement has, Limit limit, long asked) {
        return check(has, limit, Long.toString(asked));
    }

    /**
     * What stands in the way of a word, if anything does.
     *
     * @param asked a mode for {@link Limit#MODES}, {@code true} for what is allowed or not
     */
    public Optional<LimitFault> check(Entitlement has, Limit limit, String asked) {
        if (limit.allows(has.limits(), asked)) {
            return Optional.empty();
        }
        return Optional.of(
                new LimitFault(
                        limit.word(),
                        limit.value(has.limits()),
                        asked,
                        remedy(has, limit, asked)
                                .map(plan -> "upgrade:" + plan.code())
                                .orElse(null)));
    }

    /** The refusal that a person reads: the limit, its value, what was asked, and what lifts it. */
    public Problem refusal(Entitlement has, LimitFault fault) {
        String remedy = fault.remedy();
        String plan =
                remedy == null
                        ? ""
                        : plans.find(has.catalogue(), remedy.substring("upgrade:".length()))
                                .map(Plan::name)
                                .orElse("");
        return Problem.planLimit(
                Text.of(
                        "billing.over." + fault.name(),
                        fault.value(),
                        fault.asked(),
                        plan.isEmpty() ? 0 : 1,
                        plan),
                fault);
    }

    /** The next plan up, and so the cheapest, of the same catalogue that allows it. */
    private Optional<Plan> remedy(Entitlement has, Limit limit, String asked) {
        return plans.of(has.catalogue()).stream()
                .dropWhile(plan -> !plan.code().equals(has.plan()))
                .skip(1)
                .filter(plan -> limit.allows(plan.limits(), asked))
                .findFirst();
    }
}
