package io.sath.platform.billing.web;

import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.billing.Limit;
import io.sath.platform.billing.MeterReading;
import io.sath.platform.billing.Plan;
import io.sath.platform.billing.PlanLimits;
import io.sath.platform.billing.Plans;
import io.sath.platform.billing.Usage;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The plans that are sold, and what the caller's tenant has used. */
@RestController
@RequestMapping("/api/v1/billing")
class BillingController {
    private final Plans plans;
    private final Usage usage;

    BillingController(Plans plans, Usage usage) {
        this.plans = plans;
        this.usage = usage;
    }

    record PlanJson(
            String code,
            String name,
            String priceMonthly,
            @Nullable String priceYearly,
            String currency,
            LimitsJson limits) {
        static PlanJson of(Plan plan) {
            return new PlanJson(
                    plan.code(),
                    plan.name(),
                    plain(plan.priceMonthly()),
                    plan.priceYearly() == null ? null : plain(plan.priceYearly()),
                    plan.currency(),
                    LimitsJson.of(plan.limits()));
        }
    }

    record LimitsJson(
            @Nullable Integer symbols,
            @Nullable String capital,
            List<String> modes,
            boolean multiTimeframe,
            boolean aiEnsemble,
            boolean apiAccess,
            String support,
            int logDays,
            @Nullable Long tradesPerMonth,
            int callsPerMinute,
            @Nullable Long storageBytes,
            int botMemoryMb,
            int botCpuPercent) {
        static LimitsJson of(PlanLimits limits) {
            return new LimitsJson(
                    limits.symbols(),
                    limits.capital() == null ? null : plain(limits.capital()),
                    limits.modes(),
                    limits.multiTimeframe(),
                    limits.aiEnsemble(),
                    limits.apiAccess(),
                    limits.support(),
                    limits.logDays(),
                    limits.tradesPerMonth(),
                    limits.callsPerMinute(),
                    limits.storageBytes(),
                    limits.botMemoryMb(),
                    limits.botCpuPercent());
        }
    }

    record MeterJson(String meter, long used, @Nullable Long limit, @Nullable Instant resetsAt) {
        static MeterJson of(MeterReading reading) {
            return new MeterJson(
                    reading.meter().word(), reading.used(), reading.limit(), reading.resetsAt());
        }
    }

    @GetMapping("/plans")
    @AnonymousAllowed
    Page<PlanJson> plans() {
        return new Page<>(
                plans.of(Plans.DEFAULT_CATALOGUE).stream().map(PlanJson::of).toList(), null);
    }

    @GetMapping("/usage")
    @RolesAllowed("VIEWER")
    Page<MeterJson> usage(Caller caller) {
        return new Page<>(
                usage.readings(caller.tenantId()).stream().map(MeterJson::of).toList(), null);
    }

    private static String plain(BigDecimal amount) {
        return Limit.plain(amount);
    }
}
