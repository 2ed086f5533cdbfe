package io.sath.platform.journal;

import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database holds of the bots' books, for those who run the bots and compare the books. */
@Component
class Ledgers implements LedgerView {
    private final TenantScope scope;
    private final JdbcClient jdbc;

    Ledgers(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    @Override
    public long stored(TenantId tenant, BotId bot, UUID ledger) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT gapless FROM bot_ledgers
                                        WHERE tenant_id = ? AND bot_id = ? AND ledger = ?\
                                        """)
                                .params(tenant.value(), bot.value(), ledger)
                                .query(Long.class)
                                .optional()
                                .orElse(0L));
    }

    /**
     * One statement, so one moment: the trades are counted with the record that moves the place.
     */
    @Override
    public Counted counted(TenantId tenant, BotId bot, UUID ledger, YearMonth month) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT (SELECT count(*) FROM trades
                                                WHERE tenant_id = :tenant AND counted_month = :month) AS trades,
                                            coalesce((SELECT gapless FROM bot_ledgers
                                                WHERE tenant_id = :tenant AND bot_id = :bot
                                                    AND ledger = :ledger), 0) AS as_of\
                                        """)
                                .param("tenant", tenant.value())
                                .param("month", month.atDay(1))
                                .param("bot", bot.value())
                                .param("ledger", ledger)
                                .query((row, n) ->
                                        new Counted(row.getLong("trades"), row.getLong("as_of")))
                                .single());
    }

    /**
     * Cash is the last that the bot said at a moment without a fill, and the money of all fills
     * since, by the venue's clock: so it holds also where the fills went on and the figures did
     * not.
     */
    @Override
    public Optional<Opening> opening(TenantId tenant, BotId bot, String venue, String mode) {
        return scope.call(
                tenant,
                () -> {
                    Optional<Said> said = said(tenant, bot, venue, mode);
                    return said.map(s ->
                            new Opening(
                                    s.cash().add(s.flow()),
                                    holdings(tenant, bot, venue, mode),
                                    s.lastFill() == null || s.lastFill().isBefore(s.at())
                                            ? s.at()
                                            : s.lastFill()));
                });
    }

    private record Said(Instant at, BigDecimal cash, BigDecimal flow, @Nullable Instant lastFill) {}

    private Optional<Said> said(TenantId tenant, BotId bot, String venue, String mode) {
        return jdbc.sql(
                        """
                        SELECT e.at, e.cash,
                            coalesce((SELECT sum(CASE f.side WHEN 'buy' THEN -1 ELSE 1 END
                                        * f.quantity * f.price
                                        - CASE WHEN f.fee_in_base THEN 0 ELSE coalesce(f.fee_worth, 0) END)
                                FROM fills f JOIN trades t ON t.tenant_id = f.tenant_id AND t.id = f.trade_id
                                WHERE f.tenant_id = e.tenant_id AND f.bot_id = e.bot_id AND f.booked
                                    AND f.venue = e.venue AND t.mode = e.mode AND f.at > e.at), 0) AS flow,
                            (SELECT max(f.at) FROM fills f
                                WHERE f.tenant_id = e.tenant_id AND f.bot_id = e.bot_id AND f.booked
                                    AND f.venue = e.venue) AS last_fill
                        FROM equity e
                        WHERE e.tenant_id = ? AND e.bot_id = ? AND e.venue = ? AND e.mode = ?
                            AND NOT EXISTS (SELECT FROM fills f
                                WHERE f.tenant_id = e.tenant_id AND f.bot_id = e.bot_id AND f.booked
                                    AND f.venue = e.venue AND f.at = e.at)
                        ORDER BY e.bucket DESC LIMIT 1\
                        """)
                .params(tenant.value(), bot.value(), venue, mode)
                .query((row, n) -> {
                    OffsetDateTime last = row.getObject("last_fill", OffsetDateTime.class);
                    return new Said(
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getBigDecimal("cash"),
                            row.getBigDecimal("flow"),
                            last == null ? null : last.toInstant());
                })
                .optional();
    }

    private List<Holding> holdings(TenantId tenant, BotId bot, String venue, String mode) {
        return jdbc.sql(
                        """
                        SELECT symbol, name, side, entry_quantity - exit_quantity - base_fees AS held,
                            entry_notional, entry_quantity
                        FROM trades
                        WHERE tenant_id = ? AND bot_id = ? AND venue = ? AND mode = ?
                            AND status = 'open'
                        ORDER BY symbol, name\
                        """)
                .params(tenant.value(), bot.value(), venue, mode)
                .query((row, n) ->
                        new Holding(
                                row.getString("symbol"),
                                row.getString("name"),
                                row.getString("side").equals("short")
                                        ? row.getBigDecimal("held").negate()
                                        : row.getBigDecimal("held"),
                                Amounts.plain(
                                        row.getBigDecimal("entry_notional")
                                                .divide(
                                                        row.getBigDecimal("entry_quantity"),
                                                        18,
                                                        RoundingMode.HALF_EVEN))))
                .list();
    }

    @Override
    public List<Booked> read(TenantId tenant, BotId bot, UUID ledger, long after, int limit) {
        return scope.call(
                tenant,
                () -> {
                    List<Booked> records = new ArrayList<>();
                    records.addAll(
                            jdbc.sql(
                                            RecordRows.ORDERS
                                                    + " AND ledger_seq > ? ORDER BY ledger_seq LIMIT ?")
                                    .params(tenant.value(), bot.value(), ledger, after, limit)
                                    .query(RecordRows::order)
                                    .list());
                    records.addAll(
                            jdbc.sql(
                                            RecordRows.FILLS
                                                    + " AND ledger_seq > ? ORDER BY ledger_seq LIMIT ?")
                                    .params(tenant.value(), bot.value(), ledger, after, limit)
                                    .query(RecordRows::fill)
                                    .list());
                    records.sort(Comparator.comparingLong(Booked::ledgerSeq));
                    return List.copyOf(records.subList(0, Math.min(limit, records.size())));
                });
    }
}
