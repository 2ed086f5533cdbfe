package io.sath.platform.journal;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads trades and fills. */
@Repository
class TradeStore {
    private static final String TRADES =
            """
            SELECT id, symbol, side, status, venue, mode, strategy, entry_quantity, entry_notional,
                exit_quantity, exit_notional, fees, pnl, quote, exit_reason, opened_ts, closed_ts
            FROM trades\
            """;
    private static final String FILLS =
            """
            SELECT id, trade_id, order_id, symbol, side, effect, quantity, price, fee, fee_asset,
                maker, at, ts
            FROM fills\
            """;
    private static final int FILLS_OF_TRADE = 1_000;

    private final TenantScope scope;
    private final JdbcClient jdbc;

    TradeStore(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    Page<Trades.Trade> trades(TenantId tenant, Trades.Filter filter, PageRequest request) {
        TimePage page =
                new TimePage(tenant, "opened_ts", request)
                        .between(filter.from(), filter.to())
                        .and("status <> 'pending'");
        if (filter.symbol() != null) {
            page.and("symbol = ?", filter.symbol());
        }
        if (filter.status() != null) {
            // A literal: the index of open trades is partial.
            page.and("status = '" + filter.status().word() + "'");
        }
        List<Trades.Trade> rows =
                scope.call(
                        tenant,
                        () ->
                                jdbc.sql(page.select(TRADES))
                                        .params(page.values())
                                        .query(TradeStore::trade)
                                        .list());
        return page.of(rows, Trades.Trade::openedAt, Trades.Trade::id);
    }

    Page<Trades.Fill> fills(TenantId tenant, Trades.Filter filter, PageRequest request) {
        TimePage page =
                new TimePage(tenant, "ts", request)
                        .between(filter.from(), filter.to())
                        .and("booked");
        if (filter.symbol() != null) {
            page.and("symbol = ?", filter.symbol());
        }
        List<Trades.Fill> rows =
                scope.call(
                        tenant,
                        () ->
                                jdbc.sql(page.select(FILLS))
                                        .params(page.values())
                                        .query(TradeStore::fill)
                                        .list());
        return page.of(rows, Trades.Fill::bookedAt, Trades.Fill::id);
    }

    Optional<Trades.Trade> find(TenantId tenant, UUID trade) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(TRADES + " WHERE tenant_id = ? AND id = ? AND status <> 'pending'")
                                .params(tenant.value(), trade)
                                .query(TradeStore::trade)
                                .optional());
    }

    List<Trades.Fill> fillsOf(TenantId tenant, UUID trade) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        FILLS
                                                + " WHERE tenant_id = ? AND trade_id = ? AND booked"
                                                + " ORDER BY ts, ledger_seq LIMIT "
                                                + FILLS_OF_TRADE)
                                .params(tenant.value(), trade)
                                .query(TradeStore::fill)
                                .list());
    }

    private static Trades.Trade trade(ResultSet row, int n) throws SQLException {
        BigDecimal entered = row.getBigDecimal("entry_notional");
        BigDecimal pnl = row.getBigDecimal("pnl");
        OffsetDateTime closed = row.getObject("closed_ts", OffsetDateTime.class);
        return new Trades.Trade(
                row.getObject("id", UUID.class),
                row.getString("symbol"),
                Trades.Side.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
                Trades.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("venue"),
                row.getString("mode"),
                row.getString("strategy"),
                Amounts.plain(row.getBigDecimal("entry_quantity")),
                price(entered, row.getBigDecimal("entry_quantity")),
                price(row.getBigDecimal("exit_notional"), row.getBigDecimal("exit_quantity")),
                Amounts.plain(row.getBigDecimal("fees")),
                pnl == null ? null : Amounts.plain(pnl),
                pnl == null ? null : ratio(pnl, entered),
                row.getString("quote"),
                row.getString("exit_reason"),
                RecordRows.time(row, "opened_ts"),
                closed == null ? null : closed.toInstant());
    }

    private static @Nullable BigDecimal price(BigDecimal notional, BigDecimal quantity) {
        return quantity.signum() == 0 ? null : Amounts.price(notional, quantity);
    }

    private static @Nullable BigDecimal ratio(BigDecimal pnl, BigDecimal entered) {
        BigDecimal ratio = Ratios.fraction(pnl, entered);
        return ratio == null ? null : Amounts.plain(ratio);
    }

    private static Trades.Fill fill(ResultSet row, int n) throws SQLException {
        return new Trades.Fill(
                row.getObject("id", UUID.class),
                row.getObject("trade_id", UUID.class),
                row.getString("order_id"),
                row.getString("symbol"),
                row.getString("side"),
                row.getString("effect"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("price"),
                row.getBigDecimal("fee"),
                row.getString("fee_asset"),
                row.getBoolean("maker"),
                RecordRows.time(row, "at"),
                RecordRows.time(row, "ts"));
    }
}
