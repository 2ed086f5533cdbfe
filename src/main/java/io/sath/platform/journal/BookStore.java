package io.sath.platform.journal;

import static io.sath.platform.journal.RecordRows.word;

import io.sath.platform.database.Columns;
import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Order;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.Uuids;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The tables {@code orders} and {@code fills}; every call is inside the tenant's scope. */
@Repository
class BookStore {
    private final JdbcTemplate jdbc;

    BookStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The stored records at these places of a ledger. */
    List<Booked> present(Source source, UUID ledger, Collection<Long> places, long top) {
        Long[] wanted = places.stream().filter(place -> place <= top).toArray(Long[]::new);
        if (wanted.length == 0) {
            return List.of();
        }
        List<Booked> present = new ArrayList<>();
        present.addAll(
                jdbc.query(
                        RecordRows.ORDERS + " AND ledger_seq = ANY (?)",
                        RecordRows::order,
                        source.tenantId().value(),
                        source.botId().value(),
                        ledger,
                        wanted));
        present.addAll(
                jdbc.query(
                        RecordRows.FILLS + " AND ledger_seq = ANY (?)",
                        RecordRows::fill,
                        source.tenantId().value(),
                        source.botId().value(),
                        ledger,
                        wanted));
        return present;
    }

    /** The fills with these ids of the venue that are booked already, in any ledger. */
    List<Fill> booked(Source source, String venue, List<Fill> fills) {
        if (fills.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                """
                SELECT run, seq, ts, ledger, ledger_seq, at, fill_id, order_id, trade, symbol, side,
                    effect, quantity, price, fee, fee_asset, maker, pnl
                FROM fills
                WHERE tenant_id = ? AND bot_id = ? AND venue = ? AND booked
                    AND symbol = ANY (?) AND fill_id = ANY (?)\
                """,
                RecordRows::fill,
                source.tenantId().value(),
                source.botId().value(),
                venue,
                fills.stream().map(Fill::symbol).distinct().toArray(String[]::new),
                fills.stream().map(Fill::id).distinct().toArray(String[]::new));
    }

    void addOrders(Source source, List<Order> orders, Map<String, UUID> tradeIds) {
        if (orders.isEmpty()) {
            return;
        }
        Columns<Order> columns =
                head(Columns.of(orders), tradeIds)
                        .with("text", Order::id)
                        .with("text", Order::trade)
                        .with("text", Order::symbol)
                        .with("text", order -> word(order.side()))
                        .with("text", order -> word(order.effect()))
                        .with("text", Order::kind)
                        .with("numeric", Order::quantity)
                        .with("numeric", Order::price)
                        .with("numeric", Order::stop)
                        .with("numeric", Order::trailing)
                        .with("text", order -> word(order.status()))
                        .with("numeric", Order::filled)
                        .with("text", Order::strategy)
                        .with("text", Order::reason);
        columns.update(
                jdbc,
                """
                INSERT INTO orders (tenant_id, bot_id, ledger, ledger_seq, run, seq, ts, at, trade_id,
                    order_id, trade, symbol, side, effect, kind, quantity, price, stop, trail,
                    status, filled, strategy, reason)
                SELECT ?, ?, r.* FROM unnest(%s) r\
                """
                        .formatted(columns.list()),
                source.tenantId().value(),
                source.botId().value());
    }

    /**
     * @param repeated the places of fills that are booked elsewhere
     */
    void addFills(
            Source source,
            LedgerStore.State state,
            List<Fill> fills,
            Map<String, UUID> tradeIds,
            Set<Long> repeated) {
        if (fills.isEmpty()) {
            return;
        }
        Columns<Fill> columns =
                head(Columns.of(fills), tradeIds)
                        .with("uuid", fill -> Uuids.timeOrdered(fill.ts()))
                        .with("text", Fill::id)
                        .with("text", Fill::order)
                        .with("text", Fill::trade)
                        .with("text", Fill::symbol)
                        .with("text", fill -> word(fill.side()))
                        .with("text", fill -> word(fill.effect()))
                        .with("numeric", Fill::quantity)
                        .with("numeric", Fill::price)
                        .with("numeric", Fill::fee)
                        .with("text", Fill::feeAsset)
                        .with("numeric", fill -> worth(fill, state.quote()))
                        .with("bool", fill -> inBase(fill, state.quote()))
                        .with("bool", Fill::maker)
                        .with("numeric", Fill::pnl)
                        .with("bool", fill -> !repeated.contains(fill.ledgerSeq()));
        columns.update(
                jdbc,
                """
                INSERT INTO fills (tenant_id, bot_id, venue, ledger, ledger_seq, run, seq, ts, at,
                    trade_id, id, fill_id, order_id, trade, symbol, side, effect, quantity, price,
                    fee, fee_asset, fee_worth, fee_in_base, maker, pnl, booked)
                SELECT ?, ?, ?, r.* FROM unnest(%s) r\
                """
                        .formatted(columns.list()),
                source.tenantId().value(),
                source.botId().value(),
                state.venue());
    }

    private static <R extends Booked> Columns<R> head(
            Columns<R> columns, Map<String, UUID> tradeIds) {
        return columns.with("uuid", Booked::ledger)
                .with("bigint", Booked::ledgerSeq)
                .with("uuid", Booked::run)
                .with("bigint", Booked::seq)
                .with("timestamptz", Booked::ts)
                .with("timestamptz", Booked::at)
                .with("uuid", record -> tradeIds.get(TradeBuilder.trade(record)));
    }

    /** The fee in quote; null for one in an asset whose price is not known here. */
    static @Nullable BigDecimal worth(Fill fill, String quote) {
        if (fill.fee().signum() == 0 || Amounts.atPar(fill.feeAsset(), quote)) {
            return fill.fee();
        }
        return inBase(fill, quote) ? fill.fee().multiply(fill.price()) : null;
    }

    static boolean inBase(Fill fill, String quote) {
        return !Amounts.atPar(fill.feeAsset(), quote)
                && !fill.feeAsset().isEmpty()
                && fill.symbol().startsWith(fill.feeAsset());
    }
}
