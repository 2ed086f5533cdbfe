package io.sath.platform.notification;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is still to be told: written in the transaction of what it tells of, so that neither is
 * there without the other, and kept until it is sent or given up.
 */
@Component
class Outbox {
    private static final int BATCH = 200;

    /** The same news of the same thing is told once within this time. */
    private static final Duration ONCE = Duration.ofHours(24);

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Clock clock;

    Outbox(TenantScope scope, JdbcClient jdbc, Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * News of a key.
     *
     * @param code what happened to it, as {@code secrets.KeyTrouble} names it
     * @param label what its owner calls it
     * @param service the word of its exchange or AI provider
     */
    record News(
            TenantId tenant,
            UUID id,
            String code,
            UUID subject,
            String label,
            String service,
            int attempts) {}

    /** Keeps news to be sent; joins the tenant's transaction that is under way. */
    void add(TenantId tenant, String code, UUID subject, String label, String service) {
        Instant now = clock.instant();
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO notifications
                                            (tenant_id, id, code, subject, label, service, created_at, next_at)
                                        SELECT :tenant, :id, :code, :subject, :label, :service, :now, :now
                                        WHERE NOT EXISTS (
                                            SELECT FROM notifications
                                            WHERE tenant_id = :tenant AND subject = :subject
                                              AND code = :code AND created_at > :since)
                                        """)
                                .param("tenant", tenant.value())
                                .param("id", Uuids.timeOrdered(now))
                                .param("code", code)
                                .param("subject", subject)
                                .param("label", label)
                                .param("service", service)
                                .param("now", Timestamp.from(now))
                                .param("since", Timestamp.from(now.minus(ONCE)))
                                .update());
    }

    /** What is due now, oldest first, a batch at most. */
    @CrossTenant("the sender takes what is due of every tenant")
    List<News> due() {
        return scope.acrossTenants(() ->
                jdbc.sql(
                                """
                                SELECT tenant_id, id, code, subject, label, service, attempts
                                FROM notifications WHERE next_at <= ? ORDER BY next_at LIMIT ?
                                """)
                        .params(Timestamp.from(clock.instant()), BATCH)
                        .query(Outbox::read)
                        .list());
    }

    void sent(News news) {
        mark(news, null, clock.instant());
    }

    /** Tried in vain: again at {@code next}, or never where that is null. */
    void failed(News news, @Nullable Instant next) {
        mark(news, next, null);
    }

    /** Forgets what was told, or given up, before {@code before}. */
    @CrossTenant("retention is the same for every tenant")
    List<TenantId> tenantsBefore(Instant before) {
        return scope.acrossTenants(() ->
                jdbc.sql(
                                """
                                SELECT DISTINCT tenant_id FROM notifications
                                WHERE next_at IS NULL AND created_at < ?
                                """)
                        .param(Timestamp.from(before))
                        .query((row, n) -> new TenantId(row.getObject(1, UUID.class)))
                        .list());
    }

    void forget(TenantId tenant, Instant before) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        DELETE FROM notifications
                                        WHERE tenant_id = ? AND next_at IS NULL AND created_at < ?
                                        """)
                                .params(tenant.value(), Timestamp.from(before))
                                .update());
    }

    private void mark(News news, @Nullable Instant next, @Nullable Instant sent) {
        scope.run(
                news.tenant(),
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE notifications
                                        SET next_at = :next, sent_at = :sent, attempts = attempts + 1
                                        WHERE tenant_id = :tenant AND id = :id
                                        """)
                                .param("next", next == null ? null : Timestamp.from(next))
                                .param("sent", sent == null ? null : Timestamp.from(sent))
                                .param("tenant", news.tenant().value())
                                .param("id", news.id())
                                .update());
    }

    private static News read(ResultSet row, int n) throws SQLException {
        return new News(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("subject", UUID.class),
                row.getString("label"),
                row.getString("service"),
                row.getInt("attempts"));
    }
}
