package io.sath.bot.venue.paper;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.market.Instrument;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderKind;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaperExchangeTests {

    private static final Instant T0 = Instant.parse("2026-11-22T12:00:00Z");
    private final PaperExchange exchange =
            new PaperExchange(new BigDecimal("0.001"), new BigDecimal("0.0001"));

    @BeforeEach
    void list() {
        exchange.list(
                new Instrument(
                        "BTCUSD",
                        "USD",
                        new BigDecimal("0.01"),
                        new BigDecimal("0.001"),
                        new BigDecimal("5")));
    }

    @Test
    void aBuyAtMarketPaysHalfTheSpreadTheTickAndTheCommission() {
        print(0, "100.00");
        exchange.place(order(OrderKind.MARKET, Side.BUY, "0.5", null, null, null), T0);
        VenueEvent.Executed fill = executed();
        assertThat(fill.price()).isEqualByComparingTo("100.01");
        assertThat(fill.fee()).isEqualByComparingTo("0.050005");
        assertThat(fill.feeAsset()).isEqualTo("USD");
        assertThat(fill.maker()).isFalse();
    }

    @Test
    void aSaleIsRoundedAgainstTheSeller() {
        print(0, "100.05");
        exchange.place(order(OrderKind.MARKET, Side.SELL, "0.5", null, null, null), T0);
        assertThat(executed().price()).isEqualByComparingTo("100.03");
    }

    @Test
    void quantitiesOffTheStepPricesOffTheTickAndSmallEntriesAreRejected() {
        print(0, "100");
        assertThat(rejection(order(OrderKind.MARKET, Side.BUY, "0.0005", null, null, null)))
                .isEqualTo("off-step");
        assertThat(rejection(order(OrderKind.LIMIT, Side.BUY, "0.5", "99.001", null, null)))
                .isEqualTo("off-tick");
        assertThat(rejection(order(OrderKind.MARKET, Side.BUY, "0.049", null, null, null)))
                .isEqualTo("below-min-notional");
    }

    @Test
    void withoutAPriceNothingIsDealt() {
        assertThat(rejection(order(OrderKind.MARKET, Side.BUY, "0.5", null, null, null)))
                .isEqualTo("no-price");
    }

    @Test
    void aLimitWaitsForItsPriceAndFillsAtItAsMaker() {
        print(0, "100");
        exchange.place(order(OrderKind.LIMIT, Side.BUY, "0.5", "99.50", null, null), T0);
        assertThat(events()).singleElement().isInstanceOf(VenueEvent.Accepted.class);
        print(1, "99.60");
        assertThat(events()).isEmpty();
        print(2, "99.10");
        VenueEvent.Executed fill = executed();
        assertThat(fill.price()).isEqualByComparingTo("99.50");
        assertThat(fill.maker()).isTrue();
    }

    @Test
    void aGapThroughAStopCostsWhatItCosts() {
        resting("104.00", "98.00", null);
        print(1, "98.01");
        assertThat(events()).isEmpty();
        print(2, "95.00");
        VenueEvent.Executed fill = executed();
        assertThat(fill.price()).isEqualByComparingTo("94.99");
        assertThat(fill.reason()).isEqualTo("stop-loss");
        print(3, "120.00");
        assertThat(events()).as("one cancels the other").isEmpty();
    }

    @Test
    void aTargetFillsAtItsPrice() {
        resting("104.00", "98.00", null);
        print(1, "105.00");
        VenueEvent.Executed fill = executed();
        assertThat(fill.price()).isEqualByComparingTo("104.00");
        assertThat(fill.reason()).isEqualTo("take-profit");
    }

    @Test
    void aTrailingStopFollowsTheHighestPriceAndNeverFalls() {
        resting(null, "98.00", "0.02");
        print(1, "110.00");
        assertThat(exchange.stopOf("o1")).isEqualByComparingTo("107.80");
        print(2, "108.00");
        assertThat(exchange.stopOf("o1")).isEqualByComparingTo("107.80");
        print(3, "107.80");
        assertThat(executed().reason()).isEqualTo("trailing-stop");
    }

    @Test
    void aPrintOfTheSameInstantFillsNothing() {
        resting("104.00", "98.00", null);
        print(0, "90.00");
        assertThat(events()).isEmpty();
    }

    @Test
    void madeAgainFromItsOrdersItFillsTheSameWithTheSameId() {
        List<VenueEvent.Executed> fills = new ArrayList<>();
        for (int life = 0; life < 2; life++) {
            PaperExchange again =
                    new PaperExchange(new BigDecimal("0.001"), new BigDecimal("0.0001"));
            again.list(exchange.instrument("BTCUSD"));
            Out.Order order =
                    order(OrderKind.STOP, Side.SELL, "0.5", null, "98.00", "0.02")
                            .with(T0, OrderStatus.OPEN, BigDecimal.ZERO, "stop-loss");
            again.restore(List.of(order), T0.plusSeconds(100));
            for (String price : List.of("101", "111", "109.5", "108", "100")) {
                again.print("BTCUSD", T0.plusSeconds(fills.size() + 5L), new BigDecimal(price));
            }
            fills.add((VenueEvent.Executed) requireNonNull(again.poll()));
        }
        assertThat(fills.getFirst().price()).isEqualTo(fills.getLast().price());
        assertThat(fills.getFirst().fill()).isEqualTo(fills.getLast().fill());
    }

    @Test
    void anOrderThatNeverArrivedIsToldAsExpired() {
        exchange.restore(List.of(order(OrderKind.MARKET, Side.BUY, "1", null, null, null)), T0);
        assertThat(events()).singleElement().isInstanceOf(VenueEvent.Expired.class);
    }

    private void resting(@Nullable String target, String stop, @Nullable String trailing) {
        print(0, "100");
        OrderKind kind = target == null ? OrderKind.STOP : OrderKind.OCO;
        exchange.place(order(kind, Side.SELL, "0.5", target, stop, trailing), T0);
        assertThat(events()).singleElement().isInstanceOf(VenueEvent.Accepted.class);
    }

    private void print(long second, String price) {
        exchange.print("BTCUSD", T0.plusSeconds(second), new BigDecimal(price));
    }

    private String rejection(Out.Order order) {
        exchange.place(order, T0);
        return ((VenueEvent.Rejected) requireNonNull(exchange.poll())).reason();
    }

    private VenueEvent.Executed executed() {
        List<VenueEvent> events = events();
        assertThat(events).singleElement().isInstanceOf(VenueEvent.Executed.class);
        return (VenueEvent.Executed) events.getFirst();
    }

    private List<VenueEvent> events() {
        List<VenueEvent> events = new ArrayList<>();
        for (VenueEvent event = exchange.poll(); event != null; event = exchange.poll()) {
            events.add(event);
        }
        return events;
    }

    private static Out.Order order(
            OrderKind kind,
            Side side,
            String quantity,
            @Nullable String price,
            @Nullable String stop,
            @Nullable String trailing) {
        return new Out.Order(
                T0,
                "o1",
                "t1",
                "BTCUSD",
                side,
                side == Side.BUY ? Effect.ENTRY : Effect.EXIT,
                kind,
                new BigDecimal(quantity),
                price == null ? null : new BigDecimal(price),
                stop == null ? null : new BigDecimal(stop),
                trailing == null ? null : new BigDecimal(trailing),
                OrderStatus.INTENDED,
                BigDecimal.ZERO,
                "ema-cross",
                side == Side.BUY ? "crossed-above" : "stop-loss");
    }
}
