package io.sath.bot.backtest;

import io.sath.bot.market.MarketEvent;
import io.sath.bot.market.MarketEvents;
import io.sath.bot.market.Tape;
import io.sath.bot.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One symbol's recording, played once. It ends with the opening of its last candle, the last price
/// at which a decision can be carried out: what the last candle would decide could not.
final class BacktestLane implements AutoCloseable {
    private final String symbol;
    private final Instant liveFrom;
    private final Instant lastOpening;
    private final Instant end;
    private final MarketEvents events;
    private @Nullable MarketEvent head;
    private Instant at;
    private boolean over;

    /// What comes next.
    sealed interface Step {
        /// A price in the market.
        record Price(MarketEvent.Print print) implements Step {}

        /// A candle is over; history is learnt from, and nobody acts on it.
        record Candle(MarketEvent.Closed closed, boolean live) implements Step {}

        /// The recording is over.
        record End(Instant at) implements Step {}
    }

    /// Plays a part of the tape.
    ///
    /// @param warmup how many candles of the longest timeframe are history
    /// @param from the opening of the first candle that counts; null: the first after the warm-up
    /// @param to the end of the last candle (excluded); null: that of the tape
    BacktestLane(
            Tape tape,
            List<Timeframe> timeframes,
            int warmup,
            @Nullable Instant from,
            @Nullable Instant to) {
        symbol = tape.instrument().symbol();
        Timeframe longest =
                timeframes.stream().max(Comparator.comparing(Timeframe::duration)).orElseThrow();
        Duration history = longest.duration().multipliedBy(warmup);
        Instant begin = tape.from();
        if (from != null && from.minus(history).isAfter(begin)) {
            begin = longest.openingOf(from.minus(history));
        }
        Instant warm = begin.plus(history);
        liveFrom = from == null || from.isBefore(warm) ? warm : from;
        end = to == null || to.isAfter(tape.to()) ? tape.to() : to;
        lastOpening = end.minus(tape.resolution().duration());
        at = begin;
        events = MarketEvents.of(tape, timeframes, begin, Duration.ZERO);
        head = events.next();
    }

    String symbol() {
        return symbol;
    }

    boolean isOver() {
        return over;
    }

    /// When the next step is.
    Instant nextAt() {
        MarketEvent next = head;
        return next == null ? at : next.at();
    }

    Step take() {
        MarketEvent next = head;
        if (next == null || !next.at().isBefore(end)) {
            over = true;
            return new Step.End(at);
        }
        at = next.at();
        if (next instanceof MarketEvent.Print print) {
            head = at.isBefore(lastOpening) ? events.next() : null;
            return new Step.Price(print);
        }
        head = events.next();
        MarketEvent.Closed closed = (MarketEvent.Closed) next;
        return new Step.Candle(closed, !closed.candle().at().isBefore(liveFrom));
    }

    @Override
    public void close() {
        events.close();
    }
}
