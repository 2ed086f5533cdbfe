package io.sath.platform.audit;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TimeCursor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The record of who did what, for reading: all chains as one list. */
@Service
public class AuditTrail {
    private final TenantScope scope;
    private final JdbcClient jdbc;

    AuditTrail(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    /**
     * Entries by their time. Whether the caller may read them is checked by who calls.
     *
     * @param from the earliest time; null: from the beginning
     * @param to the first time that is out; null: to the end
     */
    @CrossTenant("operators read what was done to any tenant")
    public Page<AuditEntry> list(
            @Nullable Instant from, @Nullable Instant to, PageRequest request) {
        String order = request.ascending() ? "ASC" : "DESC";
        String after = request.ascending() ? ">" : "<";
        String cursor = request.cursor();
        JdbcClient.StatementSpec statement =
                jdbc.sql(
                        """
                        SELECT tenant_id, number, id, at, actor_id, action, subject, request_id
                        FROM audit_entries WHERE true %s %s %s ORDER BY at %s, id %4$s LIMIT :limit
                        """
                                .formatted(
                                        from == null ? "" : "AND at >= :from",
                                        to == null ? "" : "AND at < :to",
                                        cursor == null
                                                ? ""
                                                : "AND (at, id) " + after + " (:at, :id)",
                                        order));
        if (from != null) {
            statement = statement.param("from", from.atOffset(ZoneOffset.UTC));
        }
        if (to != null) {
            statement = statement.param("to", to.atOffset(ZoneOffset.UTC));
        }
        if (cursor != null) {
            TimeCursor place = TimeCursor.read(cursor);
            statement = statement.param("at", place.utc()).param("id", place.id());
        }
        JdbcClient.StatementSpec whole = statement.param("limit", request.limit() + 1);
        List<AuditEntry> found =
                scope.acrossTenants(() -> whole.query((row, n) -> Audit.entry(row)).list());
        if (found.size() <= request.limit()) {
            return new Page<>(found, null);
        }
        AuditEntry last = found.get(request.limit() - 1);
        return new Page<>(
                found.subList(0, request.limit()), new TimeCursor(last.at(), last.id()).text());
    }
}
