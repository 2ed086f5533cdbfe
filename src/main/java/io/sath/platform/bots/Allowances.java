package io.sath.platform.bots;

import io.sath.platform.billing.Entitlement;
import io.sath.platform.billing.Entitlements;
import io.sath.platform.billing.Limit;
import io.sath.platform.shared.LimitFault;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.tenant.TenantStatus;
import io.sath.platform.tenant.Tenants;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a tenant may do with its bot: its own standing and its plan's limits. */
@Component
class Allowances {
    /** A soft stop by the person; see {@link #against}. */
    static final String SOFT_STOP = "soft-stop";

    static final String TENANT = "tenant-not-active";
    static final String PLAN = "plan-limit";

    private final Tenants tenants;
    private final Entitlements entitlements;

    Allowances(Tenants tenants, Entitlements entitlements) {
        this.tenants = tenants;
        this.entitlements = entitlements;
    }

    /** What holds for a tenant at one moment. */
    record Allowance(boolean active, Entitlement plan) {}

    Allowance of(TenantId tenant) {
        return new Allowance(
                tenants.get(tenant).status() == TenantStatus.ACTIVE, entitlements.of(tenant));
    }

    /** The first limit of the plan that a configuration goes beyond, if any. */
    Optional<SaveResult.OverLimit> firstOver(BotConfig config, Entitlement plan) {
        List<Supplier<Optional<SaveResult.OverLimit>>> checks =
                List.of(
                        () ->
                                over(
                                        "mode",
                                        plan,
                                        entitlements.check(
                                                plan, Limit.MODES, config.mode().word())),
                        () ->
                                over(
                                        "symbols",
                                        plan,
                                        entitlements.check(
                                                plan, Limit.SYMBOLS, config.symbols().size())),
                        () ->
                                over(
                                        "timeframes",
                                        plan,
                                        entitlements.check(
                                                plan,
                                                Limit.MULTI_TIMEFRAME,
                                                String.valueOf(config.timeframes().size() > 1))),
                        () ->
                                over(
                                        "capital",
                                        plan,
                                        entitlements.check(plan, Limit.CAPITAL, config.capital())));
        return checks.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private Optional<SaveResult.OverLimit> over(
            String field, Entitlement plan, Optional<LimitFault> fault) {
        return fault.map(limit -> {
            Text detail = entitlements.refusal(plan, limit).detail();
            return new SaveResult.OverLimit(field, detail, limit);
        });
    }

    /**
     * Why a bot may open nothing, whatever its strategies say: the code of the reason; null:
     * entries may pass.
     */
    @Nullable String against(boolean exitOnly, BotConfig config, Allowance may) {
        if (!may.active()) {
            return TENANT;
        }
        if (firstOver(config, may.plan()).isPresent()) {
            return PLAN;
        }
        return exitOnly ? SOFT_STOP : null;
    }
}
