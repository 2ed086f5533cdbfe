package io.sath.platform.journal;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Open positions: the trades say what is held, the bots' last word what it is worth. */
@Repository
class PositionStore {
    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final LedgerStore ledgers;

    PositionStore(TenantScope scope, JdbcClient jdbc, LedgerStore ledgers) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.ledgers = ledgers;
    }

    List<Positions.Position> open(TenantId tenant) {
        return scope.call(
                tenant,
                () -> ledgers.market(tenant).map(market -> open(tenant, market)).orElse(List.of()));
    }

    private List<Positions.Position> open(TenantId tenant, LedgerStore.Market market) {
        return jdbc.sql(
                        """
                        SELECT t.id, t.symbol, t.side, t.quote, t.entry_quantity, t.entry_notional,
                            t.entry_quantity - t.exit_quantity - t.base_fees AS held, t.opened_ts,
                            p.mark, p.ts AS mark_ts, p.stop, p.target
                        FROM trades t LEFT JOIN positions p
                            ON p.tenant_id = t.tenant_id AND p.bot_id = t.bot_id
                                AND p.symbol = t.symbol AND p.trade = t.name
                        WHERE t.tenant_id = ? AND t.status = 'open' AND t.venue = ? AND t.mode = ?
                        ORDER BY t.symbol, t.opened_ts LIMIT 1000\
                        """)
                .params(tenant.value(), market.venue(), market.mode())
                .query(PositionStore::position)
                .list();
    }

    private static Positions.Position position(ResultSet row, int n) throws SQLException {
        BigDecimal entry =
                Amounts.price(
                        row.getBigDecimal("entry_notional"), row.getBigDecimal("entry_quantity"));
        BigDecimal held = Amounts.plain(row.getBigDecimal("held"));
        BigDecimal mark = row.getBigDecimal("mark");
        OffsetDateTime markTs = row.getObject("mark_ts", OffsetDateTime.class);
        boolean isLong = row.getString("side").equals("long");
        return new Positions.Position(
                row.getObject("id", UUID.class),
                row.getString("symbol"),
                isLong ? Trades.Side.LONG : Trades.Side.SHORT,
                held,
                entry,
                mark,
                markTs == null ? null : markTs.toInstant(),
                mark == null
                        ? null
                        : Amounts.plain(
                                mark.subtract(entry)
                                        .multiply(held)
                                        .multiply(BigDecimal.valueOf(isLong ? 1 : -1))),
                row.getString("quote"),
                row.getBigDecimal("stop"),
                row.getBigDecimal("target"),
                RecordRows.time(row, "opened_ts"));
    }
}
