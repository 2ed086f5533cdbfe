package io.sath.bot.kernel;

import io.sath.bot.market.Timeframe;
import io.sath.bot.strategy.Strategy;
import io.sath.bot.strategy.StrategyType;
import io.sath.bot.wire.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The strategies at work: one of each kind for each symbol and timeframe. On the first timeframe it
 * goes by its own name, on another by {@code name@timeframe}.
 */
final class Bench {

    private final Map<String, List<Seat>> seats = new HashMap<>();
    private final Settings settings;

    /** A strategy and what it looks at. */
    record Seat(String name, Timeframe timeframe, Strategy strategy) {}

    Bench(Settings settings) {
        this.settings = settings;
    }

    List<Seat> at(String symbol) {
        return seats.computeIfAbsent(symbol, _ -> seats());
    }

    /** The symbol's strategies forget and begin anew. */
    void renew(String symbol) {
        seats.remove(symbol);
    }

    private List<Seat> seats() {
        List<Seat> made = new ArrayList<>();
        String first = settings.timeframes().getFirst();
        for (String code : settings.timeframes()) {
            Timeframe timeframe = Timeframe.of(code).orElseThrow();
            for (Settings.StrategySpec spec : settings.strategies()) {
                StrategyType type = StrategyType.named(spec.name()).orElseThrow();
                made.add(
                        new Seat(
                                code.equals(first) ? spec.name() : spec.name() + "@" + code,
                                timeframe,
                                type.create(spec.params())));
            }
        }
        return made;
    }
}
