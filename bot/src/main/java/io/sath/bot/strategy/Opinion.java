package io.sath.bot.strategy;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a strategy thinks after a closed candle. It does not know what is held: whoever asks
/// ignores an entry while in a trade and an exit while flat.
public sealed interface Opinion {

    /// Never empty, always with the numbers.
    List<Reason> why();

    /// Buy; `stop` is the price (quote currency) at which the idea is wrong, or null.
    record Enter(List<Reason> why, @Nullable BigDecimal stop) implements Opinion {
        public Enter {
            why = List.copyOf(why);
        }
    }

    /// Sell what is held.
    record Exit(List<Reason> why) implements Opinion {
        public Exit {
            why = List.copyOf(why);
        }
    }

    /// Change nothing.
    record Hold(List<Reason> why) implements Opinion {
        public Hold {
            why = List.copyOf(why);
        }
    }
}
