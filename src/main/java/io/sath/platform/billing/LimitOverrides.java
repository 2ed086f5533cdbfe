package io.sath.platform.billing;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What operators set for one tenant beside its plan; works inside the tenant's scope. */
@Component
class LimitOverrides {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
            new TypeReference<>() {};
    private static final Set<String> MODES = Set.of("paper", "live");
    private static final Set<String> SUPPORT =
            Set.of("community", "email", "email-chat", "phone", "priority", "dedicated");

    /** product.md: a bot is never above 1 GB and one core, whatever an operator sets. */
    private static final int MEMORY_MAX = 1024;

    private static final int CPU_MAX = 100;
    private static final BigDecimal CAPITAL_MAX = new BigDecimal("1000000000000");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LimitOverrides(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    PlanLimits applied(PlanLimits plan) {
        return jdbc.sql("SELECT limits::text FROM tenant_limits")
                .query((row, n) -> row.getString(1))
                .optional()
                .map(text -> with(plan, json.readValue(text, OBJECT)))
                .orElse(plan);
    }

    /** The text to keep; every value that is not right is named in the Problem invalid. */
    String checked(Map<String, @Nullable Object> values) {
        List<FieldFault> faults = new ArrayList<>();
        Map<String, @Nullable Object> kept = new TreeMap<>();
        values.forEach((name, value) -> {
            String fault =
                    Limit.of(name)
                            .map(limit -> fault(limit, value))
                            .orElse("billing.limit.unknown");
            if (fault.isEmpty()) {
                kept.put(name, value);
            } else {
                faults.add(
                        new FieldFault(
                                "limits." + name,
                                fault.endsWith("unknown") ? "unknown" : "invalid",
                                String.valueOf(value),
                                Text.of(fault)));
            }
        });
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return json.writeValueAsString(kept);
    }

    /** The key of the text that says what is wrong; empty where nothing is. */
    private static String fault(Limit limit, @Nullable Object value) {
        return switch (limit) {
            case SYMBOLS -> value == null || whole(value, 1, 10_000) ? "" : "billing.limit.count";
            case CAPITAL -> value == null || amount(value) ? "" : "billing.limit.amount";
            case TRADES_PER_MONTH, STORAGE_BYTES ->
                    value == null || whole(value, 0, Long.MAX_VALUE) ? "" : "billing.limit.count";
            case LOG_DAYS -> whole(value, 1, 3650) ? "" : "billing.limit.days";
            case CALLS_PER_MINUTE -> whole(value, 1, 1_000_000) ? "" : "billing.limit.count";
            case BOT_MEMORY_MB -> whole(value, 96, MEMORY_MAX) ? "" : "billing.limit.memory";
            case BOT_CPU_PERCENT -> whole(value, 1, CPU_MAX) ? "" : "billing.limit.cpu";
            case MULTI_TIMEFRAME, AI_ENSEMBLE, API_ACCESS ->
                    value instanceof Boolean ? "" : "billing.limit.flag";
            case MODES ->
                    value instanceof List<?> modes
                                    && modes.contains("paper")
                                    && MODES.containsAll(modes)
                            ? ""
                            : "billing.limit.modes";
            case SUPPORT ->
                    value instanceof String word && SUPPORT.contains(word)
                            ? ""
                            : "billing.limit.support";
        };
    }

    private static boolean whole(@Nullable Object value, long least, long most) {
        return (value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= least
                && ((Number) value).longValue() <= most;
    }

    private static boolean amount(Object value) {
        try {
            BigDecimal amount = new BigDecimal(value.toString());
            return value instanceof String
                    && amount.signum() >= 0
                    && amount.scale() <= 2
                    && amount.compareTo(CAPITAL_MAX) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static PlanLimits with(PlanLimits plan, Map<String, @Nullable Object> set) {
        return new PlanLimits(
                count(set, Limit.SYMBOLS, plan.symbols()),
                set.containsKey("capital") ? decimal(set.get("capital")) : plan.capital(),
                set.get("modes") instanceof List<?> modes
                        ? modes.stream().map(String::valueOf).toList()
                        : plan.modes(),
                flag(set, Limit.MULTI_TIMEFRAME, plan.multiTimeframe()),
                flag(set, Limit.AI_ENSEMBLE, plan.aiEnsemble()),
                flag(set, Limit.API_ACCESS, plan.apiAccess()),
                set.get("support") instanceof String word ? word : plan.support(),
                number(set, Limit.LOG_DAYS, plan.logDays()),
                total(set, Limit.TRADES_PER_MONTH, plan.tradesPerMonth()),
                number(set, Limit.CALLS_PER_MINUTE, plan.callsPerMinute()),
                total(set, Limit.STORAGE_BYTES, plan.storageBytes()),
                number(set, Limit.BOT_MEMORY_MB, plan.botMemoryMb()),
                number(set, Limit.BOT_CPU_PERCENT, plan.botCpuPercent()));
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value == null ? null : new BigDecimal(value.toString());
    }

    private static @Nullable Integer count(
            Map<String, @Nullable Object> set, Limit limit, @Nullable Integer plan) {
        return set.containsKey(limit.word())
                ? set.get(limit.word()) instanceof Number number ? number.intValue() : null
                : plan;
    }

    private static @Nullable Long total(
            Map<String, @Nullable Object> set, Limit limit, @Nullable Long plan) {
        return set.containsKey(limit.word())
                ? set.get(limit.word()) instanceof Number number ? number.longValue() : null
                : plan;
    }

    private static int number(Map<String, @Nullable Object> set, Limit limit, int plan) {
        return set.get(limit.word()) instanceof Number number ? number.intValue() : plan;
    }

    private static boolean flag(Map<String, @Nullable Object> set, Limit limit, boolean plan) {
        return set.get(limit.word()) instanceof Boolean flag ? flag : plan;
    }
}
