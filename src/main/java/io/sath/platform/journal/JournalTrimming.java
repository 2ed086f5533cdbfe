package io.sath.platform.journal;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps what is no book small: equity gets coarser with age, of candles and decisions the newest
 * stay. Orders, fills and trades are never deleted for space.
 */
@Component
class JournalTrimming {
    static final int CANDLES = 1_500;
    private static final Logger LOG = LoggerFactory.getLogger(JournalTrimming.class);

    /** Between two ages one point a width is kept: at most about 15,000 points after a year. */
    private record Tier(Duration from, Duration to, Duration width) {}

    private static final List<Tier> TIERS =
            List.of(
                    new Tier(Duration.ofHours(2), Duration.ofDays(2), Duration.ofMinutes(1)),
                    new Tier(Duration.ofDays(2), Duration.ofDays(30), Duration.ofMinutes(15)),
                    new Tier(Duration.ofDays(30), Duration.ofDays(365), Duration.ofHours(1)),
                    new Tier(Duration.ofDays(365), Duration.ofDays(36_500), Duration.ofDays(1)));

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Clock clock;

    JournalTrimming(TenantScope scope, JdbcClient jdbc, Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void trimAll() {
        for (TenantId tenant : tenants()) {
            try {
                trim(tenant);
            } catch (RuntimeException e) {
                LOG.warn("The journal of tenant {} was not trimmed: {}", tenant, e.toString());
            }
        }
    }

    @CrossTenant("retention goes over all tenants with books")
    private List<TenantId> tenants() {
        return scope.acrossTenants(() ->
                jdbc.sql("SELECT DISTINCT tenant_id FROM bot_ledgers")
                        .query((row, n) -> new TenantId(row.getObject(1, UUID.class)))
                        .list());
    }

    void trim(TenantId tenant) {
        TIERS.forEach(tier -> scope.run(tenant, () -> thin(tenant, tier)));
        scope.run(tenant, () -> trimCandles(tenant));
        scope.run(tenant, () -> trimDecisions(jdbc, tenant));
    }

    private void thin(TenantId tenant, Tier tier) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                        DELETE FROM equity e USING (
                            SELECT bot_id, bucket, lead(bucket) OVER (
                                PARTITION BY bot_id, date_bin(make_interval(secs => :width), bucket,
                                    TIMESTAMPTZ '2000-01-01 00:00:00+00')
                                ORDER BY bucket) AS later
                            FROM equity WHERE tenant_id = :tenant
                                AND bucket >= :oldest AND bucket < :newest) piece
                        WHERE e.tenant_id = :tenant AND e.bot_id = piece.bot_id
                            AND e.bucket = piece.bucket AND piece.later IS NOT NULL\
                        """)
                .param("width", tier.width().toSeconds())
                .param("tenant", tenant.value())
                .param("oldest", now.minus(tier.to()).atOffset(ZoneOffset.UTC))
                .param("newest", now.minus(tier.from()).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void trimCandles(TenantId tenant) {
        jdbc.sql(
                        """
                        DELETE FROM candles c USING (
                            SELECT bot_id, symbol, span, at, row_number() OVER (
                                PARTITION BY bot_id, symbol, span ORDER BY at DESC) AS place
                            FROM candles WHERE tenant_id = :tenant) old
                        WHERE c.tenant_id = :tenant AND old.place > :kept AND c.bot_id = old.bot_id
                            AND c.symbol = old.symbol AND c.span = old.span AND c.at = old.at\
                        """)
                .param("tenant", tenant.value())
                .param("kept", CANDLES)
                .update();
    }

    /** Inside the tenant's scope. */
    static void trimDecisions(JdbcClient jdbc, TenantId tenant) {
        jdbc.sql(
                        """
                        DELETE FROM decisions WHERE tenant_id = :tenant AND (ts, id) <= (
                            SELECT ts, id FROM decisions WHERE tenant_id = :tenant
                            ORDER BY ts DESC, id DESC OFFSET :kept LIMIT 1)\
                        """)
                .param("tenant", tenant.value())
                .param("kept", Decisions.KEPT)
                .update();
    }
}
