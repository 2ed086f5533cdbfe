package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Hello;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code bot_ledgers}; every call is inside the tenant's scope. */
@Repository
class LedgerStore {
    private final JdbcClient jdbc;

    LedgerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A ledger as it stands before a batch.
     *
     * @param gapless every record up to here is stored
     * @param top the highest that is stored
     * @param stale whether another ledger of the bot has a higher epoch
     */
    record State(
            UUID ledger,
            String venue,
            String mode,
            String quote,
            long gapless,
            long top,
            boolean stale) {
        boolean countsToQuota() {
            return !venue.isEmpty() && !venue.equals("replay");
        }
    }

    /** The market that a tenant's newest books are about. */
    record Market(String venue, String mode, String quote) {}

    /** One transaction at a time books for a bot, whichever replica it runs on. */
    void lock(Source source) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('journal ' || ?, 0))")
                .param(source.botId().value())
                .query()
                .listOfRows();
    }

    /** A run says which market its ledger is about from now on. */
    void introduce(Source source, Hello hello) {
        UUID ledger = hello.ledger();
        if (ledger != null && !source.venue().isEmpty()) {
            keep(source, ledger, hello.epoch(), hello.ts());
            jdbc.sql(
                            """
                            UPDATE bot_ledgers SET venue = ?, mode = ?, quote = ?
                            WHERE tenant_id = ? AND bot_id = ? AND ledger = ?\
                            """)
                    .params(
                            source.venue(),
                            source.mode(),
                            source.quote(),
                            source.tenantId().value(),
                            source.botId().value(),
                            ledger)
                    .update();
        }
    }

    /** The ledger's state; one never seen begins here. */
    State open(Source source, UUID ledger, long epoch, List<Booked> records) {
        Instant last = records.stream().map(Booked::ts).max(Instant::compareTo).orElseThrow();
        keep(source, ledger, epoch, last);
        return jdbc.sql(
                        """
                        SELECT venue, mode, quote, gapless, top, EXISTS (
                            SELECT FROM bot_ledgers o
                            WHERE o.tenant_id = l.tenant_id AND o.bot_id = l.bot_id
                                AND o.epoch > l.epoch) AS stale
                        FROM bot_ledgers l WHERE tenant_id = ? AND bot_id = ? AND ledger = ?\
                        """)
                .params(source.tenantId().value(), source.botId().value(), ledger)
                .query((row, n) ->
                        new State(
                                ledger,
                                row.getString("venue"),
                                row.getString("mode"),
                                row.getString("quote"),
                                row.getLong("gapless"),
                                row.getLong("top"),
                                row.getBoolean("stale")))
                .single();
    }

    private void keep(Source source, UUID ledger, long epoch, Instant last) {
        jdbc.sql(
                        """
                        INSERT INTO bot_ledgers AS l
                            (tenant_id, bot_id, ledger, venue, mode, quote, epoch, last_ts)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (tenant_id, bot_id, ledger) DO UPDATE
                        SET epoch = greatest(l.epoch, excluded.epoch),
                            last_ts = greatest(l.last_ts, excluded.last_ts)\
                        """)
                .params(
                        source.tenantId().value(),
                        source.botId().value(),
                        ledger,
                        source.venue(),
                        source.mode(),
                        source.quote(),
                        epoch,
                        last.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Moves the gapless place over the records just stored; answers where it is now. */
    long advance(Source source, State state, List<Booked> added) {
        TreeSet<Long> places = new TreeSet<>();
        added.forEach(record -> places.add(record.ledgerSeq()));
        long top = Math.max(state.top(), places.last());
        long gapless = state.gapless();
        while (places.contains(gapless + 1)) {
            gapless++;
        }
        if (gapless > state.gapless() && gapless < state.top()) {
            gapless = endOfRun(source, state.ledger(), gapless);
        }
        jdbc.sql(
                        """
                        UPDATE bot_ledgers SET gapless = ?, top = ?
                        WHERE tenant_id = ? AND bot_id = ? AND ledger = ?\
                        """)
                .params(
                        gapless,
                        top,
                        source.tenantId().value(),
                        source.botId().value(),
                        state.ledger())
                .update();
        return gapless;
    }

    /** Up to where the stored records follow each other without a gap after {@code from}. */
    private long endOfRun(Source source, UUID ledger, long from) {
        return jdbc.sql(
                        """
                        SELECT coalesce(max(ledger_seq), :from) FROM (
                            SELECT ledger_seq, ledger_seq - row_number() OVER (ORDER BY ledger_seq) AS shift
                            FROM (SELECT ledger_seq FROM orders
                                    WHERE tenant_id = :tenant AND bot_id = :bot AND ledger = :ledger
                                        AND ledger_seq > :from
                                UNION ALL SELECT ledger_seq FROM fills
                                    WHERE tenant_id = :tenant AND bot_id = :bot AND ledger = :ledger
                                        AND ledger_seq > :from) later) numbered
                        WHERE shift = :from\
                        """)
                .param("tenant", source.tenantId().value())
                .param("bot", source.botId().value())
                .param("ledger", ledger)
                .param("from", from)
                .query(Long.class)
                .single();
    }

    void refused(Source source, UUID ledger, int count) {
        jdbc.sql(
                        """
                        UPDATE bot_ledgers SET refused = refused + ?
                        WHERE tenant_id = ? AND bot_id = ? AND ledger = ?\
                        """)
                .params(count, source.tenantId().value(), source.botId().value(), ledger)
                .update();
    }

    /** The market of the books that spoke last; a stale ledger's word does not count. */
    Optional<Market> market(TenantId tenant) {
        return jdbc.sql(
                        """
                        SELECT venue, mode, quote FROM bot_ledgers
                        WHERE tenant_id = ? AND venue <> ''
                        ORDER BY epoch DESC, last_ts DESC LIMIT 1\
                        """)
                .param(tenant.value())
                .query((row, n) ->
                        new Market(
                                row.getString("venue"),
                                row.getString("mode"),
                                row.getString("quote")))
                .optional();
    }
}
