package io.sath.bot.books;

import java.math.BigDecimal;

/** What a record did to a trade. */
public sealed interface TradeChange {

    /** Nothing that begins or ends one. */
    record None() implements TradeChange {}

    /** The trade had its first fill: quotas count it from here. */
    record Opened(String trade) implements TradeChange {}

    /** The trade is flat again; the result is net of all its fees. */
    record Closed(String trade, String symbol, BigDecimal pnl) implements TradeChange {}
}
