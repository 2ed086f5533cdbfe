package io.sath.bot.risk;

import java.math.BigDecimal;

/// What the books say at the moment of a request, all in the quote currency.
///
/// @param equity cash and open positions at market price
/// @param cash what can be spent, open entry orders already taken off
/// @param exposure open positions and open entry orders, at entry prices
/// @param openEntryOrders entries asked for and not yet filled: each reserves one trade of the day
public record Account(
        BigDecimal equity, BigDecimal cash, BigDecimal exposure, int openEntryOrders) {}
