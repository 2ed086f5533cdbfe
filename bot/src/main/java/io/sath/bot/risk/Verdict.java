package io.sath.bot.risk;

import io.sath.bot.strategy.Reason;
import java.math.BigDecimal;
import java.util.List;

/// The gate's answer to an entry.
public sealed interface Verdict {

    /// Open with this quantity (base currency, on the step grid, worth at least the minimum).
    record Allowed(BigDecimal quantity) implements Verdict {}

    /// Open nothing; every limit that stands against it is named, with its value and what was asked
    /// for.
    record Refused(List<Reason> why) implements Verdict {
        public Refused {
            why = List.copyOf(why);
        }
    }
}
