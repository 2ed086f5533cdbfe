package io.sath.platform.bots;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the bot program can trade and how: its market sets with their symbols, and its strategies
 * with their parameters.
 */
public record Catalogue(List<MarketSet> sets, List<Strategy> strategies) {
    public Catalogue {
        sets = List.copyOf(sets);
        strategies = List.copyOf(strategies);
    }

    public Optional<MarketSet> set(String name) {
        return sets.stream().filter(set -> set.name().equals(name)).findFirst();
    }

    public Optional<Strategy> strategy(String name) {
        return strategies.stream().filter(strategy -> strategy.name().equals(name)).findFirst();
    }

    /** A named collection of recordings. */
    public record MarketSet(String name, List<Symbol> symbols) {
        public MarketSet {
            symbols = List.copyOf(symbols);
        }
    }

    /**
     * A symbol: prices are multiples of {@code tick}, quantities (base) of {@code step}, an order
     * is worth at least {@code minNotional} (quote).
     */
    public record Symbol(
            String name, String quote, BigDecimal tick, BigDecimal step, BigDecimal minNotional) {}

    /** A strategy. */
    public record Strategy(String name, List<Parameter> params) {
        public Strategy {
            params = List.copyOf(params);
        }
    }

    /**
     * A parameter, whose values travel as text.
     *
     * @param preset what holds where a configuration says nothing
     * @param min the least value of a number, included; null: unbounded
     * @param max the largest, likewise
     * @param options the words to choose from; empty unless it is a {@code CHOICE}
     */
    public record Parameter(
            String name,
            Kind kind,
            String preset,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            List<String> options) {
        public Parameter {
            options = List.copyOf(options);
        }

        public enum Kind {
            WHOLE,
            DECIMAL,
            CHOICE
        }
    }
}
