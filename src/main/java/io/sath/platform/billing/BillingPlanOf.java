package io.sath.platform.billing;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import io.sath.platform.tenant.PlanOf;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells module {@code tenant} which plans its tenants are on. */
@Component
class BillingPlanOf implements PlanOf {
    private final TenantScope scope;
    private final JdbcClient jdbc;

    BillingPlanOf(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    /** Who never chose is on the free plan of its catalogue. */
    private static final String PLANNED =
            """
            SELECT t.id, coalesce(p.code, free.code) AS code FROM tenants t
            LEFT JOIN organisations o ON o.id = t.organisation_id
            LEFT JOIN subscriptions s ON s.tenant_id = t.id
            JOIN plans free ON free.rank = 0 AND free.catalogue = coalesce(o.catalogue, 'sath')
            LEFT JOIN plans p ON p.catalogue = free.catalogue AND p.code = s.plan
            """;

    private record Found(TenantId tenant, String code) {}

    @Override
    @CrossTenant("a person's or an operator's list of tenants names each one's plan")
    public Map<TenantId, String> codes(Collection<TenantId> tenants) {
        List<UUID> ids = tenants.stream().map(TenantId::value).toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Found> found =
                scope.acrossTenants(() ->
                        jdbc.sql(PLANNED + "WHERE t.id IN (:ids)")
                                .param("ids", ids)
                                .query((row, n) ->
                                        new Found(
                                                new TenantId(row.getObject(1, UUID.class)),
                                                row.getString(2)))
                                .list());
        return found.stream().collect(Collectors.toMap(Found::tenant, Found::code));
    }

    @Override
    @CrossTenant("operators see how many tenants each plan has")
    public Map<String, Long> counts() {
        return scope.acrossTenants(() ->
                jdbc
                        .sql(
                                "SELECT code, count(*) FROM ("
                                        + PLANNED
                                        + ") AS planned GROUP BY code")
                        .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
