package io.sath.bot.risk;

import io.sath.bot.market.Instrument;
import java.math.BigDecimal;
import java.time.Instant;

/// The wish to open a long position.
///
/// @param at the venue's clock
/// @param price what a unit is expected to cost (quote currency), spread included
/// @param feeRate the entry's commission as a fraction of its worth
public record EntryRequest(
        Instant at,
        Instrument instrument,
        BigDecimal price,
        BigDecimal feeRate,
        Account account,
        RiskState state) {}
