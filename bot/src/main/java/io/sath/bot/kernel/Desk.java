package io.sath.bot.kernel;

import io.sath.bot.books.Holding;
import io.sath.bot.risk.Protection;
import io.sath.bot.venue.Venue;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.Level;
import io.sath.bot.wire.OrderKind;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends orders and books what becomes of them. Every order is on disk as intended before the venue
 * hears of it, and every position that is not being closed is guarded by a resting order as soon as
 * no other order of its symbol is open.
 */
final class Desk {

    /**
     * Deeper than any venue's prices and quantities; keeps what is booked within the wire's 18
     * places.
     */
    private static final int PLACES = 12;

    private final String bot;
    private final TradingState state;
    private final Venue venue;
    private final Journal journal;

    /** Symbols whose position is being closed, with the reason. */
    private final Map<String, String> closing = new HashMap<>();

    private boolean guarding = true;
    private boolean ready;

    Desk(String bot, TradingState state, Venue venue, Journal journal) {
        this.bot = bot;
        this.state = state;
        this.venue = venue;
        this.journal = journal;
    }

    /** What happened before the run is told: positions without a guard get one. */
    void ready() {
        ready = true;
        state.books().holdings().stream().map(Holding::symbol).toList().forEach(this::settle);
    }

    /** Ends orders of which a crash kept the last fill and lost the end. */
    void finishFilled() {
        for (Out.Order order : List.copyOf(state.books().orders())) {
            if (order.remaining().signum() <= 0) {
                book(order.with(order.at(), OrderStatus.FILLED, order.filled(), order.reason()));
            }
        }
    }

    void enter(
            String symbol,
            BigDecimal quantity,
            String strategy,
            @Nullable BigDecimal stop,
            String reason) {
        long seq = journal.nextSeq();
        send(
                new Out.Order(
                        venue.now(),
                        orderId(seq),
                        "t" + journal.epoch() + "-" + seq,
                        symbol,
                        Side.BUY,
                        Effect.ENTRY,
                        OrderKind.MARKET,
                        quantity,
                        null,
                        stop == null
                                ? null
                                : venue.instrument(symbol).price(stop, RoundingMode.CEILING),
                        null,
                        OrderStatus.INTENDED,
                        BigDecimal.ZERO,
                        strategy,
                        reason));
    }

    /** Closes the position at market, after taking the symbol's open orders away. */
    void close(String symbol, String reason) {
        closing.putIfAbsent(symbol, reason);
        cancelAll(symbol);
        settle(symbol);
    }

    boolean isClosing(String symbol) {
        return closing.containsKey(symbol);
    }

    void cancelAll(String symbol) {
        ordersOf(symbol).forEach(order -> venue.cancel(order.id()));
    }

    /** From now on positions are left without a guard: their owner ordered all orders away. */
    void stopGuarding() {
        guarding = false;
    }

    boolean isOrdered(String symbol) {
        return !ordersOf(symbol).isEmpty();
    }

    /** Brings the symbol's orders in line with its position, where nothing is under way. */
    void settle(String symbol) {
        Holding held = state.books().holding(symbol);
        List<Out.Order> orders = ordersOf(symbol);
        if (held == null) {
            orders.stream()
                    .filter(order -> order.effect() == Effect.EXIT)
                    .forEach(order -> venue.cancel(order.id()));
            closing.remove(symbol);
        } else if (orders.isEmpty()) {
            String reason = closing.get(symbol);
            if (reason != null) {
                send(exit(held, OrderKind.MARKET, Protection.NONE, reason));
            } else if (ready && guarding) {
                guard(held);
            }
        }
    }

    void on(VenueEvent.Accepted accepted) {
        Out.Order order = known(accepted.order());
        if (order != null && order.status() != OrderStatus.PARTLY) {
            book(order.with(accepted.at(), OrderStatus.OPEN, order.filled(), order.reason()));
        }
    }

