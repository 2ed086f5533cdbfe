package io.sath.platform.journal;

import io.sath.platform.billing.Meter;
import io.sath.platform.billing.Usage;
import io.sath.platform.database.Columns;
import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Effect;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Order;
import io.sath.platform.orchestration.output.BotRecord.Side;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.Uuids;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes trades of orders and fills: always anew from all of a trade's rows, so that their order of
 * arrival does not matter. Every call is inside the tenant's scope.
 */
@Component
class TradeBuilder {
    /** The sums of a trade's booked fills, and what its orders say of it. */
    private static final String WORK_OUT =
            """
            WITH sums AS (
                SELECT trade_id,
                    coalesce(sum(quantity) FILTER (WHERE effect = 'entry'), 0) AS entry_quantity,
                    coalesce(sum(quantity * price) FILTER (WHERE effect = 'entry'), 0) AS entry_notional,
                    coalesce(sum(quantity) FILTER (WHERE effect = 'exit'), 0) AS exit_quantity,
                    coalesce(sum(quantity * price) FILTER (WHERE effect = 'exit'), 0) AS exit_notional,
                    coalesce(sum(fee) FILTER (WHERE fee_in_base), 0) AS base_fees,
                    coalesce(sum(fee_worth), 0) AS fees,
                    coalesce(sum(fee_worth) FILTER (WHERE NOT fee_in_base), 0) AS quote_fees,
                    min(ts) FILTER (WHERE effect = 'entry') AS opened_ts,
                    max(ts) FILTER (WHERE effect = 'exit') AS closed_ts,
                    (array_agg(order_id ORDER BY at DESC, ledger_seq DESC)
                        FILTER (WHERE effect = 'exit'))[1] AS last_exit,
                    (array_agg(ledger ORDER BY at, ledger_seq) FILTER (WHERE effect = 'entry'))[1]
                        AS first_ledger,
                    (array_agg(ledger_seq ORDER BY at, ledger_seq) FILTER (WHERE effect = 'entry'))[1]
                        AS first_seq
                FROM fills WHERE tenant_id = ? AND trade_id = ANY (?) AND booked
                GROUP BY trade_id),
            last_orders AS (
                SELECT DISTINCT ON (trade_id, order_id) trade_id, status, filled, ts
                FROM orders WHERE tenant_id = ? AND trade_id = ANY (?) AND effect = 'entry'
                ORDER BY trade_id, order_id, ledger_seq DESC),
            asked AS (
                SELECT trade_id, bool_and(filled = 0
                        AND status IN ('cancelled', 'rejected', 'expired')) AS in_vain
                FROM last_orders GROUP BY trade_id),
            state AS (
                SELECT t.id, s.*, CASE
                    WHEN coalesce(s.entry_quantity, 0) = 0
                        THEN CASE WHEN a.in_vain AND s.trade_id IS NULL THEN 'failed' ELSE 'pending' END
                    WHEN s.entry_quantity - s.exit_quantity - s.base_fees > 0 THEN 'open'
                    ELSE 'closed' END AS now
                FROM trades t
                LEFT JOIN sums s ON s.trade_id = t.id
                LEFT JOIN asked a ON a.trade_id = t.id
                WHERE t.tenant_id = ? AND t.id = ANY (?))
            UPDATE trades t SET
                status = w.now,
                entry_quantity = coalesce(w.entry_quantity, 0),
                entry_notional = coalesce(w.entry_notional, 0),
                exit_quantity = coalesce(w.exit_quantity, 0),
                exit_notional = coalesce(w.exit_notional, 0),
                base_fees = coalesce(w.base_fees, 0),
                fees = coalesce(w.fees, 0),
                pnl = CASE WHEN w.now = 'closed' THEN
                    (w.exit_notional - w.entry_notional) * CASE t.side WHEN 'long' THEN 1 ELSE -1 END
                        - w.quote_fees END,
                gross = CASE w.now
                    WHEN 'closed' THEN
                        (w.exit_notional - w.entry_notional) * CASE t.side WHEN 'long' THEN 1 ELSE -1 END
                            - w.quote_fees + w.fees
                    WHEN 'open' THEN
                        (w.exit_notional - w.exit_quantity * w.entry_notional / w.entry_quantity)
                            * CASE t.side WHEN 'long' THEN 1 ELSE -1 END
                    ELSE 0 END,
                opened_ts = coalesce(w.opened_ts, t.opened_ts),
                closed_ts = CASE WHEN w.now = 'closed' THEN w.closed_ts END,
                first_ledger = w.first_ledger,
                first_seq = w.first_seq,
                strategy = coalesce(t.strategy, (
                    SELECT o.strategy FROM orders o
                    WHERE o.tenant_id = t.tenant_id AND o.trade_id = t.id AND o.strategy IS NOT NULL
                    ORDER BY o.effect, o.ledger_seq LIMIT 1)),
                exit_reason = CASE WHEN w.now = 'closed' THEN (
                    SELECT o.reason FROM orders o
                    WHERE o.tenant_id = t.tenant_id AND o.trade_id = t.id
                        AND o.order_id = w.last_exit AND o.reason IS NOT NULL
                    ORDER BY o.ledger_seq DESC LIMIT 1) END
            FROM state w WHERE t.tenant_id = ? AND t.id = w.id\
            """;

