package io.sath.bot.risk;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The limits of one configuration; null means that there is none. Amounts are in the quote
/// currency, `stopLoss`, `takeProfit`, `trailingStop` and `maxDrawdown` are fractions (0.02 is 2
/// %). Days are UTC days of the venue's clock.
///
/// @param capital what may be in open positions altogether, at entry prices
/// @param maxPosition what one trade may open with, at its entry price
/// @param dailyLoss how far equity may fall below that of the day's beginning
/// @param maxDrawdown how far equity may fall below its highest
/// @param coolDownLosses after how many lost trades in a row entries rest
/// @param coolDownMinutes how long they rest
public record RiskLimits(
        BigDecimal capital,
        BigDecimal maxPosition,
        @Nullable Integer maxTradesPerDay,
        @Nullable BigDecimal stopLoss,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal trailingStop,
        @Nullable BigDecimal dailyLoss,
        @Nullable BigDecimal maxDrawdown,
        @Nullable Integer coolDownLosses,
        @Nullable Integer coolDownMinutes) {}