    void on(VenueEvent.Rejected rejected) {
        Out.Order order = known(rejected.order());
        if (order != null) {
            book(
                    order.with(
                            rejected.at(),
                            OrderStatus.REJECTED,
                            order.filled(),
                            rejected.reason()));
            journal.say(
                    new Out.Log(
                            Level.WARN,
                            "order.rejected",
                            "The venue refused order "
                                    + order.id()
                                    + ": "
                                    + rejected.reason()
                                    + "."));
        }
    }

    void on(VenueEvent.Cancelled cancelled) {
        ended(cancelled.order(), cancelled.at(), OrderStatus.CANCELLED, cancelled.reason());
    }

    void on(VenueEvent.Expired expired) {
        ended(expired.order(), expired.at(), OrderStatus.EXPIRED, expired.reason());
    }

    private void ended(String id, Instant at, OrderStatus status, String reason) {
        Out.Order order = known(id);
        if (order != null) {
            book(order.with(at, status, order.filled(), reason));
            settle(order.symbol());
        }
    }

    /** Books the execution and what it makes of its order, at once. */
    void on(VenueEvent.Executed executed) {
        Out.Order order = known(executed.order());
        if (order == null) {
            return;
        }
        Out.Fill fill =
                new Out.Fill(
                        executed.at(),
                        executed.fill(),
                        order.id(),
                        order.trade(),
                        order.symbol(),
                        order.side(),
                        order.effect(),
                        executed.quantity(),
                        executed.price(),
                        executed.fee(),
                        executed.feeAsset(),
                        executed.maker(),
                        rounded(
                                state.books()
                                        .pnlOf(
                                                order.symbol(),
                                                order.effect(),
                                                executed.quantity(),
                                                executed.price(),
                                                executed.fee())));
        BigDecimal filled = order.filled().add(executed.quantity());
        boolean whole = filled.compareTo(order.quantity()) >= 0;
        book(
                fill,
                order.with(
                        executed.at(),
                        whole ? OrderStatus.FILLED : OrderStatus.PARTLY,
                        filled,
                        executed.reason() == null ? order.reason() : executed.reason()));
        settle(order.symbol());
    }

    private void guard(Holding held) {
        Protection protection =
                state.gate()
                        .protect(venue.instrument(held.symbol()), held.entry(), held.stopHint());
        if (protection.stop() == null && protection.target() == null) {
            return;
        }
        OrderKind kind =
                protection.stop() == null
                        ? OrderKind.TAKE_PROFIT
                        : protection.target() == null ? OrderKind.STOP : OrderKind.OCO;
        send(exit(held, kind, protection, protection.stopCode()));
    }

    private Out.Order exit(Holding held, OrderKind kind, Protection protection, String reason) {
        return new Out.Order(
                venue.now(),
                orderId(journal.nextSeq()),
                held.trade(),
                held.symbol(),
                held.quantity().signum() > 0 ? Side.SELL : Side.BUY,
                Effect.EXIT,
                kind,
                held.quantity().abs(),
                protection.target(),
                protection.stop(),
                protection.trailing(),
                OrderStatus.INTENDED,
                BigDecimal.ZERO,
                held.strategy(),
                reason);
    }

    private void send(Out.Order order) {
        book(order);
        venue.place(order);
    }

    private void book(Out.Booked... records) {
        long seq = journal.nextSeq();
        Instant ts = journal.book(List.of(records));
        for (Out.Booked record : records) {
            state.apply(seq++, ts, record, venue::price);
        }
    }

    private String orderId(long seq) {
        return "s" + bot + "-" + journal.epoch() + "-" + seq;
    }

    private List<Out.Order> ordersOf(String symbol) {
        List<Out.Order> orders = new ArrayList<>();
        for (Out.Order order : state.books().orders()) {
            if (order.symbol().equals(symbol)) {
                orders.add(order);
            }
        }
        return orders;
    }

    /** Null for an order that has ended: what the venue repeats is booked once. */
    private Out.@Nullable Order known(String id) {
        return state.books().order(id);
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
        return value == null || value.scale() <= PLACES
                ? value
                : value.setScale(PLACES, RoundingMode.HALF_EVEN);
    }
}
