package io.sath.platform.journal;

import io.sath.platform.database.Columns;
import io.sath.platform.orchestration.output.BotRecord.Candle;
import io.sath.platform.orchestration.output.BotRecord.Decision;
import io.sath.platform.orchestration.output.BotRecord.Metric;
import io.sath.platform.orchestration.output.BotRecord.Position;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Uuids;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps what is no book: positions, equity, decisions, candles, meters. Every row says the same
 * however often its record comes, and an older record never replaces a newer one. Every call is
 * inside the tenant's scope.
 */
@Repository
class SightingStore {
    private static final String POSITIONS =
            """
            INSERT INTO positions AS p (tenant_id, bot_id, symbol, trade, ts, at, quantity, entry,
                mark, unrealized, stop, target)
            SELECT ?, ?, r.* FROM unnest(%s) r
            ON CONFLICT (tenant_id, bot_id, symbol) DO UPDATE SET trade = excluded.trade,
                ts = excluded.ts, at = excluded.at, quantity = excluded.quantity,
                entry = excluded.entry, mark = excluded.mark, unrealized = excluded.unrealized,
                stop = excluded.stop, target = excluded.target
            WHERE excluded.ts >= p.ts\
            """;
    private static final String METRICS =
            """
            INSERT INTO equity AS e (tenant_id, bot_id, venue, mode, quote, bucket, ts, at, equity,
                cash, realized, unrealized, fees, ai_cost)
            SELECT ?, ?, ?, ?, ?, r.* FROM unnest(%s) r
            ON CONFLICT (tenant_id, bot_id, bucket) DO UPDATE SET ts = excluded.ts,
                at = excluded.at, venue = excluded.venue, mode = excluded.mode,
                quote = excluded.quote, equity = excluded.equity, cash = excluded.cash,
                realized = excluded.realized, unrealized = excluded.unrealized,
                fees = excluded.fees, ai_cost = excluded.ai_cost
            WHERE excluded.ts >= e.ts\
            """;
    private static final String CANDLES =
            """
            INSERT INTO candles (tenant_id, bot_id, symbol, span, at, open, high, low, close, volume)
            SELECT ?, ?, r.* FROM unnest(%s) r
            ON CONFLICT (tenant_id, bot_id, symbol, span, at) DO UPDATE SET open = excluded.open,
                high = excluded.high, low = excluded.low, close = excluded.close,
                volume = excluded.volume\
            """;
    private static final String DECISIONS =
            """
            INSERT INTO decisions (tenant_id, bot_id, id, run, seq, ts, at, symbol, strategy, action,
                why, votes, ai_cost)
            SELECT ?, ?, r.* FROM unnest(%s) r ON CONFLICT DO NOTHING\
            """;
    private static final String METERS =
            """
            INSERT INTO run_meters AS b (tenant_id, bot_id, run, first_ts, cpu_ms, api_calls)
            SELECT ?, ?, r.* FROM unnest(%s) r
            ON CONFLICT (tenant_id, run) DO UPDATE SET cpu_ms = greatest(b.cpu_ms, excluded.cpu_ms),
                api_calls = greatest(b.api_calls, excluded.api_calls)\
            """;

    private final JdbcTemplate jdbc;

    /** Decisions since the last trimming. */
    private final Map<TenantId, Integer> untrimmed = new ConcurrentHashMap<>();

    SightingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void keep(Source source, Sightings seen) {
        positions(source, seen.positions());
        metrics(source, seen.metrics());
        candles(source, seen.candles());
        decisions(source, seen.decisions());
        meters(source, seen.meters());
    }

    private void positions(Source source, List<Position> positions) {
        if (positions.isEmpty()) {
            return;
        }
        Columns<Position> columns =
                Columns.of(positions)
                        .with("text", Position::symbol)
                        .with("text", Position::trade)
                        .with("timestamptz", Position::ts)
                        .with("timestamptz", Position::at)
                        .with("numeric", Position::quantity)
                        .with("numeric", Position::entry)
                        .with("numeric", Position::mark)
                        .with("numeric", Position::unrealized)
                        .with("numeric", Position::stop)
                        .with("numeric", Position::target);
        update(source, POSITIONS, columns);
    }

    private void metrics(Source source, List<Metric> metrics) {
        if (metrics.isEmpty() || source.venue().isEmpty()) {
            return;
        }
        Columns<Metric> columns =
                Columns.of(metrics)
                        .with("timestamptz", metric -> Sightings.bucket(metric.ts()))
                        .with("timestamptz", Metric::ts)
                        .with("timestamptz", Metric::at)
                        .with("numeric", Metric::equity)
                        .with("numeric", Metric::cash)
                        .with("numeric", Metric::realized)
                        .with("numeric", Metric::unrealized)
                        .with("numeric", Metric::fees)
                        .with("numeric", Metric::aiCost);
        columns.update(
                jdbc,
                METRICS.formatted(columns.list()),
                source.tenantId().value(),
                source.botId().value(),
                source.venue(),
                source.mode(),
                source.quote());
    }

    private void candles(Source source, List<Candle> candles) {
        if (candles.isEmpty()) {
            return;
        }
        Columns<Candle> columns =
                Columns.of(candles)
                        .with("text", Candle::symbol)
                        .with("text", Candle::interval)
                        .with("timestamptz", Candle::at)
                        .with("numeric", Candle::open)
                        .with("numeric", Candle::high)
                        .with("numeric", Candle::low)
                        .with("numeric", Candle::close)
                        .with("numeric", Candle::volume);
        update(source, CANDLES, columns);
    }

    private void decisions(Source source, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        Columns<Decision> columns =
                Columns.of(decisions)
                        .with("uuid", decision -> Uuids.timeOrdered(decision.ts()))
                        .with("uuid", Decision::run)
                        .with("bigint", Decision::seq)
                        .with("timestamptz", Decision::ts)
                        .with("timestamptz", Decision::at)
                        .with("text", Decision::symbol)
                        .with("text", Decision::strategy)
                        .with("text", Decision::action)
                        .with("json", decision -> ReasonJson.write(decision.why()))
                        .with("json", Decision::votes)
                        .with("numeric", Decision::aiCost);
        update(source, DECISIONS, columns);
        int since = untrimmed.merge(source.tenantId(), decisions.size(), Integer::sum);
        if (since > Decisions.KEPT / 10) {
            untrimmed.remove(source.tenantId());
            JournalTrimming.trimDecisions(JdbcClient.create(jdbc), source.tenantId());
        }
    }

    private void meters(Source source, List<Sightings.Meters> meters) {
        if (meters.isEmpty()) {
            return;
        }
        Columns<Sightings.Meters> columns =
                Columns.of(meters)
                        .with("uuid", Sightings.Meters::run)
                        .with("timestamptz", Sightings.Meters::first)
                        .with("bigint", Sightings.Meters::cpuMs)
                        .with("bigint", Sightings.Meters::apiCalls);
        update(source, METERS, columns);
    }

    private void update(Source source, String sql, Columns<?> columns) {
        columns.update(
                jdbc,
                sql.formatted(columns.list()),
                source.tenantId().value(),
                source.botId().value());
    }
}
