package io.sath.bot.backtest;

import io.sath.bot.figures.FiguresCollector;
import io.sath.bot.kernel.Journal;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.Out;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Where a backtest's kernel writes: nothing goes to disk, orders and fills become figures and
/// closed trades.
///
/// Of records booked together the orders are taken first: they say why the fill came about.
final class BacktestJournal implements Journal {
    private static final int PLACES = 10;

    private final FiguresCollector figures;
    private final Consumer<BacktestTrade> trades;
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();
    private long seq = 1;

    /// A trade that is not flat yet.
    private static final class Running {
        private final Instant openedAt;
        private BigDecimal bought = BigDecimal.ZERO;
        private BigDecimal cost = BigDecimal.ZERO;
        private BigDecimal sold = BigDecimal.ZERO;
        private BigDecimal proceeds = BigDecimal.ZERO;
        private BigDecimal fees = BigDecimal.ZERO;
        private BigDecimal pnl = BigDecimal.ZERO;

        Running(Instant openedAt) {
            this.openedAt = openedAt;
        }
    }

    BacktestJournal(FiguresCollector figures, Consumer<BacktestTrade> trades) {
        this.figures = figures;
        this.trades = trades;
    }

    @Override
    public long epoch() {
        return 1;
    }

    @Override
    public long nextSeq() {
        return seq;
    }

    @Override
    public Instant book(List<Out.Booked> records) {
        seq += records.size();
        for (Out.Booked record : records) {
            if (record instanceof Out.Order order) {
                take(order);
            }
        }
        for (Out.Booked record : records) {
            if (record instanceof Out.Fill fill) {
                take(fill);
            }
        }
        return records.getLast().at();
    }

    @Override
    public void say(Out record) {
        // nobody listens
    }

    @Override
    public boolean isHeard() {
        return false;
    }

    private void take(Out.Order order) {
        if (order.effect() == Effect.EXIT && order.reason() != null) {
            reasons.put(order.trade(), order.reason());
        }
        if (order.effect() == Effect.ENTRY
                && order.status().isFinal()
                && order.filled().signum() == 0
                && !running.containsKey(order.trade())) {
            figures.failed();
        }
    }

    private void take(Out.Fill fill) {
        figures.paid(fill.fee());
        Running trade = running.get(fill.trade());
        if (trade == null) {
            figures.opened();
            trade = new Running(fill.at());
            running.put(fill.trade(), trade);
        }
        BigDecimal worth = fill.quantity().multiply(fill.price());
        trade.fees = trade.fees.add(fill.fee());
        if (fill.effect() == Effect.ENTRY) {
            trade.bought = trade.bought.add(fill.quantity());
            trade.cost = trade.cost.add(worth);
            return;
        }
        trade.sold = trade.sold.add(fill.quantity());
        trade.proceeds = trade.proceeds.add(worth);
        if (fill.pnl() != null) {
            trade.pnl = trade.pnl.add(fill.pnl());
        }
        if (trade.sold.compareTo(trade.bought) >= 0) {
            running.remove(fill.trade());
            closed(fill, trade);
        }
    }

    private void closed(Out.Fill fill, Running trade) {
        String reason = reasons.remove(fill.trade());
        figures.closed(trade.pnl);
        trades.accept(
                new BacktestTrade(
                        fill.symbol(),
                        trade.openedAt,
                        fill.at(),
                        trade.bought,
                        trade.cost.divide(trade.bought, PLACES, RoundingMode.HALF_EVEN),
                        trade.proceeds.divide(trade.sold, PLACES, RoundingMode.HALF_EVEN),
                        trade.fees,
                        trade.pnl,
                        reason == null ? "" : reason));
    }
}
