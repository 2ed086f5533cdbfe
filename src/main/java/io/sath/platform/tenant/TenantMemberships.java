package io.sath.platform.tenant;

import io.sath.platform.account.Membership;
import io.sath.platform.account.Memberships;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who belongs to which tenant. */
@Component
class TenantMemberships implements Memberships {
    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final PlanOf plans;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TenantMemberships(
            TenantScope scope,
            JdbcClient jdbc,
            PlanOf plans,
            ApplicationEventPublisher events,
            Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.plans = plans;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public TenantId createFor(UserId owner, String name, String contactEmail) {
        Instant instant = clock.instant();
        OffsetDateTime now = instant.atOffset(ZoneOffset.UTC);
        TenantId tenant = new TenantId(Uuids.timeOrdered(instant));
        scope.run(
                tenant,
                () -> {
                    jdbc.sql(
                                    """
                                    INSERT INTO tenants (id, name, email, status, created_at, last_active_at)
                                    VALUES (?, ?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    tenant.value(),
                                    name,
                                    contactEmail,
                                    TenantStatus.TRIAL.word(),
                                    now,
                                    now)
                            .update();
                    jdbc.sql(
                                    """
                                    INSERT INTO memberships (tenant_id, user_id, role, created_at)
                                    VALUES (?, ?, ?, ?)
                                    """)
                            .params(tenant.value(), owner.value(), Role.OWNER.name(), now)
                            .update();
                });
        return tenant;
    }

    @Override
    @CrossTenant("verification knows the person, not yet their tenants")
    public void activate(UserId owner) {
        List<TenantId> onTrial =
                scope.acrossTenants(() ->
                        jdbc.sql(
                                        """
                                        SELECT t.id FROM tenants t
                                        JOIN memberships m ON m.tenant_id = t.id
                                        WHERE m.user_id = ? AND m.role = ? AND t.status = ?
                                        """)
                                .params(owner.value(), Role.OWNER.name(), TenantStatus.TRIAL.word())
                                .query((row, n) -> new TenantId(row.getObject(1, UUID.class)))
                                .list());
        for (TenantId tenant : onTrial) {
            scope.run(
                    tenant,
                    () -> {
                        jdbc.sql("UPDATE tenants SET status = ? WHERE id = ? AND status = ?")
                                .params(
                                        TenantStatus.ACTIVE.word(),
                                        tenant.value(),
                                        TenantStatus.TRIAL.word())
                                .update();
                        events.publishEvent(new TenantStatusChanged(tenant));
                    });
        }
    }

    /** A membership without its plan, which billing knows. */
    private record Found(UserId user, TenantId id, String name, String status, Role role) {}

    @Override
    public List<Membership> of(UserId user) {
        return of(List.of(user)).getOrDefault(user, List.of());
    }

    @Override
    @CrossTenant("a log-in knows the person, not yet their tenants; operators list people")
    public Map<UserId, List<Membership>> of(Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        List<Found> found =
                scope.acrossTenants(() ->
                        jdbc.sql(
                                        """
                                        SELECT m.user_id, t.id, t.name, t.status, m.role
                                        FROM memberships m JOIN tenants t ON t.id = m.tenant_id
                                        WHERE m.user_id IN (:users) ORDER BY m.created_at, t.id
                                        """)
                                .param("users", users.stream().map(UserId::value).toList())
                                .query((row, n) ->
                                        new Found(
                                                new UserId(row.getObject(1, UUID.class)),
                                                new TenantId(row.getObject(2, UUID.class)),
                                                row.getString(3),
                                                row.getString(4),
                                                Role.valueOf(row.getString(5))))
                                .list());
        if (found.isEmpty()) {
            return Map.of();
        }
        Map<TenantId, String> codes =
                plans.codes(found.stream().map(Found::id).distinct().toList());
        return found.stream()
                .collect(
                        Collectors.groupingBy(
                                Found::user,
                                Collectors.mapping(
                                        one ->
                                                new Membership(
                                                        one.id(),
                                                        one.name(),
                                                        one.status(),
                                                        one.role(),
                                                        codes.getOrDefault(one.id(), "")),
                                        Collectors.toUnmodifiableList())));
    }
}
