package io.sath.bot.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One tape as events. The first candle of a timeframe that began before the first print is left
/// out: it would be a part of one.
final class TapeEvents implements MarketEvents {
    private final String symbol;
    private final PrintReader prints;
    private final CandleBuilder[] builders;
    private final long shift;
    private final Duration shiftBy;
    private final long wholeFrom;
    private final long end;
    private final Deque<MarketEvent> waiting = new ArrayDeque<>();
    private boolean ended;

    TapeEvents(Tape tape, List<Timeframe> timeframes, Instant from, Duration shift) {
        this.symbol = tape.instrument().symbol();
        for (Timeframe timeframe : timeframes) {
            if (!timeframe.isMultipleOf(tape.resolution())) {
                throw new UnusableMarketData(
                        "%s is recorded in candles of %s, so candles of %s cannot be built from it: use %s or a multiple of it"
                                .formatted(
                                        symbol, tape.resolution(), timeframe, tape.resolution()));
            }
        }
        this.builders = timeframes.stream().map(CandleBuilder::new).toArray(CandleBuilder[]::new);
        this.shiftBy = shift;
        this.shift = shift.toMillis();
        this.wholeFrom = Math.max(from.toEpochMilli(), tape.from().toEpochMilli());
        this.end = tape.to().toEpochMilli();
        this.prints = tape.prints(from);
    }

    @Override
    public @Nullable MarketEvent next() {
        MarketEvent event = waiting.poll();
        if (event != null || ended) {
            return event;
        }
        if (!prints.next()) {
            ended = true;
            for (CandleBuilder builder : builders) {
                offer(builder.closeBy(end), end);
            }
            return waiting.poll();
        }
        long at = prints.atMillis();
        for (CandleBuilder builder : builders) {
            offer(builder.add(at, prints.price(), prints.quantity()), at);
        }
        return new MarketEvent.Print(
                symbol, Instant.ofEpochMilli(at + shift), prints.price(), prints.quantity());
    }

    private void offer(@Nullable Candle closed, long at) {
        if (closed != null && closed.at().toEpochMilli() >= wholeFrom) {
            waiting.add(
                    new MarketEvent.Closed(
                            symbol, Instant.ofEpochMilli(at + shift), closed.shiftedBy(shiftBy)));
        }
    }

    @Override
    public void close() {
        prints.close();
    }
}
