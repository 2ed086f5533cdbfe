package io.sath.bot.run;

import io.sath.bot.market.MarketSets;
import io.sath.bot.market.UnusableMarketData;
import io.sath.bot.strategy.StrategyType;
import io.sath.bot.venue.replay.ReplayVenue;
import io.sath.bot.wire.Mode;
import io.sath.bot.wire.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes settings unusable that are sound in form: the field, its fault and what would be
 * right; or null.
 */
final class Checks {

    private Checks() {}

    static @Nullable String problem(Settings settings, MarketSets sets) {
        if (!settings.venue().equals(ReplayVenue.NAME)) {
            return "venue: \"" + settings.venue() + "\" is not known to this bot; it knows replay";
        }
        if (settings.mode() == Mode.LIVE) {
            return "mode: \"live\" needs a venue with real money; replay trades on paper";
        }
        String problem = strategies(settings);
        if (problem == null) {
            problem = ReplayVenue.problem(sets, settings);
        }
        return problem == null ? quote(settings, sets) : problem;
    }

    private static @Nullable String strategies(Settings settings) {
        for (int i = 0; i < settings.strategies().size(); i++) {
            Settings.StrategySpec spec = settings.strategies().get(i);
            Optional<StrategyType> type = StrategyType.named(spec.name());
            if (type.isEmpty()) {
                return "strategies["
                        + i
                        + "].name: \""
                        + spec.name()
                        + "\" is not known; there are "
                        + String.join(
                                ", ", StrategyType.all().stream().map(StrategyType::name).toList());
            }
            List<StrategyType.Problem> problems = type.get().check(spec.params());
            if (!problems.isEmpty()) {
                StrategyType.Problem first = problems.getFirst();
                return "strategies[" + i + "].params." + first.parameter() + ": " + first.message();
            }
            for (int j = 0; j < i; j++) {
                if (settings.strategies().get(j).name().equals(spec.name())) {
                    return "strategies[" + i + "].name: \"" + spec.name() + "\" is there twice";
                }
            }
        }
        return null;
    }

    private static @Nullable String quote(Settings settings, MarketSets sets) {
        try {
            for (String symbol : settings.symbols()) {
                String quote =
                        sets.named(settings.replay().data()).tape(symbol).instrument().quote();
                if (!quote.equals(settings.quote())) {
                    return "quote: \""
                            + settings.quote()
                            + "\" is not the currency of "
                            + symbol
                            + ", which is "
                            + quote;
                }
            }
            return null;
        } catch (UnusableMarketData e) {
            return "symbols: " + e.getMessage();
        }
    }

    /** What must not change while a run lives. */
    static @Nullable String change(Settings from, Settings to) {
        String right = " does not change within a run; start a new one";
        if (from.task() != to.task()) {
            return "task: it" + right;
        }
        if (!from.bot().equals(to.bot())) {
            return "bot: it" + right;
        }
        if (!from.venue().equals(to.venue())) {
            return "venue: it" + right;
        }
        if (from.mode() != to.mode()) {
            return "mode: it" + right;
        }
        if (!from.quote().equals(to.quote())) {
            return "quote: it" + right;
        }
        return null;
    }

    /** Whether the kernel and its venue must be made anew for these settings. */
    static boolean needsNewKernel(Settings from, Settings to) {
        return !from.symbols().equals(to.symbols())
                || !from.timeframes().equals(to.timeframes())
                || !from.strategies().equals(to.strategies())
                || !from.replay().equals(to.replay())
                || !from.paper().equals(to.paper());
    }
}
