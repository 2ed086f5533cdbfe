package io.sath.bot.books;

import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cash, positions, open orders and counts: a fold over the ledger's records, so that a rebuilt
 * store holds what a running one does.
 *
 * <p>Money is in the quote currency; fees are taken to be paid in it. One position a symbol. Not
 * thread-safe.
 */
public final class Books {

    private static final int PLACES = 18;

    BigDecimal cash;
    BigDecimal realized = BigDecimal.ZERO;
    BigDecimal fees = BigDecimal.ZERO;
    TradeCounts counts = new TradeCounts();
    final Map<String, Holding> holdings = new LinkedHashMap<>();
    final Map<String, Out.Order> orders = new LinkedHashMap<>();

    /** Books that begin with this cash and nothing else. */
    public Books(BigDecimal cash) {
        this.cash = cash;
    }

    /** A position that the books begin with; its price was paid before. */
    public void carry(String symbol, String trade, BigDecimal quantity, BigDecimal entry) {
        holdings.put(
                symbol,
                new Holding(
                        symbol,
                        trade,
                        quantity,
                        quantity.multiply(entry),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        null,
                        null,
                        null));
    }

    /**
     * What this execution would realise: net of its fee and of its share of the entry's fees; null
     * where it enters.
     */
    public @Nullable BigDecimal pnlOf(
            String symbol, Effect effect, BigDecimal quantity, BigDecimal price, BigDecimal fee) {
        Holding held = holdings.get(symbol);
        if (effect == Effect.ENTRY || held == null) {
            return null;
        }
        BigDecimal gross =
                quantity.multiply(price)
                        .subtract(share(held.cost().abs(), quantity, held))
                        .multiply(BigDecimal.valueOf(held.quantity().signum()));
        return gross.subtract(fee).subtract(share(held.fees(), quantity, held));
    }

    /**
     * Takes a record up.
     *
     * @param ledgerSeq its place in the ledger
     * @param ts when it was booked, by the wall clock
     */
    public TradeChange apply(long ledgerSeq, Instant ts, Out.Booked record) {
        return switch (record) {
            case Out.Order order -> {
                if (order.status().isFinal()) {
                    orders.remove(order.id());
                } else {
                    orders.put(order.id(), order);
                }
                yield new TradeChange.None();
            }
            case Out.Fill fill -> apply(ledgerSeq, ts, fill);
        };
    }

    private TradeChange apply(long ledgerSeq, Instant ts, Out.Fill fill) {
        Out.Order order = orders.get(fill.order());
        if (order != null) {
            orders.put(
                    order.id(),
                    order.with(
                            order.at(),
                            order.status() == OrderStatus.INTENDED
                                    ? OrderStatus.PARTLY
                                    : order.status(),
                            order.filled().add(fill.quantity()),
                            order.reason()));
        }
        BigDecimal sign = fill.side() == Side.BUY ? BigDecimal.ONE : BigDecimal.ONE.negate();
        BigDecimal worth = fill.quantity().multiply(fill.price());
        cash = cash.subtract(worth.multiply(sign)).subtract(fill.fee());
        fees = fees.add(fill.fee());
        if (fill.pnl() != null) {
            realized = realized.add(fill.pnl());
        }
        return fill.effect() == Effect.ENTRY
                ? entered(ledgerSeq, ts, fill, sign, worth, order)
                : left(fill);
    }

