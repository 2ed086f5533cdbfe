package io.sath.platform.secrets;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which keys there is something to do for, whoever's they are; it learns ids alone. */
@Component
class KeyPlaces {
    private final TenantScope scope;
    private final JdbcClient jdbc;

    KeyPlaces(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    /** A key and whose it is. */
    record Place(TenantId tenant, KeyId key) {}

    /** What was begun and cut off. */
    @CrossTenant("the sweep finishes whatever was cut off")
    List<Place> due(Instant now, int limit) {
        return across("due_at <= :until ORDER BY due_at", now, null, limit);
    }

    @CrossTenant("the daily check goes over all keys")
    List<Place> toCheck(Instant now, int limit) {
        return across(
                "next_check_at <= :until AND phase = 'live' ORDER BY next_check_at",
                now,
                null,
                limit);
    }

    /**
     * Those whose values were entered until then, which is what an incident reaches; null: of every
     * service.
     */
    @CrossTenant("an operator's incident reaches every tenant")
    List<Place> revocable(@Nullable KeyService service, Instant until) {
        return across(
                """
                (:service::text IS NULL OR service = :service) AND (
                    (phase IN ('saving', 'live') AND value_at <= :until)
                    OR (phase = 'revoked' AND pending IS NOT NULL
                        AND due_at <= :until::timestamptz + interval '1 minute'))
                ORDER BY tenant_id, id
                """,
                until,
                service,
                Integer.MAX_VALUE);
    }

    @CrossTenant("the three above say why")
    private List<Place> across(
            String where, Instant until, @Nullable KeyService service, int limit) {
        return scope.acrossTenants(() ->
                Arrays.stream(KeyService.Kind.values())
                        .flatMap(kind -> places(kind, where, until, service, limit).stream())
                        .limit(limit)
                        .toList());
    }

    private List<Place> places(
            KeyService.Kind kind,
            String where,
            Instant until,
            @Nullable KeyService service,
            int limit) {
        return jdbc.sql(
                        "SELECT tenant_id, id FROM %s WHERE %s LIMIT :limit"
                                .formatted(KeyRows.table(kind), where))
                .param("until", KeyRows.utc(until))
                .param("service", service == null ? null : service.word())
                .param("limit", limit)
                .query((row, n) ->
                        new Place(
                                new TenantId(row.getObject(1, UUID.class)),
                                new KeyId(row.getObject(2, UUID.class))))
                .list();
    }
}
