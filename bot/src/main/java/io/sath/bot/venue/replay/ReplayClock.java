package io.sath.bot.venue.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * The market's clock: at {@code wall} it showed {@code at}, and it runs {@code speed} times faster
 * than the wall's.
 *
 * <p>Where the wall clock goes back, it stands still.
 */
record ReplayClock(Instant wall, Instant at, BigDecimal speed) {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    /** What it shows when the wall clock shows this. */
    Instant at(Instant now) {
        Duration passed = Duration.between(wall, now);
        if (passed.isNegative()) {
            return at;
        }
        BigDecimal nanos = nanos(passed).multiply(speed);
        return at.plusSeconds(nanos.divideToIntegralValue(NANOS).longValue())
                .plusNanos(nanos.remainder(NANOS).longValue());
    }

    /** The wall clock when it shows this, rounded up to a millisecond. */
    Instant wallOf(Instant then) {
        Duration ahead = Duration.between(at, then);
        if (ahead.isNegative()) {
            return wall;
        }
        long millis =
                nanos(ahead)
                        .divide(
                                speed.multiply(BigDecimal.valueOf(1_000_000)),
                                0,
                                RoundingMode.CEILING)
                        .longValue();
        return wall.plusMillis(millis);
    }

    /** The same clock from now on at another speed, without a jump. */
    ReplayClock at(Instant now, BigDecimal newSpeed) {
        return new ReplayClock(now, at(now), newSpeed);
    }

    private static BigDecimal nanos(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .multiply(NANOS)
                .add(BigDecimal.valueOf(duration.getNano()));
    }
}
