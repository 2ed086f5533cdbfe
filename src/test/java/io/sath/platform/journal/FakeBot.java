package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Effect;
import io.sath.platform.orchestration.output.BotRecord.Entry;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Head;
import io.sath.platform.orchestration.output.BotRecord.Order;
import io.sath.platform.orchestration.output.BotRecord.OrderStatus;
import io.sath.platform.orchestration.output.BotRecord.Side;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Uuids;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as a bot's books make them: one every second from a fixed time. */
final class FakeBot {
    static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");

    final BotId id = BotId.random(new SecureRandom());
    final TenantId tenant;
    final Source source;
    final UUID ledger;
    final long epoch;
    final List<Booked> records = new ArrayList<>();
    UUID run = Uuids.timeOrdered(BEGIN);
    long seq;
    Instant now = BEGIN;

    private FakeBot(TenantId tenant, Source source, UUID ledger, long epoch) {
        this.tenant = tenant;
        this.source = source;
        this.ledger = ledger;
        this.epoch = epoch;
    }

    static FakeBot on(TenantId tenant, String venue) {
        BotId id = BotId.random(new SecureRandom());
        return new FakeBot(
                tenant, new Source(tenant, id, venue, "paper", "USD"), UUID.randomUUID(), 1);
    }

    /** The same bot with a new store, one epoch later. */
    FakeBot anew() {
        FakeBot next = new FakeBot(tenant, source, UUID.randomUUID(), epoch + 1);
        next.now = now;
        return next;
    }

    Head head() {
        now = now.plusSeconds(1);
        return new Head(run, ++seq, now);
    }

    private Entry entry() {
        return new Entry(ledger, records.size() + 1, now.minusMillis(3));
    }

    String nextOrder() {
        return "s" + source.botId() + "-" + epoch + "-" + (records.size() + 1);
    }

    String nextTrade() {
        return "t" + epoch + "-" + (records.size() + 1);
    }

    Order order(
            String id,
            String trade,
            String symbol,
            Side side,
            Effect effect,
            BigDecimal quantity,
            OrderStatus status,
            BigDecimal filled,
            @Nullable String reason) {
        Order order =
                new Order(
                        head(),
                        entry(),
                        id,
                        trade,
                        symbol,
                        side,
                        effect,
                        "market",
                        quantity,
                        null,
                        null,
                        null,
                        status,
                        filled,
                        "ema-cross",
                        reason);
        records.add(order);
        return order;
    }

    Fill fill(Order order, int number, BigDecimal quantity, BigDecimal price, BigDecimal fee) {
        Fill fill =
                new Fill(
                        head(),
                        entry(),
                        order.id() + "." + number,
                        order.id(),
                        order.trade(),
                        order.symbol(),
                        order.side(),
                        order.effect(),
                        quantity,
                        price,
                        fee,
                        "USD",
                        false,
                        null);
        records.add(fill);
        return fill;
    }

    /** An order at market that is filled at once, in one piece. */
    Order executed(
            String trade,
            String symbol,
            Side side,
            Effect effect,
            String quantity,
            String price,
            String fee,
            @Nullable String reason) {
        BigDecimal amount = new BigDecimal(quantity);
        String id = nextOrder();
        Order order =
                order(
                        id,
                        trade,
                        symbol,
                        side,
                        effect,
                        amount,
                        OrderStatus.INTENDED,
                        BigDecimal.ZERO,
                        reason);
        fill(order, 1, amount, new BigDecimal(price), new BigDecimal(fee));
        order(id, trade, symbol, side, effect, amount, OrderStatus.FILLED, amount, reason);
        return order;
    }

    /** Bought, and sold for {@code reason}. */
    String roundTrip(String symbol, String quantity, String bought, String sold, String reason) {
        String trade = nextTrade();
        executed(trade, symbol, Side.BUY, Effect.ENTRY, quantity, bought, "0.1", "crossed-above");
        executed(trade, symbol, Side.SELL, Effect.EXIT, quantity, sold, "0.1", reason);
        return trade;
    }

    BotRecord.Metric metric(String equity, String cash) {
        return new BotRecord.Metric(
                head(),
                now,
                new BigDecimal(equity),
                new BigDecimal(cash),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                seq);
    }

    BotRecord.Hello hello(String store) {
        return new BotRecord.Hello(
                head(),
                1,
                "1.0",
                "trade",
                source.venue(),
                source.mode(),
                source.quote(),
                1,
                store,
                ledger,
                records.size(),
                epoch);
    }

    /**
     * The same records as a later run sends them again: the run, its numbers and its time differ.
     */
    List<BotRecord> resent(long from) {
        List<BotRecord> again = new ArrayList<>();
        for (Booked record : records) {
            if (record.ledgerSeq() >= from) {
                again.add(
                        switch (record) {
                            case Order o ->
                                    new Order(
                                            head(),
                                            o.entry(),
                                            o.id(),
                                            o.trade(),
                                            o.symbol(),
                                            o.side(),
                                            o.effect(),
                                            o.kind(),
                                            o.quantity(),
                                            o.price(),
                                            o.stop(),
                                            o.trailing(),
                                            o.status(),
                                            o.filled(),
                                            o.strategy(),
                                            o.reason());
                            case Fill f ->
                                    new Fill(
                                            head(),
                                            f.entry(),
                                            f.id(),
                                            f.order(),
                                            f.trade(),
                                            f.symbol(),
                                            f.side(),
                                            f.effect(),
                                            f.quantity(),
                                            f.price(),
                                            f.fee(),
                                            f.feeAsset(),
                                            f.maker(),
                                            f.pnl());
                        });
            }
        }
        return again;
    }
}