    private TradeChange entered(
            long ledgerSeq,
            Instant ts,
            Out.Fill fill,
            BigDecimal sign,
            BigDecimal worth,
            Out.@Nullable Order order) {
        Holding held = holdings.get(fill.symbol());
        BigDecimal quantity = fill.quantity().multiply(sign);
        BigDecimal cost = worth.multiply(sign);
        if (held != null) {
            holdings.put(
                    fill.symbol(),
                    new Holding(
                            held.symbol(),
                            held.trade(),
                            held.quantity().add(quantity),
                            held.cost().add(cost),
                            held.fees().add(fill.fee()),
                            held.realized(),
                            held.since(),
                            held.strategy(),
                            held.stopHint()));
            return new TradeChange.None();
        }
        holdings.put(
                fill.symbol(),
                new Holding(
                        fill.symbol(),
                        fill.trade(),
                        quantity,
                        cost,
                        fill.fee(),
                        BigDecimal.ZERO,
                        fill.at(),
                        order == null ? null : order.strategy(),
                        order == null ? null : order.stop()));
        counts.count(ledgerSeq, ts);
        return new TradeChange.Opened(fill.trade());
    }

    private TradeChange left(Out.Fill fill) {
        Holding held = holdings.get(fill.symbol());
        if (held == null) {
            return new TradeChange.None();
        }
        BigDecimal pnl = held.realized().add(fill.pnl() == null ? BigDecimal.ZERO : fill.pnl());
        BigDecimal rest = held.quantity().abs().subtract(fill.quantity());
        if (rest.signum() <= 0) {
            holdings.remove(fill.symbol());
            return new TradeChange.Closed(held.trade(), held.symbol(), pnl);
        }
        BigDecimal sign = BigDecimal.valueOf(held.quantity().signum());
        BigDecimal cost = held.cost().abs();
        holdings.put(
                fill.symbol(),
                new Holding(
                        held.symbol(),
                        held.trade(),
                        rest.multiply(sign),
                        cost.subtract(share(cost, fill.quantity(), held)).multiply(sign),
                        held.fees().subtract(share(held.fees(), fill.quantity(), held)),
                        pnl,
                        held.since(),
                        held.strategy(),
                        held.stopHint()));
        return new TradeChange.None();
    }

    /**
     * The part of an amount that belongs to this much of the position; all of it where it closes.
     */
    private static BigDecimal share(BigDecimal amount, BigDecimal quantity, Holding held) {
        BigDecimal whole = held.quantity().abs();
        return quantity.compareTo(whole) >= 0
                ? amount
                : amount.multiply(quantity).divide(whole, PLACES, RoundingMode.HALF_EVEN);
    }

    public BigDecimal cash() {
        return cash;
    }

    /** What all exits have realised, net of fees. */
    public BigDecimal realized() {
        return realized;
    }

    public BigDecimal fees() {
        return fees;
    }

    public Collection<Holding> holdings() {
        return Collections.unmodifiableCollection(holdings.values());
    }

    public @Nullable Holding holding(String symbol) {
        return holdings.get(symbol);
    }

    /** Orders without an end, oldest first. */
    public Collection<Out.Order> orders() {
        return Collections.unmodifiableCollection(orders.values());
    }

    public Out.@Nullable Order order(String id) {
        return orders.get(id);
    }

    public boolean isFlat() {
        return holdings.isEmpty() && orders.isEmpty();
    }

    /** Cash and positions at these prices; a position without a price counts at its entry. */
    public BigDecimal equity(Function<String, @Nullable BigDecimal> price) {
        BigDecimal equity = cash;
        for (Holding held : holdings.values()) {
            BigDecimal mark = price.apply(held.symbol());
            equity = equity.add(mark == null ? held.cost() : held.quantity().multiply(mark));
        }
        return equity;
    }

    /** What the positions would gain at these prices, before fees. */
    public BigDecimal unrealized(Function<String, @Nullable BigDecimal> price) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Holding held : holdings.values()) {
            BigDecimal mark = price.apply(held.symbol());
            if (mark != null) {
                sum = sum.add(held.unrealized(mark));
            }
        }
        return sum;
    }

    /** Trades whose first fill came after this record. */
    public int tradesAfter(long ledgerSeq) {
        return counts.after(ledgerSeq);
    }

    /** Trades whose first fill was booked in this month of the wall clock. */
    public int tradesIn(YearMonth month) {
        return counts.in(month);
    }
}
