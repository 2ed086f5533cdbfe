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

    /// The decimal without trailing zeros behind the point, or null where the bytes are no
    /// non-negative decimal of at most 18 digits before and behind the point.
    static @Nullable BigDecimal parse(byte[] bytes, int from, int to) {
        long digits = 0;
        int count = 0;
        int point = -1;
        int lastNonZero = -1;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '.' && point < 0 && i > from) {
                point = i;
            } else if (b >= '0' && b <= '9') {
                if (point >= 0 && b != '0') {
                    lastNonZero = i;
                }
            } else {
                return parseOther(bytes, from, to);
            }
        }
        int end = point < 0 ? to : lastNonZero < 0 ? point : lastNonZero + 1;
        if (to == from || point == to - 1) {
            return null;
        }
        for (int i = from; i < end; i++) {
            if (i != point) {
                digits = digits * 10 + (bytes[i] - '0');
                if (digits != 0 && ++count > MOST_DIGITS) {
                    return parseOther(bytes, from, to);
                }
            }
        }
        return BigDecimal.valueOf(digits, point < 0 ? 0 : Math.max(0, end - point - 1));
    }

    /// The rare forms: an exponent (`1.5E-7`), or many digits.
    private static @Nullable BigDecimal parseOther(byte[] bytes, int from, int to) {
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
            value = value.scale() < 0 ? value.setScale(0) : value;
            return value.scale() > MOST_DIGITS || value.precision() - value.scale() > MOST_DIGITS
                    ? null
                    : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
