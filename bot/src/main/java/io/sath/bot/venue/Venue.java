package io.sath.bot.venue;

import io.sath.bot.market.Instrument;
import io.sath.bot.wire.Out;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A market with an account in it, real or on paper: takes orders and tells what happened, one event
 * at a time.
 *
 * <p>Used by one thread. Everything that happens, also the answer to an order, comes through {@link
 * #next}; nothing blocks for longer than a call outward may take. Orders are limited to what {@link
 * #capabilities} names. A venue serves one configuration: for another one it is closed and opened
 * anew.
 */
public interface Venue extends AutoCloseable {

    /** The name that stands in settings and on the wire. */
    String name();

    Capabilities capabilities();

    /** What the venue says of the symbol. Only asked for symbols that the venue was opened with. */
    Instrument instrument(String symbol);

    /**
     * Takes up what the books hold: from now on {@link #next} tells what became of it, and, once
     * that is told, {@link VenueEvent.Ready}. Called once, before anything else.
     */
    void resume(Standing standing);

    /** The next event that is due, or null where there is none now. */
    @Nullable VenueEvent next();

    /** When, by the wall clock, {@link #next} may have an event; null: never again. */
    @Nullable Instant wakeAt();

    /**
     * The venue's clock: never goes back, and is the time of the event last told where the market
     * is recorded.
     */
    Instant now();

    /** The last price of the symbol, or null before there was one. */
    @Nullable BigDecimal price(String symbol);

    /**
     * What a unit of the symbol would cost to buy at once (spread included), or null before there
     * was a price.
     */
    @Nullable BigDecimal ask(String symbol);

    /**
     * Where the stop of a resting order is now, for a venue that moves it; null where it has none.
     */
    @Nullable BigDecimal stopOf(String orderId);

    /** The commission that an order at market pays, as a fraction of its worth. */
    BigDecimal takerFee();

    /** Sends an order that is already on disk as intended. */
    void place(Out.Order order);

    /** Asks to cancel an order; the answer is an event, and may be that it was filled meanwhile. */
    void cancel(String orderId);

    /** How many calls were made outward since the start. */
    long apiCalls();

    @Override
    void close();
}
