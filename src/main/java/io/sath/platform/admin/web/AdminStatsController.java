package io.sath.platform.admin.web;

import io.sath.platform.admin.Oversight;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.shared.Caller;
import io.sath.platform.tenant.TenantStatus;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The platform in numbers, for operators. */
@RestController
@RequestMapping("/api/v1/admin/stats")
@RolesAllowed("ADMIN")
class AdminStatsController {
    private final Oversight oversight;

    AdminStatsController(Oversight oversight) {
        this.oversight = oversight;
    }

    record StatsJson(long users, TenantsJson tenants, BotsJson bots) {}

    /** By the plan's code, and by every status. */
    record TenantsJson(Map<String, Long> byPlan, Map<String, Long> byStatus) {}

    /** By every state. */
    record BotsJson(Map<String, Long> byState) {}

    @GetMapping
    StatsJson get(Caller caller) {
        Oversight.Numbers numbers = oversight.numbers(caller);
        return new StatsJson(
                numbers.users(),
                new TenantsJson(
                        new TreeMap<>(numbers.byPlan()),
                        all(TenantStatus.values(), TenantStatus::word, numbers.byStatus())),
                new BotsJson(all(State.values(), State::word, numbers.byState())));
    }

    /** None is a number too. */
    private static <K> Map<String, Long> all(
            K[] keys, Function<K, String> word, Map<K, Long> counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (K key : keys) {
            all.put(word.apply(key), counts.getOrDefault(key, 0L));
        }
        return all;
    }
}
