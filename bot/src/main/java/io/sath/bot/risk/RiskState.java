package io.sath.bot.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// What the gate must remember between trades, as a value that can be stored and read back.
///
/// @param day the UTC day of the venue's clock that the next two belong to
/// @param tradesToday trades whose first entry fill was on that day
/// @param dayStartEquity equity when the day was first seen
/// @param peakEquity the highest equity ever seen
/// @param lossesInRow lost trades since the last won one or the last cool-down
/// @param coolUntil entries rest until then; null when they do not
public record RiskState(
        LocalDate day,
        int tradesToday,
        BigDecimal dayStartEquity,
        BigDecimal peakEquity,
        int lossesInRow,
        @Nullable Instant coolUntil) {

    /// The beginning of a ledger.
    public static RiskState starting(Instant at, BigDecimal equity) {
        return new RiskState(dayOf(at), 0, equity, equity, 0, null);
    }

    /// Equity was seen; call it at least before each decision.
    public RiskState marked(Instant at, BigDecimal equity) {
        RiskState today = on(at, equity);
        return equity.compareTo(today.peakEquity) <= 0
                ? today
                : new RiskState(
                        today.day,
                        today.tradesToday,
                        today.dayStartEquity,
                        equity,
                        today.lossesInRow,
                        today.coolUntil);
    }

    /// A trade had its first entry fill.
    public RiskState entered(Instant at, BigDecimal equity) {
        RiskState today = on(at, equity);
        return new RiskState(
                today.day,
                today.tradesToday + 1,
                today.dayStartEquity,
                today.peakEquity,
                today.lossesInRow,
                today.coolUntil);
    }

    RiskState withLosses(int losses, @Nullable Instant until) {
        return new RiskState(day, tradesToday, dayStartEquity, peakEquity, losses, until);
    }

    RiskState on(Instant at, BigDecimal equity) {
        LocalDate now = dayOf(at);
        return now.equals(day)
                ? this
                : new RiskState(now, 0, equity, peakEquity, lossesInRow, coolUntil);
    }

    private static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
