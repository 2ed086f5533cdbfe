package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.shared.LimitFault;
import io.sath.platform.shared.Text;
import java.util.Optional;

/** Says which limit of the plan a configuration goes beyond, if any. */
final class PlanCheck {
    private PlanCheck() {}

    static Optional<SaveResult.OverLimit> firstOver(BotConfig config, Limits limits) {
        if (!limits.modes().contains(config.mode())) {
            return over("mode", "modes", Mode.PAPER.word(), config.mode().word(), limits);
        }
        if (limits.symbols() != null && config.symbols().size() > limits.symbols()) {
            return over(
                    "symbols",
                    "symbols",
                    String.valueOf(limits.symbols()),
                    String.valueOf(config.symbols().size()),
                    limits);
        }
        if (!limits.multiTimeframe() && config.timeframes().size() > 1) {
            return over(
                    "timeframes",
                    "multiTimeframe",
                    "1",
                    String.valueOf(config.timeframes().size()),
                    limits);
        }
        if (limits.capital() != null && config.capital().compareTo(limits.capital()) > 0) {
            return over(
                    "capital",
                    "capital",
                    limits.capital().toPlainString(),
                    config.capital().toPlainString(),
                    limits);
        }
        return Optional.empty();
    }

    private static Optional<SaveResult.OverLimit> over(
            String field, String limit, String value, String asked, Limits limits) {
        return Optional.of(
                new SaveResult.OverLimit(
                        field,
                        Text.of("bots.over." + limit, value, asked),
                        new LimitFault(limit, value, asked, limits.remedy().lifts(limit))));
    }
}
