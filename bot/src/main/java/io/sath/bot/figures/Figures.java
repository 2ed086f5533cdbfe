package io.sath.bot.figures;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The figures of a run, as `GET metrics` of the REST API has them. Money is in `currency`, ratios
/// are fractions, what cannot be said is null.
///
/// @param equity cash and open positions at the last prices
/// @param realizedPnl sum of the closed trades, net of fees
/// @param unrealizedPnl what the open positions would gain at the last prices
/// @param winRate won of closed trades
/// @param sharpe mean of daily returns by their sample deviation, times the root of 365, no
///   risk-free rate
/// @param maxDrawdown the deepest fall of equity below its highest before, as a fraction of that
/// @param profitFactor sum of the gains of won trades by the sum of the losses of lost ones
/// @param equityCurve in the order of time, of bounded length
public record Figures(
        String currency,
        BigDecimal equity,
        BigDecimal cash,
        BigDecimal realizedPnl,
        BigDecimal unrealizedPnl,
        BigDecimal fees,
        BigDecimal aiCost,
        Trades trades,
        @Nullable BigDecimal winRate,
        @Nullable BigDecimal sharpe,
        BigDecimal maxDrawdown,
        @Nullable BigDecimal profitFactor,
        List<EquityPoint> equityCurve) {

    public Figures {
        equityCurve = List.copyOf(equityCurve);
    }

    /// How many trades, from flat to flat.
    ///
    /// @param total all of them: `successful` and `failed`
    /// @param successful had at least one entry fill
    /// @param failed asked for an entry and got none
    /// @param open not flat yet
    /// @param won closed with a gain after fees
    /// @param lost closed with a loss after fees
    public record Trades(int total, int successful, int failed, int open, int won, int lost) {}
}
