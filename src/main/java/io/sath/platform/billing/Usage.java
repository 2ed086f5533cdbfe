package io.sath.platform.billing;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.LimitFault;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What tenants have used, counted in the database: used never exceeds a quota, whatever races.
 *
 * <p>Inside a tenant's scope a count belongs to that transaction: it is undone with it.
 */
@Service
public class Usage {
    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Entitlements entitlements;
    private final Clock clock;

    Usage(TenantScope scope, JdbcClient jdbc, Entitlements entitlements, Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.entitlements = entitlements;
        this.clock = clock;
    }

    /** Counts {@code amount} (above 0) of this month if the limit allows it, else nothing. */
    public Counted take(TenantId tenant, Meter meter, long amount) {
        return scope.call(
                tenant,
                () -> {
                    Entitlement has = entitlements.of(tenant);
                    @Nullable Long limit = meter.limit(has.limits());
                    LocalDate month = month(meter, clock.instant());
                    Optional<Long> used =
                            limit == null
                                    ? Optional.of(add(tenant, meter, amount, month))
                                    : addWithin(tenant, meter, amount, month, limit);
                    return used.<Counted>map(Counted.Accepted::new)
                            .orElseGet(() ->
                                    new Counted.Refused(
                                            refused(has, meter, amount, used(tenant, meter))));
                });
    }

    /**
     * Counts what has happened already, beyond the limit too.
     *
     * @param at when it happened: which UTC month it belongs to
     */
    public void count(TenantId tenant, Meter meter, long amount, Instant at) {
        scope.run(tenant, () -> add(tenant, meter, amount, month(meter, at)));
    }

    /** Gives back of a level, for example bytes that were deleted; never below 0. */
    public void release(TenantId tenant, Meter meter, long amount) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE usage_months SET used = greatest(0, used - ?)
                                        WHERE tenant_id = ? AND meter = ? AND month = ?
                                        """)
                                .params(
                                        amount,
                                        tenant.value(),
                                        meter.word(),
                                        month(meter, clock.instant()))
                                .update());
    }

    /** What is used of a meter in this month. */
    public long used(TenantId tenant, Meter meter) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        "SELECT used FROM usage_months"
                                                + " WHERE tenant_id = ? AND meter = ? AND month = ?")
                                .params(tenant.value(), meter.word(), month(meter, clock.instant()))
                                .query((row, n) -> row.getLong(1))
                                .optional()
                                .orElse(0L));
    }

    /** Every meter of a tenant. */
    public List<MeterReading> readings(TenantId tenant) {
        return scope.call(
                tenant,
                () -> {
                    PlanLimits limits = entitlements.of(tenant).limits();
                    Instant nextMonth =
                            month(Meter.TRADES, clock.instant())
                                    .plusMonths(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant();
                    return Stream.of(Meter.values())
                            .map(meter ->
                                    new MeterReading(
                                            meter,
                                            used(tenant, meter),
                                            meter.limit(limits),
                                            meter.monthly() ? nextMonth : null))
                            .toList();
                });
    }

    private long add(TenantId tenant, Meter meter, long amount, LocalDate month) {
        return jdbc.sql(
                        """
                        INSERT INTO usage_months AS u (tenant_id, meter, month, used) VALUES (?, ?, ?, ?)
                        ON CONFLICT (tenant_id, meter, month) DO UPDATE SET used = u.used + excluded.used
                        RETURNING used
                        """)
                .params(tenant.value(), meter.word(), month, amount)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /** One statement: the condition is looked at under the row's lock. */
    private Optional<Long> addWithin(
            TenantId tenant, Meter meter, long amount, LocalDate month, long limit) {
        return jdbc.sql(
                        """
                        INSERT INTO usage_months AS u (tenant_id, meter, month, used)
                        SELECT :tenant, :meter, :month, :amount WHERE :amount <= :limit
                        ON CONFLICT (tenant_id, meter, month) DO UPDATE SET used = u.used + excluded.used
                        WHERE u.used + excluded.used <= :limit
                        RETURNING used
                        """)
                .param("tenant", tenant.value())
                .param("meter", meter.word())
                .param("month", month)
                .param("amount", amount)
                .param("limit", limit)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    private LimitFault refused(Entitlement has, Meter meter, long amount, long used) {
        Limit limit = meter == Meter.TRADES ? Limit.TRADES_PER_MONTH : Limit.STORAGE_BYTES;
        return entitlements
                .check(has, limit, used + amount)
                .orElseGet(() ->
                        new LimitFault(
                                limit.word(),
                                limit.value(has.limits()),
                                Long.toString(amount),
                                null));
    }

    private static LocalDate month(Meter meter, Instant at) {
        return meter.monthly()
                ? at.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1)
                : LocalDate.EPOCH;
    }
}
