package io.sath.bot.strategy;

import io.sath.bot.market.Candle;

/// A trading rule for one symbol on one timeframe, long only. It is fed every closed candle in
/// order, exactly once, and keeps its own bounded memory; one instance belongs to one symbol.
public interface Strategy {

    /// As in settings and on the wire: `ema-cross`.
    String name();

    /// How many candles it must have seen before it says anything but hold; with a larger warm-up
    /// of the run it may say so earlier, and the run does not listen.
    int warmUp();

    /// The opinion after this candle. A candle not after the former one is ignored with a hold.
    Opinion onClose(Candle candle);
}
