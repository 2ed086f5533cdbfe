package io.sath.bot.market;

import java.math.BigDecimal;

/// One candle of a recording as it is read, before it has a timeframe.
record CandleRow(
        long atMillis,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume) {}
