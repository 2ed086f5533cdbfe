package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Order;
import io.sath.platform.orchestration.output.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Books what bots record, exactly once, in whatever order and however often it comes.
 *
 * <pre>
 *   record ── its ledger is stale ────────────────── refused, alarm
 *      │
 *      ├── its place is taken ── by the same ─────── nothing to do
 *      │                     └── by another ──────── refused, alarm
 *      ├── a fill that an earlier ledger booked ──── kept, not counted (alarm if it differs)
 *      └── new ───────────────────────────────────── booked; its trade is worked out anew
 * </pre>
 *
 * Everything happens in the caller's transaction, together with the ledger's gapless place.
 */
@Component
class Bookkeeper {
    private static final Logger ALARM = LoggerFactory.getLogger("sath.alarm.ledger");

    private final LedgerStore ledgers;
    private final BookStore books;
    private final TradeBuilder trades;

    Bookkeeper(LedgerStore ledgers, BookStore books, TradeBuilder trades) {
        this.ledgers = ledgers;
        this.books = books;
        this.trades = trades;
    }

    /** Books the records of one bot; the transaction is its tenant's scope. */
    void book(Source source, List<Booked> records) {
        if (records.isEmpty()) {
            return;
        }
        ledgers.lock(source);
        Map<UUID, List<Booked>> byLedger =
                records.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Booked::ledger, LinkedHashMap::new, Collectors.toList()));
        byLedger.forEach((ledger, own) -> book(source, ledger, own));
    }

    private void book(Source source, UUID ledger, List<Booked> records) {
        LedgerStore.State state = ledgers.open(source, ledger, OrderIds.epoch(records), records);
        if (state.stale()) {
            refuse(source, ledger, records.size(), "a newer ledger has taken over");
            return;
        }
        TreeMap<Long, Booked> batch = new TreeMap<>();
        int differing = 0;
        for (Booked record : records) {
            Booked former = batch.putIfAbsent(record.ledgerSeq(), record);
            if (former != null && !RecordRows.same(former, record)) {
                differing++;
            }
        }
        for (Booked stored : books.present(source, ledger, batch.keySet(), state.top())) {
            Booked repeat = batch.remove(stored.ledgerSeq());
            if (repeat != null && !RecordRows.same(stored, repeat)) {
                differing++;
            }
        }
        if (differing > 0) {
            refuse(source, ledger, differing, "it differs from the record stored before");
        }
        if (!batch.isEmpty()) {
            add(source, state, List.copyOf(batch.values()));
        }
    }

    private void add(Source source, LedgerStore.State state, List<Booked> records) {
        Map<String, UUID> tradeIds = trades.ids(source, state, records);
        List<Order> orders = new ArrayList<>();
        List<Fill> fills = new ArrayList<>();
        for (Booked record : records) {
            switch (record) {
                case Order order -> orders.add(order);
                case Fill fill -> fills.add(fill);
            }
        }
        books.addOrders(source, orders, tradeIds);
        books.addFills(source, state, fills, tradeIds, repeated(source, state, fills));
        long gapless = ledgers.advance(source, state, records);
        trades.workOut(source, Set.copyOf(tradeIds.values()));
        trades.count(source, state.ledger(), gapless);
    }

    /**
     * The places of fills that were booked before: in an earlier ledger, or earlier in this one.
     */
    private Set<Long> repeated(Source source, LedgerStore.State state, List<Fill> fills) {
        Map<String, Fill> booked = new HashMap<>();
        for (Fill fill : books.booked(source, state.venue(), fills)) {
            booked.put(fill.symbol() + " " + fill.id(), fill);
        }
        List<Long> repeated = new ArrayList<>();
        int differing = 0;
        for (Fill fill : fills) {
            Fill former = booked.putIfAbsent(fill.symbol() + " " + fill.id(), fill);
            if (former != null) {
                repeated.add(fill.ledgerSeq());
                if (!RecordRows.sameExecution(former, fill)) {
                    differing++;
                }
            }
        }
        if (differing > 0) {
            refuse(
                    source,
                    state.ledger(),
                    differing,
                    "its fill id was booked before, with another execution");
        }
        return Set.copyOf(repeated);
    }

    private void refuse(Source source, UUID ledger, int count, String why) {
        ledgers.refused(source, ledger, count);
        ALARM.error(
                "Refused {} record(s) of bot {} in ledger {}: {}",
                count,
                source.botId(),
                ledger,
                why);
    }
}
