package io.sath.platform.shared;

import java.math.BigDecimal;

/**
 * An exact amount with its currency (ISO code or stable coin, for example USD or USDT).
 *
 * <p>Never rounded here: who shows or books it rounds explicitly.
 */
public record Money(BigDecimal amount, String currency) {
    public Money {
        if (currency.isBlank()) {
            throw new IllegalArgumentException("an amount needs its currency");
        }
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "amounts in " + currency + " and " + other.currency + " do not add up");
        }
        return new Money(amount.add(other.amount), currency);
    }
}
