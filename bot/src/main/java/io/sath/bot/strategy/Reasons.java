package io.sath.bot.strategy;

import io.sath.bot.market.Candle;
import java.util.List;

/// Reasons that every strategy has.
final class Reasons {
    private Reasons() {}

    static Opinion.Hold warmingUp(int seen, int needed) {
        return new Opinion.Hold(
                List.of(
                        Reason.of(
                                "warming-up",
                                "seen",
                                Integer.toString(seen),
                                "needed",
                                Integer.toString(needed))));
    }

    static Opinion.Hold outOfOrder(Candle candle) {
        return new Opinion.Hold(
                List.of(Reason.of("candle-out-of-order", "at", candle.at().toString())));
    }
}
