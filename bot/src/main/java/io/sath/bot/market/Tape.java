package io.sath.bot.market;

import java.time.Instant;

/// The recording of one symbol. It holds no data itself: each reader streams from the source.
public interface Tape {

    Instrument instrument();

    /// The finest candles that the recording knows; [Timeframe#M1] where it is made of trades.
    Timeframe resolution();

    /// The opening of the first candle.
    Instant from();

    /// The end of the last candle (excluded).
    Instant to();

    /// Prints from the instant on, in the order of their time.
    ///
    /// @throws UnusableMarketData when the source cannot be read or is damaged
    PrintReader prints(Instant from);
}
