package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Effect;
import io.sath.platform.orchestration.output.BotRecord.Entry;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Head;
import io.sath.platform.orchestration.output.BotRecord.Order;
import io.sath.platform.orchestration.output.BotRecord.OrderStatus;
import io.sath.platform.orchestration.output.BotRecord.Side;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The books' records as they were said, out of their rows. */
final class RecordRows {
    static final String ORDERS =
            """
            SELECT run, seq, ts, ledger, ledger_seq, at, order_id, trade, symbol, side, effect, kind,
                quantity, price, stop, trail, status, filled, strategy, reason
            FROM orders WHERE tenant_id = ? AND bot_id = ? AND ledger = ?\
            """;

    static final String FILLS =
            """
            SELECT run, seq, ts, ledger, ledger_seq, at, fill_id, order_id, trade, symbol, side,
                effect, quantity, price, fee, fee_asset, maker, pnl
            FROM fills WHERE tenant_id = ? AND bot_id = ? AND ledger = ?\
            """;

    private static final Head NOBODY = new Head(new UUID(0, 0), 0, Instant.EPOCH);

    private RecordRows() {}

    static Order order(ResultSet row, int n) throws SQLException {
        return new Order(
                head(row),
                entry(row),
                row.getString("order_id"),
                row.getString("trade"),
                row.getString("symbol"),
                constant(Side.class, row.getString("side")),
                constant(Effect.class, row.getString("effect")),
                row.getString("kind"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("price"),
                row.getBigDecimal("stop"),
                row.getBigDecimal("trail"),
                constant(OrderStatus.class, row.getString("status")),
                row.getBigDecimal("filled"),
                row.getString("strategy"),
                row.getString("reason"));
    }

    static Fill fill(ResultSet row, int n) throws SQLException {
        return new Fill(
                head(row),
                entry(row),
                row.getString("fill_id"),
                row.getString("order_id"),
                row.getString("trade"),
                row.getString("symbol"),
                constant(Side.class, row.getString("side")),
                constant(Effect.class, row.getString("effect")),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("price"),
                row.getBigDecimal("fee"),
                row.getString("fee_asset"),
                row.getBoolean("maker"),
                row.getBigDecimal("pnl"));
    }

    /** Whether two records say the same: all but who said it when, and the form of decimals. */
    static boolean same(Booked one, Booked other) {
        return bare(one).equals(bare(other));
    }

    /** Whether two fills are one execution of the venue, whatever the ledger. */
    static boolean sameExecution(Fill one, Fill other) {
        return one.symbol().equals(other.symbol())
                && one.side() == other.side()
                && one.quantity().compareTo(other.quantity()) == 0
                && one.price().compareTo(other.price()) == 0
                && one.fee().compareTo(other.fee()) == 0
                && one.feeAsset().equals(other.feeAsset());
    }

    private static Booked bare(Booked record) {
        return switch (record) {
            case Order order ->
                    new Order(
                            NOBODY,
                            order.entry(),
                            order.id(),
                            order.trade(),
                            order.symbol(),
                            order.side(),
                            order.effect(),
                            order.kind(),
                            order.quantity().stripTrailingZeros(),
                            bare(order.price()),
                            bare(order.stop()),
                            bare(order.trailing()),
                            order.status(),
                            order.filled().stripTrailingZeros(),
                            order.strategy(),
                            order.reason());
            case Fill fill ->
                    new Fill(
                            NOBODY,
                            fill.entry(),
                            fill.id(),
                            fill.order(),
                            fill.trade(),
                            fill.symbol(),
                            fill.side(),
                            fill.effect(),
                            fill.quantity().stripTrailingZeros(),
                            fill.price().stripTrailingZeros(),
                            fill.fee().stripTrailingZeros(),
                            fill.feeAsset(),
                            fill.maker(),
                            bare(fill.pnl()));
        };
    }

    private static @Nullable BigDecimal bare(@Nullable BigDecimal value) {
        return value == null ? null : value.stripTrailingZeros();
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getObject("run", UUID.class), row.getLong("seq"), time(row, "ts"));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("ledger", UUID.class), row.getLong("ledger_seq"), time(row, "at"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
