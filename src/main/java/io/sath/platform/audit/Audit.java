package io.sath.platform.audit;

import io.sath.platform.database.SmallPool;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.sath.platform.shared.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The append-only record of who did what: a hash chain per tenant and one of the platform.
 *
 * <p>An entry is written on a connection of its own: at once where no transaction is under way,
 * else right before that one commits. So what is rolled back leaves no entry, and what cannot be
 * recorded does not happen. It holds ids, never e-mails or names.
 */
@Service
public class Audit {
    /** The name in the log's context under which the request's id is found. */
    public static final String REQUEST_ID = "requestId";

    private static final TenantId PLATFORM = new TenantId(new UUID(0, 0));
    private static final byte[] BEGINNING = new byte[32];

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Clock clock;

    Audit(@SmallPool TenantScope scope, @SmallPool JdbcClient jdbc, Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records what a caller did, in the chain of the tenant they act in. */
    public void record(Caller caller, String action, String subject) {
        record(caller.userId(), caller.tenantId(), action, subject);
    }

    /**
     * Records what was done.
     *
     * @param actor who did it, or null for the platform itself
     * @param tenant in whose chain it belongs, or null for the platform's
     * @param action a stable word, {@code <module>.<what>}, at most 100 characters
     * @param subject the id of what it was done to, at most 200 characters
     */
    public void record(
            @Nullable UserId actor, @Nullable TenantId tenant, String action, String subject) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String requestId = MDC.get(REQUEST_ID);
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            append(at, actor, tenant, action, subject, requestId);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        append(at, actor, tenant, action, subject, requestId);
                    }
                });
    }

    private void append(
            Instant at,
            @Nullable UserId actor,
            @Nullable TenantId tenant,
            String action,
            String subject,
            @Nullable String requestId) {
        UUID chain = chain(tenant).value();
        scope.run(
                chain(tenant),
                () -> {
                    // Two at once take their places one after the other: the head's row is the
                    // lock.
                    jdbc.sql(
                                    """
                                    INSERT INTO audit_heads (tenant_id, number, hash) VALUES (?, 0, ?)
                                    ON CONFLICT (tenant_id) DO NOTHING\
                                    """)
                            .params(chain, BEGINNING)
                            .update();
                    Head head =
                            jdbc.sql(
                                            """
                                            SELECT number, hash FROM audit_heads
                                            WHERE tenant_id = ? FOR UPDATE\
                                            """)
                                    .param(chain)
                                    .query(Audit::head)
                                    .single();
                    AuditEntry entry =
                            new AuditEntry(
                                    head.number() + 1,
                                    Uuids.timeOrdered(at),
                                    at,
                                    actor,
                                    tenant,
                                    action,
                                    subject,
                                    requestId);
                    byte[] hash = entry.hashAfter(head.hash());
                    insert(chain, entry, hash);
                    jdbc.sql("UPDATE audit_heads SET number = ?, hash = ? WHERE tenant_id = ?")
                            .params(entry.number(), hash, chain)
                            .update();
                });
    }

    private void insert(UUID chain, AuditEntry entry, byte[] hash) {
        jdbc.sql(
                        """
                        INSERT INTO audit_entries
                            (tenant_id, number, id, at, actor_id, action, subject, request_id, hash)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .param(chain)
                .param(entry.number())
                .param(entry.id())
                .param(Timestamp.from(entry.at()))
                .param(entry.actor() == null ? null : entry.actor().value())
                .param(entry.action())
                .param(entry.subject())
                .param(entry.requestId())
                .param(hash)
                .update();
    }

    /**
     * Reads a chain from its beginning and checks every hash.
     *
     * @param tenant whose chain, or null for the platform's
     */
    public Verdict verify(@Nullable TenantId tenant) {
        return scope.call(chain(tenant), () -> check(tenant));
    }

    private Verdict check(@Nullable TenantId tenant) {
        Head head =
                jdbc.sql("SELECT number, hash FROM audit_heads WHERE tenant_id = ?")
                        .param(chain(tenant).value())
                        .query(Audit::head)
                        .optional()
                        .orElse(new Head(0, BEGINNING));
        return jdbc.sql(
                        """
                        SELECT tenant_id, number, id, at, actor_id, action, subject, request_id,
                               hash
                        FROM audit_entries WHERE tenant_id = ? ORDER BY number\
                        """)
                .param(chain(tenant).value())
                .withFetchSize(1_000)
                .query((ResultSetExtractor<Verdict>) rows -> follow(rows, head));
    }

    private static Verdict follow(ResultSet rows, Head head) throws SQLException {
        long number = 0;
        byte[] hash = BEGINNING;
        while (rows.next()) {
            AuditEntry entry = entry(rows);
            byte[] next = entry.hashAfter(hash);
            if (entry.number() != number + 1 || !Arrays.equals(next, rows.getBytes("hash"))) {
                return new Verdict.Broken(number + 1);
            }
            number++;
            hash = next;
        }
        return number == head.number() && Arrays.equals(hash, head.hash())
                ? new Verdict.Whole(number)
                : new Verdict.Broken(number + 1);
    }

    static AuditEntry entry(ResultSet rows) throws SQLException {
        TenantId tenant = new TenantId(rows.getObject("tenant_id", UUID.class));
        UUID actor = rows.getObject("actor_id", UUID.class);
        return new AuditEntry(
                rows.getLong("number"),
                rows.getObject("id", UUID.class),
                rows.getTimestamp("at").toInstant(),
                actor == null ? null : new UserId(actor),
                tenant.equals(PLATFORM) ? null : tenant,
                rows.getString("action"),
                rows.getString("subject"),
                rows.getString("request_id"));
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong(1), row.getBytes(2));
    }

    private static TenantId chain(@Nullable TenantId tenant) {
        return tenant == null ? PLATFORM : tenant;
    }

    private record Head(long number, byte[] hash) {}

    /** Whether a chain is as it was written. */
    public sealed interface Verdict {
        /** Every entry is there and as it was written. */
        record Whole(long entries) implements Verdict {}

        /** The entry of this number is the first that is missing or was changed. */
        record Broken(long number) implements Verdict {}
    }
}
