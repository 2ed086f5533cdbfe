package io.sath.bot.run;

import io.sath.bot.backtest.Backtest;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.UnusableMarketData;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.StopReason;
import java.util.concurrent.BlockingQueue;

/** A backtest on a thread of its own, so that the run goes on beating and can be ended. */
final class BacktestTask {

    private BacktestTask() {}

    static void start(Settings settings, MarketSets sets, BlockingQueue<Signal> inbox) {
        Thread thread = new Thread(() -> inbox.add(outcome(settings, sets)), "backtest");
        thread.setDaemon(true);
        thread.start();
    }

    private static Signal outcome(Settings settings, MarketSets sets) {
        try {
            return new Signal.Backtested(
                    Backtest.wireReport(settings, sets), StopReason.DONE, null);
        } catch (UnusableMarketData e) {
            return new Signal.Backtested(null, StopReason.DATA, e.getMessage());
        } catch (RuntimeException e) {
            e.printStackTrace();
            return new Signal.Backtested(null, StopReason.FAULT, "The backtest failed: " + e + ".");
        }
    }
}
