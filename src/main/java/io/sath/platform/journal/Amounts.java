package io.sath.platform.journal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;

/** Forms of decimals, and which assets count as one US dollar. */
final class Amounts {
    /** Enough for a mean price of anything that trades. */
    private static final MathContext PRICE = new MathContext(12, RoundingMode.HALF_EVEN);

    private static final int MONEY_PLACES = 12;

    private static final Set<String> DOLLARS = Set.of("USD", "USDT", "USDC", "FDUSD", "PUSD");

    private Amounts() {}

    /** Without trailing zeros, and with no exponent when printed. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** A sum of products, to 12 places: deeper than any venue's prices and quantities. */
    static BigDecimal money(BigDecimal value) {
        return value.scale() > MONEY_PLACES
                ? value.setScale(MONEY_PLACES, RoundingMode.HALF_EVEN)
                : value;
    }

    /** What one of {@code quantity} cost on the mean, to 12 digits. */
    static BigDecimal price(BigDecimal notional, BigDecimal quantity) {
        return plain(notional.divide(quantity, PRICE));
    }

    /** Whether an amount in one is an amount in the other. */
    static boolean atPar(String asset, String quote) {
        String one = asset.toUpperCase(Locale.ROOT);
        String other = quote.toUpperCase(Locale.ROOT);
        return one.equals(other) || (DOLLARS.contains(one) && DOLLARS.contains(other));
    }
}
