package io.sath.bot.market;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads plain decimals straight from bytes: market files are long, and a string for each number
/// would cost more than the number.
final class DecimalField {
    private static final int MOST_DIGITS = 18;
    private static final int LONGEST = 40;

    private DecimalField() {}

    /// The decimal without trailing zeros behind the point beyond `scale`, and with as many as it
    /// takes to reach it: decimals of one scale are compared quickly. Null where the bytes are no
    /// non-negative decimal of at most 18 digits before and behind the point.
    static @Nullable BigDecimal parse(byte[] bytes, int from, int to, int scale) {
        long digits = 0;
        int count = 0;
        int decimals = -1;
        int zeros = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit == '.' - '0' && decimals < 0 && i > from && i < to - 1) {
                decimals = 0;
            } else if (digit < 0 || digit > 9 || count == MOST_DIGITS) {
                return parseOther(bytes, from, to, scale);
            } else if (digit == 0 && decimals >= 0) {
                zeros++;
            } else {
                for (; zeros > 0; zeros--) {
                    digits *= 10;
                    decimals++;
                    count += digits == 0 ? 0 : 1;
                }
                digits = digits * 10 + digit;
                decimals += decimals >= 0 ? 1 : 0;
                count += digits == 0 ? 0 : 1;
                if (count > MOST_DIGITS) {
                    return parseOther(bytes, from, to, scale);
                }
            }
        }
        if (from == to) {
            return null;
        }
        decimals = Math.max(0, decimals);
        for (; decimals < scale && count < MOST_DIGITS; decimals++) {
            digits *= 10;
            count++;
        }
        return BigDecimal.valueOf(digits, decimals);
    }

    /// The rare forms: an exponent (`1.5E-7`), or many digits.
    private static @Nullable BigDecimal parseOther(byte[] bytes, int from, int to, int scale) {
        if (to - from > LONGEST || from == to) {
            return null;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            boolean known =
                    (b >= '0' && b <= '9')
                            || b == '.'
                            || b == '-'
                            || b == '+'
                            || b == 'e'
                            || b == 'E';
            if (!known) {
                return null;
            }
        }
        try {
            BigDecimal value =
                    new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
            if (value.signum() < 0 || value.scale() < -MOST_DIGITS) {
                return null;
            }
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
            return value.scale() > MOST_DIGITS || value.precision() - value.scale() > MOST_DIGITS
                    ? null
                    : value.setScale(Math.max(value.scale(), scale));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
