package io.sath.platform.bots;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The backtests of the last 24 h. */
@Component
class BacktestRows {
    private static final Duration KEPT = Duration.ofHours(24);

    /** One that has not ended by then was lost with its platform. */
    private static final Duration LOST = Backtests.LIMIT.plusMinutes(1);

    private final TenantScope scope;
    private final JdbcClient jdbc;

    BacktestRows(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    record Row(
            String hash,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String report,
            @Nullable String problem) {}

    Optional<Row> find(TenantId tenant, String key, Instant now) {
        return scope.call(
                tenant,
                () -> {
                    sweep(tenant, now);
                    return jdbc.sql(
                                    """
                                    SELECT request_hash, started_at, ended_at, report, problem
                                    FROM backtests WHERE tenant_id = ? AND key = ?
                                    """)
                            .params(tenant.value(), key)
                            .query((row, number) -> {
                                OffsetDateTime ended =
                                        row.getObject("ended_at", OffsetDateTime.class);
                                return new Row(
                                        row.getString("request_hash"),
                                        row.getObject("started_at", OffsetDateTime.class)
                                                .toInstant(),
                                        ended == null ? null : ended.toInstant(),
                                        row.getString("report"),
                                        row.getString("problem"));
                            })
                            .optional();
                });
    }

    private void sweep(TenantId tenant, Instant now) {
        jdbc.sql("DELETE FROM backtests WHERE tenant_id = ? AND started_at < ?")
                .params(tenant.value(), utc(now.minus(KEPT)))
                .update();
        jdbc.sql(
                        """
                        UPDATE backtests SET ended_at = :now, problem = 'lost with its platform'
                        WHERE tenant_id = :tenant AND ended_at IS NULL AND started_at < :lost
                        """)
                .param("now", utc(now))
                .param("tenant", tenant.value())
                .param("lost", utc(now.minus(LOST)))
                .update();
    }

    /** False where one runs already. */
    boolean begin(TenantId tenant, BotId bot, String key, String hash, Instant now) {
        return scope.call(
                        tenant,
                        () ->
                                jdbc.sql(
                                                """
                                                INSERT INTO backtests
                                                    (tenant_id, bot_id, key, request_hash, started_at)
                                                VALUES (:tenant, :bot, :key, :hash, :now)
                                                ON CONFLICT DO NOTHING
                                                """)
                                        .param("tenant", tenant.value())
                                        .param("bot", bot.value())
                                        .param("key", key)
                                        .param("hash", hash)
                                        .param("now", utc(now))
                                        .update())
                == 1;
    }

    void end(
            TenantId tenant,
            String key,
            Instant now,
            @Nullable String report,
            @Nullable String problem) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE backtests
                                        SET ended_at = :now, report = :report::jsonb, problem = :problem
                                        WHERE tenant_id = :tenant AND key = :key
                                        """)
                                .param("now", utc(now))
                                .param("report", report)
                                .param("problem", report == null ? problem : null)
                                .param("tenant", tenant.value())
                                .param("key", key)
                                .update());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