    /** Once a trade's first entry is below the gapless place nothing earlier can turn up. */
    private static final String COUNT =
            """
            UPDATE trades SET counted_month = date_trunc('month', opened_ts AT TIME ZONE 'UTC')::date
            WHERE tenant_id = ? AND bot_id = ? AND counts AND counted_month IS NULL
                AND first_ledger = ? AND first_seq <= ?
            RETURNING counted_month\
            """;

    private final JdbcTemplate jdbc;
    private final Usage usage;

    TradeBuilder(JdbcTemplate jdbc, Usage usage) {
        this.jdbc = jdbc;
        this.usage = usage;
    }

    static String trade(Booked record) {
        return switch (record) {
            case Order order -> order.trade();
            case Fill fill -> fill.trade();
        };
    }

    /** The ids of the trades that the records name; one never seen begins here. */
    Map<String, UUID> ids(Source source, LedgerStore.State state, List<Booked> records) {
        Map<String, Booked> named = new LinkedHashMap<>();
        records.forEach(record -> named.putIfAbsent(trade(record), record));
        Map<String, UUID> ids = new HashMap<>();
        String[] names = named.keySet().toArray(String[]::new);
        jdbc.query(
                "SELECT name, id FROM trades"
                        + " WHERE tenant_id = ? AND bot_id = ? AND ledger = ? AND name = ANY (?)",
                row -> {
                    ids.put(row.getString("name"), row.getObject("id", UUID.class));
                },
                source.tenantId().value(),
                source.botId().value(),
                state.ledger(),
                names);
        if (ids.size() < named.size()) {
            takeOver(source, state, names, ids);
        }
        List<Booked> first =
                named.values().stream().filter(one -> !ids.containsKey(trade(one))).toList();
        if (!first.isEmpty()) {
            begin(source, state, first, ids);
        }
        return ids;
    }

    /** A new store goes on with the trades that were open in the one before. */
    private void takeOver(
            Source source, LedgerStore.State state, String[] names, Map<String, UUID> ids) {
        jdbc.query(
                """
                UPDATE trades SET ledger = ?
                WHERE tenant_id = ? AND bot_id = ? AND status = 'open' AND ledger <> ?
                    AND venue = ? AND mode = ? AND name = ANY (?)
                RETURNING name, id\
                """,
                row -> {
                    ids.put(row.getString("name"), row.getObject("id", UUID.class));
                },
                state.ledger(),
                source.tenantId().value(),
                source.botId().value(),
                state.ledger(),
                state.venue(),
                state.mode(),
                names);
    }

    private void begin(
            Source source, LedgerStore.State state, List<Booked> first, Map<String, UUID> ids) {
        first.forEach(record -> ids.put(trade(record), Uuids.timeOrdered(record.ts())));
        Columns<Booked> columns =
                Columns.of(first)
                        .with("uuid", record -> ids.get(trade(record)))
                        .with("text", TradeBuilder::trade)
                        .with("text", TradeBuilder::symbol)
                        .with("text", record -> isLong(record) ? "long" : "short")
                        .with("timestamptz", Booked::ts);
        columns.update(
                jdbc,
                """
                INSERT INTO trades (tenant_id, bot_id, ledger, venue, mode, quote, counts, status,
                    id, name, symbol, side, opened_ts)
                SELECT ?, ?, ?, ?, ?, ?, ?, 'pending', r.* FROM unnest(%s) r\
                """
                        .formatted(columns.list()),
                source.tenantId().value(),
                source.botId().value(),
                state.ledger(),
                state.venue(),
                state.mode(),
                state.quote(),
                state.countsToQuota());
    }

    private static String symbol(Booked record) {
        return switch (record) {
            case Order order -> order.symbol();
            case Fill fill -> fill.symbol();
        };
    }

    private static boolean isLong(Booked record) {
        return switch (record) {
            case Order order -> (order.side() == Side.BUY) == (order.effect() == Effect.ENTRY);
            case Fill fill -> (fill.side() == Side.BUY) == (fill.effect() == Effect.ENTRY);
        };
    }

    void workOut(Source source, Set<UUID> trades) {
        UUID[] ids = trades.toArray(UUID[]::new);
        UUID tenant = source.tenantId().value();
        jdbc.update(WORK_OUT, tenant, ids, tenant, ids, tenant, ids, tenant);
    }

    /** Counts the trades whose first entry is certain now to their month's quota, each once. */
    void count(Source source, UUID ledger, long gapless) {
        Map<LocalDate, Long> months = new HashMap<>();
        jdbc.query(
                COUNT,
                row -> {
                    months.merge(row.getObject("counted_month", LocalDate.class), 1L, Long::sum);
                },
                source.tenantId().value(),
                source.botId().value(),
                ledger,
                gapless);
        months.forEach((month, trades) ->
                usage.count(
                        source.tenantId(),
                        Meter.TRADES,
                        trades,
                        month.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
}
