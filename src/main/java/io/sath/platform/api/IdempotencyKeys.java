package io.sath.platform.api;

import io.sath.platform.database.SmallPool;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What was asked for under an {@code Idempotency-Key}, and what was answered, for 24 hours.
 *
 * <p>A request that a kill interrupted frees its key after two minutes.
 */
@Component
class IdempotencyKeys {
    static final Duration KEPT = Duration.ofHours(24);
    static final Duration LOCKED = Duration.ofMinutes(2);

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Clock clock;

    IdempotencyKeys(@SmallPool TenantScope scope, @SmallPool JdbcClient jdbc, Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a key was found to be. */
    sealed interface Found {
        /** Nothing was answered under it yet: go on, it is held for this request. */
        record Free() implements Found {}

        /** It was answered so. */
        record Kept(Answer answer) implements Found {}

        /** It belongs to another request. */
        record Mismatch() implements Found {}

        /** The same request is under way. */
        record Running() implements Found {}
    }

    /** An answer as it is given again. */
    record Answer(
            int status, @Nullable String contentType, @Nullable String location, byte[] body) {}

    private record Row(
            byte[] hash,
            Instant createdAt,
            @Nullable Instant lockedUntil,
            @Nullable Answer answer) {}

    /** Looks a key up and holds it where it is free; of two at once, one gets it. */
    Found take(TenantId tenant, String key, byte[] requestHash) {
        Instant now = clock.instant();
        return scope.call(
                tenant,
                () -> {
                    boolean fresh =
                            jdbc.sql(
                                                    """
                                                    INSERT INTO idempotency_keys
                                                        (tenant_id, key, request_hash, created_at, locked_until)
                                                    VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
                                                    """)
                                            .params(
                                                    tenant.value(),
                                                    key,
                                                    requestHash,
                                                    Timestamp.from(now),
                                                    Timestamp.from(now.plus(LOCKED)))
                                            .update()
                                    == 1;
                    return fresh ? new Found.Free() : found(tenant, key, requestHash, now);
                });
    }

    private Found found(TenantId tenant, String key, byte[] requestHash, Instant now) {
        Row row =
                jdbc.sql(
                                """
                                SELECT request_hash, created_at, locked_until,
                                    status, content_type, location, body
                                FROM idempotency_keys WHERE tenant_id = ? AND key = ? FOR UPDATE\
                                """)
                        .params(tenant.value(), key)
                        .query(IdempotencyKeys::row)
                        .single();
        boolean over = !row.createdAt().plus(KEPT).isAfter(now);
        if (!over && !Arrays.equals(row.hash(), requestHash)) {
            return new Found.Mismatch();
        }
        if (!over && row.answer() != null) {
            return new Found.Kept(row.answer());
        }
        if (!over && row.lockedUntil() != null && row.lockedUntil().isAfter(now)) {
            return new Found.Running();
        }
        jdbc.sql(
                        """
                        UPDATE idempotency_keys SET request_hash = ?, created_at = ?, locked_until = ?,
                            status = NULL, content_type = NULL, location = NULL, body = NULL
                        WHERE tenant_id = ? AND key = ?\
                        """)
                .params(
                        requestHash,
                        Timestamp.from(over ? now : row.createdAt()),
                        Timestamp.from(now.plus(LOCKED)),
                        tenant.value(),
                        key)
                .update();
        return new Found.Free();
    }

    /** Keeps the answer; null lets go of the key and keeps none. */
    void finish(TenantId tenant, String key, @Nullable Answer answer) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE idempotency_keys SET locked_until = NULL,
                                            status = ?, content_type = ?, location = ?, body = ?
                                        WHERE tenant_id = ? AND key = ?\
                                        """)
                                .param(answer == null ? null : answer.status())
                                .param(answer == null ? null : answer.contentType())
                                .param(answer == null ? null : answer.location())
                                .param(answer == null ? null : answer.body())
                                .param(tenant.value())
                                .param(key)
                                .update());
    }

    /** Forgets the keys whose time is over, of all tenants, by the owner's function. */
    @Scheduled(fixedDelayString = "PT1H")
    void forget() {
        jdbc.sql("SELECT sath_forget_idempotency_keys(?)")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .query(Integer.class)
                .single();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        Timestamp lockedUntil = row.getTimestamp("locked_until");
        int status = row.getInt("status");
        Answer answer =
                row.wasNull()
                        ? null
                        : new Answer(
                                status,
                                row.getString("content_type"),
                                row.getString("location"),
                                row.getBytes("body"));
        return new Row(
                row.getBytes("request_hash"),
                row.getTimestamp("created_at").toInstant(),
                lockedUntil == null ? null : lockedUntil.toInstant(),
                answer);
    }
}
