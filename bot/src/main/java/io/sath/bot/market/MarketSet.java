package io.sath.bot.market;

import java.util.List;

/// A named collection of recordings, as `replay.data` of the settings names it.
public interface MarketSet {

    String name();

    /// Every usable recording, by symbol, and what was refused.
    Contents contents();

    /// The recording of one symbol.
    ///
    /// @throws UnusableMarketData when the set has no such symbol or its recording is damaged
    Tape tape(String symbol);

    /// What a set holds; a damaged file does not hide the others.
    record Contents(List<Tape> tapes, List<String> problems) {
        public Contents {
            tapes = List.copyOf(tapes);
            problems = List.copyOf(problems);
        }
    }
}
