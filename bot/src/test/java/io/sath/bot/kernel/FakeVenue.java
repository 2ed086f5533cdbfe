package io.sath.bot.kernel;

import io.sath.bot.market.Candle;
import io.sath.bot.market.Instrument;
import io.sath.bot.market.Timeframe;
import io.sath.bot.venue.Capabilities;
import io.sath.bot.venue.Standing;
import io.sath.bot.venue.Venue;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.venue.paper.PaperExchange;
import io.sath.bot.wire.Out;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A venue that answers nothing by itself: the test says what happens, as slowly as a real one
 * might.
 */
final class FakeVenue implements Venue {

    static final String SYMBOL = "BTCUSD";
    static final BigDecimal COMMISSION = new BigDecimal("0.001");

    final List<Out.Order> placed = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    private final Deque<VenueEvent> events = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private BigDecimal price = new BigDecimal("100");

    void tell(VenueEvent event) {
        events.add(event);
    }

    void ready() {
        tell(new VenueEvent.Ready(now));
    }

    /** A closed candle of five minutes; the price stands at its close. */
    void close(String close) {
        price = new BigDecimal(close);
        Candle candle = new Candle(now, Timeframe.M5, price, price, price, price, BigDecimal.ONE);
        now = now.plus(Timeframe.M5.duration());
        tell(new VenueEvent.Closed(now, SYMBOL, candle, true));
    }

    void accept(Out.Order order) {
        tell(new VenueEvent.Accepted(now, order.id()));
    }

    void reject(Out.Order order, String reason) {
        tell(new VenueEvent.Rejected(now, order.id(), reason));
    }

    void cancelDone(Out.Order order) {
        tell(new VenueEvent.Cancelled(now, order.id(), "ordered"));
    }

    void fill(Out.Order order, String id, String quantity) {
        BigDecimal amount = new BigDecimal(quantity);
        tell(
                new VenueEvent.Executed(
                        now,
                        id,
                        order.id(),
                        amount,
                        price,
                        amount.multiply(price).multiply(COMMISSION),
                        "USD",
                        false,
                        null));
    }

    void fillWhole(Out.Order order, String id) {
        fill(order, id, order.quantity().toPlainString());
    }

    Out.Order last() {
        return placed.getLast();
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(PaperExchange.kinds(), false, true);
    }

    @Override
    public Instrument instrument(String symbol) {
        return new Instrument(
                symbol,
                "USD",
                new BigDecimal("0.01"),
                new BigDecimal("0.001"),
                new BigDecimal("5"));
    }

    @Override
    public void resume(Standing standing) {
        // the test tells what became of it
    }

    @Override
    public @Nullable VenueEvent next() {
        return events.poll();
    }

    @Override
    public @Nullable Instant wakeAt() {
        return null;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public BigDecimal price(String symbol) {
        return price;
    }

    @Override
    public BigDecimal ask(String symbol) {
        return price;
    }

    @Override
    public @Nullable BigDecimal stopOf(String orderId) {
        return null;
    }

    @Override
    public BigDecimal takerFee() {
        return COMMISSION;
    }

    @Override
    public void place(Out.Order order) {
        placed.add(order);
    }

    @Override
    public void cancel(String orderId) {
        cancelled.add(orderId);
    }

    @Override
    public long apiCalls() {
        return 0;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
