package io.sath.bot.venue.paper;

import io.sath.bot.market.Instrument;
import io.sath.bot.risk.Protection;
import io.sath.bot.strategy.Reason;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderKind;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills orders against prints. It remembers nothing that its orders do not say, so it can be made
 * again from them: the same order and the same prints give the same fill, with the same id.
 *
 * <ul>
 *   <li>At market: at once, at the last price moved against the order by half the spread and
 *       rounded against it onto the tick grid.
 *   <li>A limit or target: when a print reaches it, at its own price, as maker; at once and at
 *       market where it could be dealt at once.
 *   <li>A stop: when a print reaches it, at market at that print, so a gap costs what it costs. A
 *       trailing stop rises with each print.
 * </ul>
 *
 * A print never fills an order that was placed at the same instant or later. Orders off the step
 * grid, or entries worth less than the minimum, are rejected. The fee is a fraction of the worth,
 * rounded up to 8 places, in quote currency.
 */
public final class PaperExchange {

    private static final int FEE_PLACES = 8;
    private static final Set<OrderKind> KINDS = EnumSet.allOf(OrderKind.class);

    private final Map<String, Instrument> instruments = new HashMap<>();
    private final Map<String, BigDecimal> prices = new HashMap<>();
    private final Map<String, Resting> resting = new LinkedHashMap<>();
    private final Deque<VenueEvent> events = new ArrayDeque<>();
    private final BigDecimal commission;
    private final BigDecimal halfSpread;

    /** An order that waits, and the protection that its exits make up. */
    private static final class Resting {
        private final Out.Order order;
        private Protection protection;

        Resting(Out.Order order) {
            this.order = order;
            this.protection =
                    new Protection(
                            order.stop(),
                            order.reason() == null ? "stop-loss" : order.reason(),
                            order.price(),
                            order.trailing());
        }
    }

    /**
     * @param commission a side, as a fraction of the worth
     * @param halfSpread as a fraction of the price
     */
    public PaperExchange(BigDecimal commission, BigDecimal halfSpread) {
        this.commission = commission;
        this.halfSpread = halfSpread;
    }

    /** Every kind of order is taken. */
    public static Set<OrderKind> kinds() {
        return Set.copyOf(KINDS);
    }

    public void list(Instrument instrument) {
        instruments.put(instrument.symbol(), instrument);
    }

    public Instrument instrument(String symbol) {
        Instrument instrument = instruments.get(symbol);
        if (instrument == null) {
            throw new IllegalArgumentException("not listed: " + symbol);
        }
        return instrument;
    }

    public BigDecimal commission() {
        return commission;
    }

    public @Nullable BigDecimal price(String symbol) {
        return prices.get(symbol);
    }

    /** What buying at once would cost a unit. */
    public @Nullable BigDecimal ask(String symbol) {
        BigDecimal price = prices.get(symbol);
        return price == null ? null : market(instrument(symbol), Side.BUY, price);
    }

    /** The next event, or null. */
    public @Nullable VenueEvent poll() {
        return events.poll();
    }

    public boolean hasEvents() {
        return !events.isEmpty();
    }

    /**
     * Sets the price without dealing at it: where a recording begins, or a position comes from
     * elsewhere.
     */
    public void quote(String symbol, BigDecimal price) {
        prices.put(symbol, price);
    }

    /** A deal in the market. */
    public void print(String symbol, Instant at, BigDecimal price) {
        prices.put(symbol, price);
        if (resting.isEmpty()) {
            return;
        }
        for (Resting each : new ArrayList<>(resting.values())) {
            if (each.order.symbol().equals(symbol) && at.isAfter(each.order.at())) {
                match(each, at, price);
            }
        }
    }

    /**
     * Takes up orders of a former run: those that rested rest, those that never arrived are told as
     * expired.
     */
    public void restore(List<Out.Order> orders, Instant at) {
        for (Out.Order order : orders) {
            if (order.status() == OrderStatus.OPEN || order.status() == OrderStatus.PARTLY) {
                resting.put(order.id(), new Resting(order));
            } else {
                events.add(new VenueEvent.Expired(at, order.id(), "never-reached"));
            }
        }
    }

