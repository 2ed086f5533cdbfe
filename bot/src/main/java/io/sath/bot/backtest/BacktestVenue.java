package io.sath.bot.backtest;

import io.sath.bot.market.Instrument;
import io.sath.bot.market.Tape;
import io.sath.bot.market.Timeframe;
import io.sath.bot.venue.Capabilities;
import io.sath.bot.venue.Standing;
import io.sath.bot.venue.Venue;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.venue.paper.PaperExchange;
import io.sath.bot.wire.Out;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recorded markets played once, as fast as they are asked for, with an exchange on paper. Its
/// clock is that of the last event.
final class BacktestVenue implements Venue {
    private final PaperExchange exchange;
    private final List<BacktestLane> lanes = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private boolean ready;
    private long candles;

    /// Plays each tape from the same instant on.
    ///
    /// @param warmup how many candles strategies see before the first decision
    BacktestVenue(
            List<Tape> tapes,
            List<Timeframe> timeframes,
            int warmup,
            @Nullable Instant from,
            @Nullable Instant to,
            PaperExchange exchange) {
        this.exchange = exchange;
        for (Tape tape : tapes) {
            exchange.list(tape.instrument());
            lanes.add(new BacktestLane(tape, timeframes, warmup, from, to));
        }
        BacktestLane first = earliest();
        if (first != null) {
            now = first.nextAt();
        }
    }

    /// How many candles were decided upon.
    long candles() {
        return candles;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(PaperExchange.kinds(), false, false);
    }

    @Override
    public Instrument instrument(String symbol) {
        return exchange.instrument(symbol);
    }

    @Override
    public void resume(Standing standing) {
        exchange.restore(standing.orders(), now);
    }

    @Override
    public @Nullable VenueEvent next() {
        if (!ready) {
            ready = true;
            return new VenueEvent.Ready(now);
        }
        while (true) {
            VenueEvent answer = exchange.poll();
            if (answer != null) {
                return answer;
            }
            BacktestLane lane = earliest();
            if (lane == null) {
                return null;
            }
            switch (lane.take()) {
                case BacktestLane.Step.Price(var print) -> {
                    now = print.at();
                    exchange.print(print.symbol(), print.at(), print.price());
                }
                case BacktestLane.Step.Candle(var closed, boolean live) -> {
                    now = closed.at();
                    candles += live ? 1 : 0;
                    return new VenueEvent.Closed(
                            closed.at(), closed.symbol(), closed.candle(), live);
                }
                case BacktestLane.Step.End(Instant _) -> {
                    return new VenueEvent.Seam(now, lane.symbol());
                }
            }
        }
    }

    private @Nullable BacktestLane earliest() {
        BacktestLane earliest = null;
        for (BacktestLane lane : lanes) {
            if (!lane.isOver() && (earliest == null || lane.nextAt().isBefore(earliest.nextAt()))) {
                earliest = lane;
            }
        }
        return earliest;
    }

    @Override
    public @Nullable Instant wakeAt() {
        return exchange.hasEvents() || earliest() != null ? now : null;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public @Nullable BigDecimal price(String symbol) {
        return exchange.price(symbol);
    }

    @Override
    public @Nullable BigDecimal ask(String symbol) {
        return exchange.ask(symbol);
    }

    @Override
    public @Nullable BigDecimal stopOf(String orderId) {
        return exchange.stopOf(orderId);
    }

    @Override
    public BigDecimal takerFee() {
        return exchange.commission();
    }

    @Override
    public void place(Out.Order order) {
        exchange.place(order, now);
    }

    @Override
    public void cancel(String orderId) {
        exchange.cancel(orderId, now);
    }

    @Override
    public long apiCalls() {
        return 0;
    }

    @Override
    public void close() {
        lanes.forEach(BacktestLane::close);
    }
}
