package io.sath.bot.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.json.Json;
import io.sath.bot.ledger.Entry;
import io.sath.bot.ledger.LedgerReader;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds a ledger up without the program's own books: numbered without gaps, no fill twice, no order
 * filled beyond its quantity or changed after its end, nothing sold that was not held.
 */
final class LedgerAudit {

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Out.Order> orders = new HashMap<>();
    private final Map<String, BigDecimal> filled = new HashMap<>();
    private final Map<String, BigDecimal> held = new HashMap<>();
    private final Set<String> fills = new HashSet<>();
    private final String ledger;
    private BigDecimal cash;
    private BigDecimal pnl = BigDecimal.ZERO;

    private LedgerAudit(String ledger, BigDecimal cash) {
        this.ledger = ledger;
        this.cash = cash;
    }

    static LedgerAudit of(Path data) throws Exception {
        try (LedgerReader reader = new LedgerReader(data)) {
            LedgerAudit audit = new LedgerAudit(reader.header().ledger(), reader.header().cash());
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                assertThat(entry.ledgerSeq()).isEqualTo(audit.entries.size() + 1L);
                audit.entries.put(entry.ledgerSeq(), entry);
                switch (entry.booked()) {
                    case Out.Order order -> audit.take(order);
                    case Out.Fill fill -> audit.take(fill);
                }
            }
            return audit;
        }
    }

    private void take(Out.Order order) {
        Out.Order former = orders.put(order.id(), order);
        if (former == null) {
            assertThat(order.status())
                    .as("first record of %s", order.id())
                    .isEqualTo(OrderStatus.INTENDED);
        } else {
            assertThat(former.status().isFinal())
                    .as("record after the end of %s", order.id())
                    .isFalse();
            assertThat(order.filled())
                    .isEqualByComparingTo(filled.getOrDefault(order.id(), BigDecimal.ZERO));
        }
    }

    private void take(Out.Fill fill) {
        Out.Order order = orders.get(fill.order());
        assertThat(order).as("order of fill %s", fill.id()).isNotNull();
        assertThat(fills.add(fill.symbol() + fill.id())).as("fill %s is new", fill.id()).isTrue();
        BigDecimal sum = filled.merge(fill.order(), fill.quantity(), BigDecimal::add);
        assertThat(sum).isLessThanOrEqualTo(requireNonNull(order).quantity());
        boolean buys = fill.side() == Side.BUY;
        BigDecimal worth = fill.quantity().multiply(fill.price());
        cash = (buys ? cash.subtract(worth) : cash.add(worth)).subtract(fill.fee());
        BigDecimal now =
                held.merge(
                        fill.symbol(),
                        buys ? fill.quantity() : fill.quantity().negate(),
                        BigDecimal::add);
        assertThat(now).as("held of %s", fill.symbol()).isNotNegative();
        if (fill.effect() == Effect.EXIT) {
            pnl = pnl.add(requireNonNull(fill.pnl()));
        }
    }

    long size() {
        return entries.size();
    }

    int fills() {
        return fills.size();
    }

    BigDecimal cash() {
        return cash;
    }

    BigDecimal pnl() {
        return pnl;
    }

    boolean isFlat() {
        return held.values().stream().allMatch(quantity -> quantity.signum() == 0);
    }

    BigDecimal held(String symbol) {
        return held.getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** What was said is on disk, and says the same. */
    void covers(List<Json.Obj> lines) {
        for (Json.Obj line : lines) {
            if (line.get("ledgerSeq") instanceof Json.Num(BigDecimal seq)
                    && Set.of("order", "fill").contains(BotProcess.text(line, "type"))) {
                Entry entry = entries.get(seq.longValueExact());
                assertThat(entry).as("record %s was said and is on disk", seq).isNotNull();
                Map<String, Json> said = new LinkedHashMap<>(line.fields());
                said.keySet().removeAll(Set.of("type", "run", "seq", "ts"));
                assertThat(said).isEqualTo(requireNonNull(entry).wireFields(ledger).fields());
            }
        }
    }
}
