package io.sath.bot.market;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of one or several symbols in the order of their time, read as they are asked for.
public interface MarketEvents extends AutoCloseable {

    /// The next event, or null at the end of the recording.
    ///
    /// @throws UnusableMarketData when what is read turns out to be damaged
    @Nullable MarketEvent next();

    @Override
    void close();

    /// One symbol from the instant on (of the recording's own clock), with candles of the given
    /// timeframes. Each timeframe must be a multiple of the tape's resolution. All times are moved
    /// by `shift`, a whole multiple of every timeframe, else candles would not open where clocks
    /// expect them.
    static MarketEvents of(
            Tape tape, Collection<Timeframe> timeframes, Instant from, Duration shift) {
        return new TapeEvents(tape, List.copyOf(timeframes), from, shift);
    }

    /// Several as one; at the same instant the earlier in the list comes first.
    static MarketEvents merged(List<MarketEvents> parts) {
        return parts.size() == 1 ? parts.getFirst() : new MergedEvents(parts);
    }
}
