package io.sath.bot.backtest;

import io.sath.bot.figures.EquityPoint;
import io.sath.bot.figures.Figures;
import io.sath.bot.json.Json;
import io.sath.bot.wire.OutJson;
import java.time.Instant;

/// What a backtest found.
///
/// @param candles candles that were decided upon, of all symbols and timeframes
/// @param from the first decision
/// @param to the last price
record BacktestReport(Figures figures, long candles, Instant from, Instant to) {

    /// The report as the REST API has it: the fields of `GET metrics`, and `candles`, `from`, `to`.
    /// A backtest makes no calls and keeps nothing.
    Json.Obj toJson(long computeSeconds) {
        Figures.Trades trades = figures.trades();
        return Json.object()
                .put("currency", figures.currency())
                .put("equity", figures.equity())
                .put("cash", figures.cash())
                .put("realizedPnl", figures.realizedPnl())
                .put("unrealizedPnl", figures.unrealizedPnl())
                .put("fees", figures.fees())
                .put("aiCost", figures.aiCost())
                .put(
                        "trades",
                        Json.object()
                                .put("total", trades.total())
                                .put("successful", trades.successful())
                                .put("failed", trades.failed())
                                .put("open", trades.open())
                                .put("won", trades.won())
                                .put("lost", trades.lost())
                                .build())
                .put("winRate", figures.winRate())
                .put("sharpe", figures.sharpe())
                .put("maxDrawdown", figures.maxDrawdown())
                .put("profitFactor", figures.profitFactor())
                .put("apiCalls", 0)
                .put("computeSeconds", computeSeconds)
                .put("storageBytes", 0)
                .put("candles", candles)
                .put("from", OutJson.time(from))
                .put("to", OutJson.time(to))
                .put(
                        "equityCurve",
                        Json.array(
                                figures.equityCurve().stream().map(BacktestReport::point).toList()))
                .build();
    }

    private static Json point(EquityPoint point) {
        return Json.object()
                .put("at", OutJson.time(point.at()))
                .put("equity", point.equity())
                .build();
    }
}