    /** Takes an order, or rejects it. */
    public void place(Out.Order order, Instant at) {
        Instrument instrument = instrument(order.symbol());
        BigDecimal price = prices.get(order.symbol());
        String against = against(order, instrument, price);
        if (against != null || price == null) {
            events.add(
                    new VenueEvent.Rejected(
                            at, order.id(), against == null ? "no-price" : against));
            return;
        }
        switch (order.kind()) {
            case MARKET -> fillAtMarket(order, at, price, null);
            case LIMIT -> {
                if (reaches(order.side(), order.price(), price)) {
                    fillAtMarket(order, at, price, null);
                } else {
                    rest(order, at);
                }
            }
            case STOP, TAKE_PROFIT, OCO -> rest(order, at);
        }
    }

    /** Takes an order away; one that is no longer there was told before. */
    public void cancel(String id, Instant at) {
        if (resting.remove(id) != null) {
            events.add(new VenueEvent.Cancelled(at, id, "ordered"));
        }
    }

    private void rest(Out.Order order, Instant at) {
        resting.put(order.id(), new Resting(order));
        events.add(new VenueEvent.Accepted(at, order.id()));
    }

    private static @Nullable String against(
            Out.Order order, Instrument instrument, @Nullable BigDecimal price) {
        if (order.quantity().signum() <= 0
                || order.quantity().remainder(instrument.step()).signum() != 0) {
            return "off-step";
        }
        if (offTick(order.price(), instrument) || offTick(order.stop(), instrument)) {
            return "off-tick";
        }
        if (order.kind() == OrderKind.LIMIT && order.price() == null) {
            return "no-limit-price";
        }
        BigDecimal at = order.price() == null ? price : order.price();
        if (order.effect() == Effect.ENTRY
                && at != null
                && order.quantity().multiply(at).compareTo(instrument.minNotional()) < 0) {
            return "below-min-notional";
        }
        return null;
    }

    private static boolean offTick(@Nullable BigDecimal price, Instrument instrument) {
        return price != null && price.remainder(instrument.tick()).signum() != 0;
    }

    private void match(Resting each, Instant at, BigDecimal price) {
        Out.Order order = each.order;
        if (order.kind() == OrderKind.LIMIT) {
            if (reaches(order.side(), order.price(), price) && order.price() != null) {
                fill(order, at, order.price(), true, null);
            }
            return;
        }
        Reason exit = each.protection.exitAt(price);
        if (exit == null) {
            each.protection = each.protection.seen(price, instrument(order.symbol()));
        } else if (order.price() != null && price.compareTo(order.price()) >= 0) {
            fill(order, at, order.price(), true, exit.code());
        } else {
            fillAtMarket(order, at, price, exit.code());
        }
    }

    /**
     * The stop of a resting order as it stands now, which trails behind what the order itself says.
     */
    public @Nullable BigDecimal stopOf(String id) {
        Resting each = resting.get(id);
        return each == null ? null : each.protection.stop();
    }

    private static boolean reaches(Side side, @Nullable BigDecimal limit, BigDecimal price) {
        return limit != null
                && (side == Side.BUY ? price.compareTo(limit) <= 0 : price.compareTo(limit) >= 0);
    }

    private void fillAtMarket(
            Out.Order order, Instant at, BigDecimal price, @Nullable String reason) {
        fill(order, at, market(instrument(order.symbol()), order.side(), price), false, reason);
    }

    private BigDecimal market(Instrument instrument, Side side, BigDecimal price) {
        return side == Side.BUY
                ? instrument.price(
                        price.multiply(BigDecimal.ONE.add(halfSpread)), RoundingMode.CEILING)
                : instrument.price(
                        price.multiply(BigDecimal.ONE.subtract(halfSpread)), RoundingMode.FLOOR);
    }

    private void fill(
            Out.Order order, Instant at, BigDecimal price, boolean maker, @Nullable String reason) {
        resting.remove(order.id());
        BigDecimal quantity = order.remaining();
        BigDecimal fee =
                quantity.multiply(price).multiply(commission).setScale(FEE_PLACES, RoundingMode.UP);
        events.add(
                new VenueEvent.Executed(
                        at,
                        order.id() + ".1",
                        order.id(),
                        quantity,
                        price,
                        fee,
                        instrument(order.symbol()).quote(),
                        maker,
                        reason));
    }
}
