package io.sath.bot.risk;

import io.sath.bot.market.Instrument;
import io.sath.bot.strategy.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// The exits that guard one open long position, as a value that can be stored and read back. Prices
/// are in the quote currency, on the tick grid.
///
/// @param stop sell at or below it; null: no stop
/// @param stopCode what the stop came from: `stop-loss`, `strategy-stop` or `trailing-stop`
/// @param target sell at or above it; null: none
/// @param trailing the fraction by which the stop follows the highest price; null: it does not
public record Protection(
        @Nullable BigDecimal stop,
        String stopCode,
        @Nullable BigDecimal target,
        @Nullable BigDecimal trailing) {

    static final String STOP_LOSS = "stop-loss";
    static final String STRATEGY_STOP = "strategy-stop";
    static final String TRAILING_STOP = "trailing-stop";
    static final String TAKE_PROFIT = "take-profit";

    /// No exit but the strategy's.
    public static final Protection NONE = new Protection(null, STOP_LOSS, null, null);

    /// The protection after this price was seen: a trailing stop rises, none ever falls. The same
    /// object where nothing changed.
    public Protection seen(BigDecimal price, Instrument instrument) {
        BigDecimal follow = trailing;
        if (follow == null) {
            return this;
        }
        BigDecimal raised = below(price, follow, instrument);
        return stop != null && raised.compareTo(stop) <= 0
                ? this
                : new Protection(raised, TRAILING_STOP, target, follow);
    }

    /// Why to sell at this price, or null.
    public @Nullable Reason exitAt(BigDecimal price) {
        if (stop != null && price.compareTo(stop) <= 0) {
            return Reason.of(
                    stopCode, "stop", stop.toPlainString(), "price", price.toPlainString());
        }
        if (target != null && price.compareTo(target) >= 0) {
            return Reason.of(
                    TAKE_PROFIT, "target", target.toPlainString(), "price", price.toPlainString());
        }
        return null;
    }

    /// The price that lies a fraction below; rounded up, so that no more is lost than allowed.
    static BigDecimal below(BigDecimal price, BigDecimal fraction, Instrument instrument) {
        return instrument.price(
                price.multiply(BigDecimal.ONE.subtract(fraction), MathContext.DECIMAL64),
                RoundingMode.CEILING);
    }
}
