package io.sath.platform.tenant;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TimeCursor;
import io.sath.platform.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The tenants: what each is called, how it is reached and how it stands.
 *
 * <p>An unknown tenant is the {@link Problem} not-found. Whether the caller may ask is checked by
 * who calls.
 */
@Service
public class Tenants {
    private static final String SELECT =
            """
            SELECT t.id, t.name, t.email, t.status, t.created_at, t.last_active_at,
                   coalesce(o.catalogue, 'sath') AS catalogue
            FROM tenants t LEFT JOIN organisations o ON o.id = t.organisation_id
            """;

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tenants(TenantScope scope, JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    public Tenant get(TenantId tenant) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(SELECT + "WHERE t.id = ?")
                                .param(tenant.value())
                                .query(Tenants::read)
                                .optional()
                                .orElseThrow(Problem::notFound));
    }

    /**
     * Changes name and contact address.
     *
     * @param name 1 to 100 characters, no control characters; else the Problem invalid
     * @param email an address of at most 254 characters; else the Problem invalid
     */
    public Tenant change(TenantId tenant, String name, String email) {
        String called = name.strip();
        String reached = email.strip();
        List<FieldFault> faults = TenantFields.faults(called, reached);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return scope.call(
                tenant,
                () -> {
                    jdbc.sql("UPDATE tenants SET name = ?, email = ? WHERE id = ?")
                            .params(called, reached, tenant.value())
                            .update();
                    return get(tenant);
                });
    }

    /** Sets the status, as operators do; the same status again changes nothing. */
    public void changeStatus(TenantId tenant, TenantStatus status) {
        scope.run(
                tenant,
                () -> {
                    if (get(tenant).status() != status) {
                        jdbc.sql("UPDATE tenants SET status = ? WHERE id = ?")
                                .params(status.word(), tenant.value())
                                .update();
                        events.publishEvent(new TenantStatusChanged(tenant));
                    }
                });
    }

    /** Who owns it, longest first. */
    public List<UserId> owners(TenantId tenant) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT user_id FROM memberships
                                        WHERE tenant_id = ? AND role = ? ORDER BY created_at, user_id
                                        """)
                                .params(tenant.value(), Role.OWNER.name())
                                .query((row, n) -> new UserId(row.getObject(1, UUID.class)))
                                .list());
    }

    /** Notes that somebody of the tenant is at work; writes at most once a minute. */
    public void touch(TenantId tenant) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE tenants SET last_active_at = :now
                                        WHERE id = :id AND last_active_at < :now - interval '1 minute'
                                        """)
                                .param("now", now)
                                .param("id", tenant.value())
                                .update());
    }

    /** All tenants, by the time they were made. */
    @CrossTenant("operators see all tenants")
    public Page<Tenant> list(PageRequest request) {
        String order = request.ascending() ? "ASC" : "DESC";
        String after = request.ascending() ? ">" : "<";
        JdbcClient.StatementSpec statement =
                request.cursor() == null
                        ? jdbc.sql(SELECT + ordered(order))
                        : continued(request.cursor(), after, order);
        List<Tenant> found =
                scope.acrossTenants(() ->
                        statement.param("limit", request.limit() + 1).query(Tenants::read).list());
        if (found.size() <= request.limit()) {
            return new Page<>(found, null);
        }
        Tenant last = found.get(request.limit() - 1);
        return new Page<>(
                found.subList(0, request.limit()),
                new TimeCursor(last.createdAt(), last.id().value()).text());
    }

    /** How many stand how; a status that none has is left out. */
    @CrossTenant("operators see how many tenants there are")
    public Map<TenantStatus, Long> counts() {
        return scope.acrossTenants(() ->
                jdbc
                        .sql("SELECT status, count(*) FROM tenants GROUP BY status")
                        .query((row, n) ->
                                Map.entry(
                                        TenantStatus.of(row.getString(1)).orElseThrow(),
                                        row.getLong(2)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static String ordered(String order) {
        return "ORDER BY t.created_at %1$s, t.id %1$s LIMIT :limit".formatted(order);
    }

    private JdbcClient.StatementSpec continued(String cursor, String after, String order) {
        TimeCursor place = TimeCursor.read(cursor);
        return jdbc.sql(
                        SELECT
                                + "WHERE (t.created_at, t.id) "
                                + after
                                + " (:at, :id) "
                                + ordered(order))
                .param("at", place.utc())
                .param("id", place.id());
    }

    private static Tenant read(ResultSet row, int number) throws SQLException {
        return new Tenant(
                new TenantId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("email"),
                TenantStatus.of(row.getString("status")).orElseThrow(),
                row.getString("catalogue"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_active_at", OffsetDateTime.class).toInstant());
    }
}
