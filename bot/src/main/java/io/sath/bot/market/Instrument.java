package io.sath.bot.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What a venue says of one symbol: prices are whole multiples of `tick`, quantities (base
/// currency) of `step`, and an order is worth at least `minNotional` (quote currency).
public record Instrument(
        String symbol, String quote, BigDecimal tick, BigDecimal step, BigDecimal minNotional) {

    public Instrument {
        requirePositive("tick", tick);
        requirePositive("step", step);
        if (minNotional.signum() < 0) {
            throw new IllegalArgumentException("minNotional is negative: " + minNotional);
        }
    }

    private static void requirePositive(String name, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(name + " is not positive: " + value);
        }
    }

    /// The symbol without its quote currency: BTC of BTCUSD.
    public String base() {
        return symbol.endsWith(quote)
                ? symbol.substring(0, symbol.length() - quote.length())
                : symbol;
    }

    /// The price on the tick grid; CEILING and FLOOR keep an order from being better than asked.
    public BigDecimal price(BigDecimal price, RoundingMode rounding) {
        return onGrid(price, tick, rounding);
    }

    /// The largest quantity on the step grid that is not above the asked one.
    public BigDecimal quantity(BigDecimal quantity) {
        return onGrid(quantity, step, RoundingMode.DOWN);
    }

    private static BigDecimal onGrid(BigDecimal value, BigDecimal grid, RoundingMode rounding) {
        return value.divide(grid, 0, rounding).multiply(grid);
    }
}
