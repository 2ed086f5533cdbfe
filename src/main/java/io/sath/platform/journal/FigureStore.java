package io.sath.platform.journal;

import io.sath.platform.billing.Meter;
import io.sath.platform.billing.Usage;
import io.sath.platform.database.TenantScope;
import io.sath.platform.journal.Performance.EquityPoint;
import io.sath.platform.journal.Performance.Figures;
import io.sath.platform.journal.Performance.TradeCounts;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Works the performance figures out of trades and equity. */
@Repository
class FigureStore {
    private static final String TRADES =
            """
            SELECT count(*) FILTER (WHERE status IN ('open', 'closed')) AS successful,
                count(*) FILTER (WHERE status = 'failed') AS failed,
                count(*) FILTER (WHERE status = 'open') AS open,
                count(*) FILTER (WHERE status = 'closed') AS closed,
                count(*) FILTER (WHERE pnl > 0) AS won,
                count(*) FILTER (WHERE pnl < 0) AS lost,
                coalesce(sum(gross), 0) AS gross,
                coalesce(sum(fees), 0) AS fees,
                coalesce(sum(pnl) FILTER (WHERE pnl > 0), 0) AS gains,
                coalesce(sum(pnl) FILTER (WHERE pnl < 0), 0) AS losses
            FROM trades
            WHERE tenant_id = ? AND venue = ? AND mode = ? AND status <> 'pending'
                AND coalesce(closed_ts, opened_ts) >= ? AND coalesce(closed_ts, opened_ts) < ?\
            """;
    private static final String EQUITY =
            """
            SELECT ts, at, equity, cash, ai_cost FROM equity
            WHERE tenant_id = ? AND venue = ? AND mode = ? AND bucket >= ? AND ts >= ? AND ts < ?
            ORDER BY bucket\
            """;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final LedgerStore ledgers;
    private final PositionStore positions;
    private final Usage usage;

    FigureStore(
            TenantScope scope,
            JdbcClient jdbc,
            LedgerStore ledgers,
            PositionStore positions,
            Usage usage) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.ledgers = ledgers;
        this.positions = positions;
        this.usage = usage;
    }

    private record Said(
            Instant ts, Instant at, BigDecimal equity, BigDecimal cash, BigDecimal aiCost) {}

    private record Sums(
            TradeCounts counts,
            long closed,
            BigDecimal gross,
            BigDecimal fees,
            BigDecimal gains,
            BigDecimal losses) {
        static final Sums NONE =
                new Sums(
                        new TradeCounts(0, 0, 0, 0, 0, 0),
                        0,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO);
    }

    private record Meters(long cpuMs, long apiCalls) {}

    Figures figures(TenantId tenant, @Nullable Instant from, @Nullable Instant to) {
        Instant first = from == null ? EARLIEST : from;
        Instant past = to == null ? LATEST : to;
        return scope.call(
                tenant,
                () -> {
                    LedgerStore.Market market = ledgers.market(tenant).orElse(null);
                    return figures(
                            tenant,
                            market == null ? null : market.quote(),
                            market == null ? Sums.NONE : sums(tenant, market, first, past),
                            market == null ? List.of() : said(tenant, market, first, past));
                });
    }

    private Figures figures(TenantId tenant, @Nullable String quote, Sums sums, List<Said> said) {
        Said last = said.isEmpty() ? null : said.getLast();
        Meters meters = meters(tenant);
        return new Figures(
                quote,
                last == null ? null : Amounts.plain(last.equity()),
                last == null ? null : Amounts.plain(last.cash()),
                Amounts.plain(Amounts.money(sums.gross())),
                unrealized(tenant),
                Amounts.plain(sums.fees()),
                last == null ? BigDecimal.ZERO : Amounts.plain(last.aiCost()),
                sums.counts(),
                Ratios.fraction(
                        BigDecimal.valueOf(sums.counts().won()), BigDecimal.valueOf(sums.closed())),
                Ratios.sharpe(daily(said)),
                Ratios.maxDrawdown(said.stream().map(Said::equity).toList()),
                Ratios.fraction(sums.gains(), sums.losses().negate()),
                meters.apiCalls(),
                meters.cpuMs() / 1000,
                usage.used(tenant, Meter.STORAGE_BYTES),
                curve(said));
    }

    private BigDecimal unrealized(TenantId tenant) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Positions.Position position : positions.open(tenant)) {
            BigDecimal one = position.unrealizedPnl();
            sum = one == null ? sum : sum.add(one);
        }
        return Amounts.plain(Amounts.money(sum));
    }

    private Sums sums(TenantId tenant, LedgerStore.Market market, Instant first, Instant past) {
        return jdbc.sql(TRADES)
                .params(
                        tenant.value(),
                        market.venue(),
                        market.mode(),
                        first.atOffset(ZoneOffset.UTC),
                        past.atOffset(ZoneOffset.UTC))
                .query((row, n) -> {
                    long successful = row.getLong("successful");
                    long failed = row.getLong("failed");
                    return new Sums(
                            new TradeCounts(
                                    successful + failed,
                                    successful,
                                    failed,
                                    row.getLong("open"),
                                    row.getLong("won"),
                                    row.getLong("lost")),
                            row.getLong("closed"),
                            row.getBigDecimal("gross"),
                            row.getBigDecimal("fees"),
                            row.getBigDecimal("gains"),
                            row.getBigDecimal("losses"));
                })
                .single();
    }

    private List<Said> said(
            TenantId tenant, LedgerStore.Market market, Instant first, Instant past) {
        return jdbc.sql(EQUITY)
                .params(
                        tenant.value(),
                        market.venue(),
                        market.mode(),
                        Sightings.bucket(first).atOffset(ZoneOffset.UTC),
                        first.atOffset(ZoneOffset.UTC),
                        past.atOffset(ZoneOffset.UTC))
                .query((row, n) ->
                        new Said(
                                RecordRows.time(row, "ts"),
                                RecordRows.time(row, "at"),
                                row.getBigDecimal("equity"),
                                row.getBigDecimal("cash"),
                                row.getBigDecimal("ai_cost")))
                .list();
    }

    private Meters meters(TenantId tenant) {
        return jdbc.sql(
                        """
                        SELECT coalesce(sum(cpu_ms), 0)::bigint AS cpu,
                            coalesce(sum(api_calls), 0)::bigint AS calls
                        FROM run_meters WHERE tenant_id = ?\
                        """)
                .param(tenant.value())
                .query((row, n) -> new Meters(row.getLong("cpu"), row.getLong("calls")))
                .single();
    }

    /** The last equity of each UTC day of the venue's clock. */
    private static List<BigDecimal> daily(List<Said> said) {
        TreeMap<Long, BigDecimal> days = new TreeMap<>();
        for (Said one : said) {
            days.put(Math.floorDiv(one.at().getEpochSecond(), 86_400L), one.equity());
        }
        return List.copyOf(days.values());
    }

    /** Evenly taken out of all, always with the first and the last. */
    private static List<EquityPoint> curve(List<Said> said) {
        int size = Math.min(said.size(), Performance.POINTS);
        List<EquityPoint> points = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            long index = size < 2 ? 0 : (long) i * (said.size() - 1) / (size - 1);
            Said one = said.get((int) index);
            points.add(new EquityPoint(one.ts(), Amounts.plain(one.equity())));
        }
        return points;
    }
}
