package io.sath.bot.backtest;

import java.math.BigDecimal;
import java.time.Instant;

/// A closed trade of a backtest, from flat to flat; prices are averages of its fills, `pnl` is net
/// of `fees`, both in the quote currency.
record BacktestTrade(
        String symbol,
        Instant openedAt,
        Instant closedAt,
        BigDecimal quantity,
        BigDecimal entryPrice,
        BigDecimal exitPrice,
        BigDecimal fees,
        BigDecimal pnl,
        String exitReason) {}
