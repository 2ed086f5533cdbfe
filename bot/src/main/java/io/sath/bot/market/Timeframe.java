package io.sath.bot.market;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A length of candle that every venue knows. Candles open at whole multiples of it since
/// 1970-01-01T00:00Z, so a day's candle opens at UTC midnight.
public enum Timeframe {
    M1("1m", 1),
    M3("3m", 3),
    M5("5m", 5),
    M15("15m", 15),
    M30("30m", 30),
    H1("1h", 60),
    H2("2h", 120),
    H4("4h", 240),
    H6("6h", 360),
    H8("8h", 480),
    H12("12h", 720),
    D1("1d", 1440);

    private final String code;
    private final Duration duration;
    private final long millis;

    Timeframe(String code, int minutes) {
        this.code = code;
        this.duration = Duration.ofMinutes(minutes);
        this.millis = duration.toMillis();
    }

    /// The timeframe written as `5m`, `1h`, `1d`.
    public static Optional<Timeframe> of(String code) {
        for (Timeframe timeframe : values()) {
            if (timeframe.code.equals(code)) {
                return Optional.of(timeframe);
            }
        }
        return Optional.empty();
    }

    static Optional<Timeframe> ofMillis(long millis) {
        for (Timeframe timeframe : values()) {
            if (timeframe.millis == millis) {
                return Optional.of(timeframe);
            }
        }
        return Optional.empty();
    }

    /// As it stands in settings and on the wire: `5m`.
    public String code() {
        return code;
    }

    public Duration duration() {
        return duration;
    }

    public long millis() {
        return millis;
    }

    /// The opening of the candle that holds the instant.
    public Instant openingOf(Instant instant) {
        return Instant.ofEpochMilli(openingOf(instant.toEpochMilli()));
    }

    long openingOf(long epochMillis) {
        return Math.floorDiv(epochMillis, millis) * millis;
    }

    /// Whether candles of this length can be built from candles of the other.
    public boolean isMultipleOf(Timeframe finer) {
        return millis % finer.millis == 0;
    }

    @Override
    public String toString() {
        return code;
    }
}
