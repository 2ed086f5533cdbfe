package io.sath.platform.logs;

import io.sath.platform.billing.Entitlements;
import io.sath.platform.billing.PlanLimits;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps each tenant's log within its plan: lines older than {@code logDays} go, and over the
 * storage limit the oldest go first. Makes the partitions of the days ahead and drops empty ones.
 */
@Component
class StorageBrake {
    /** How often a tenant that logs is looked at. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Lines deleted in one transaction. */
    static final int PIECE = 5_000;

    /** Pieces deleted in one round of the keeper, so that other tenants' lines do not wait long. */
    private static final int PIECES = 10;

    private static final int DAYS_AHEAD = 2;
    private static final Logger LOG = LoggerFactory.getLogger(StorageBrake.class);

    private final LogStore store;
    private final LogWriter writer;
    private final Entitlements entitlements;
    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<TenantId, Instant> looked = new ConcurrentHashMap<>();

    StorageBrake(
            LogStore store,
            LogWriter writer,
            Entitlements entitlements,
            TenantScope scope,
            JdbcClient jdbc,
            Clock clock) {
        this.store = store;
        this.writer = writer;
        this.entitlements = entitlements;
        this.scope = scope;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** After lines were stored: looks at the storage limit, at most every few seconds. */
    void check(TenantId tenant) {
        Instant now = clock.instant();
        Instant last = looked.get(tenant);
        if (last != null && now.isBefore(last.plus(PAUSE))) {
            return;
        }
        looked.put(tenant, now);
        brake(tenant, entitlements.of(tenant).limits());
    }

    /** Deletes the oldest lines while the log takes more than the plan's storage. */
    void brake(TenantId tenant, PlanLimits limits) {
        Long most = limits.storageBytes();
        int pieces = 0;
        while (most != null && pieces < PIECES && store.bytes(tenant) > most) {
            writer.deleteOldest(tenant, Instant.parse("9999-01-01T00:00:00Z"), PIECE);
            pieces++;
        }
    }

    /** Makes the partitions of today and the next days. */
    void prepareDays() {
        LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        for (int i = 0; i <= DAYS_AHEAD; i++) {
            writer.addDay(today.plusDays(i));
        }
    }

    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
    void trimAll() {
        prepareDays();
        for (TenantId tenant : tenants()) {
            try {
                trim(tenant, entitlements.of(tenant).limits());
            } catch (RuntimeException e) {
                LOG.warn("The log of tenant {} was not trimmed: {}", tenant, e.toString());
            }
        }
        looked.keySet().clear();
        writer.dropEmptyDays(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /** Deletes what is older than the plan keeps. */
    void trim(TenantId tenant, PlanLimits limits) {
        Instant oldest = clock.instant().minus(Duration.ofDays(limits.logDays()));
        int gone;
        do {
            gone = writer.deleteOldest(tenant, oldest, PIECE);
        } while (gone == PIECE);
        brake(tenant, limits);
    }

    @CrossTenant("retention goes over all tenants with log lines")
    private List<TenantId> tenants() {
        return scope.acrossTenants(() ->
                jdbc.sql("SELECT DISTINCT tenant_id FROM log_days")
                        .query((row, n) -> new TenantId(row.getObject(1, UUID.class)))
                        .list());
    }
}
