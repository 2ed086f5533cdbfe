package io.sath.bot.venue.replay;

import io.sath.bot.market.MarketEvent;
import io.sath.bot.market.MarketEvents;
import io.sath.bot.market.Tape;
import io.sath.bot.market.Timeframe;
import io.sath.bot.market.UnusableMarketData;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One symbol's recording, played over and over on the market's clock.
 *
 * <p>The recording's first candles are never played: each round begins with them as history, told
 * on a clock that ends where the round begins, so that strategies know the past and no price jumps.
 * Rounds begin at {@code origin} and follow each other without a gap; their length is a whole
 * multiple of every timeframe.
 */
final class Lane implements AutoCloseable {

    private final Tape tape;
    private final List<Timeframe> timeframes;
    private final Instant origin;
    private final Instant playedFrom;
    private final Duration history;
    private final Duration length;
    private long round;
    private MarketEvents events;
    private @Nullable MarketEvent head;
    private Instant liveFrom;

    /** What comes next in a lane. */
    sealed interface Step {
        /** Something happened in the market; live where somebody may act on it. */
        record Market(MarketEvent event, boolean live) implements Step {}

        /** The round is over; the next step belongs to another. */
        record Seam(Instant at) implements Step {}
    }

    /**
     * @param from where to begin: the round that holds it is told from its history on
     * @param liveFrom what happened before is told, and nobody may act on it
     * @throws UnusableMarketData where the recording is too short
     */
    Lane(
            Tape tape,
            List<Timeframe> timeframes,
            int warmup,
            Instant origin,
            Instant from,
            Instant liveFrom) {
        this.tape = tape;
        this.timeframes = timeframes;
        this.origin = origin;
        this.liveFrom = liveFrom;
        Duration grid = grid(timeframes);
        Instant first = ceil(tape.from(), grid);
        Duration whole = floor(Duration.between(first, tape.to()), grid);
        Timeframe longest =
                timeframes.stream().max(Comparator.comparing(Timeframe::duration)).orElseThrow();
        Duration wanted = longest.duration().multipliedBy(warmup);
        Duration half = floor(whole.dividedBy(2), grid);
        this.history =
                wanted.compareTo(half) > 0 ? half : floor(wanted.plus(grid).minusMillis(1), grid);
        this.playedFrom = first.plus(history);
        this.length = whole.minus(history);
        if (length.compareTo(grid.multipliedBy(2)) < 0) {
            throw new UnusableMarketData(
                    "The recording of %s is too short for candles of %s."
                            .formatted(tape.instrument().symbol(), longest));
        }
        this.round = roundOf(from);
        this.events = open();
        this.head = events.next();
    }

    /** The grid on which every one of the timeframes has its candles. */
    static Duration grid(List<Timeframe> timeframes) {
        long grid = 1;
        for (Timeframe timeframe : timeframes) {
            long minutes = timeframe.duration().toMinutes();
            grid = grid / gcd(grid, minutes) * minutes;
        }
        return Duration.ofMinutes(grid);
    }

    static Instant floor(Instant time, Duration grid) {
        long millis = grid.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
    }

    String symbol() {
        return tape.instrument().symbol();
    }

    /** When, by the market's clock, the next step is due. */
    Instant nextAt() {
        MarketEvent next = head;
        Instant end = roundStart(round + 1);
        return next == null || !next.at().isBefore(end) ? end : next.at();
    }

    /**
     * Takes the next step.
     *
     * @param now the market's clock, which says which round follows a seam that lies further back
     */
    Step take(Instant now) {
        MarketEvent next = head;
        Instant end = roundStart(round + 1);
        if (next == null || !next.at().isBefore(end)) {
            events.close();
            round = Math.max(round + 1, roundOf(now));
            Instant begins = roundStart(round);
            liveFrom = liveFrom.isAfter(begins) ? liveFrom : begins;
            events = open();
            head = events.next();
            return new Step.Seam(end);
        }
        head = events.next();
        return new Step.Market(next, !next.at().isBefore(liveFrom));
    }

    @Override
    public void close() {
        events.close();
    }

    private MarketEvents open() {
        return MarketEvents.of(
                tape,
                timeframes,
                playedFrom.minus(history),
                Duration.between(playedFrom, roundStart(round)));
    }

    private long roundOf(Instant time) {
        return Math.floorDiv(Duration.between(origin, time).toMillis(), length.toMillis());
    }

    private Instant roundStart(long number) {
        return origin.plus(length.multipliedBy(number));
    }

    private static Instant ceil(Instant time, Duration grid) {
        Instant floor = floor(time, grid);
        return floor.equals(time) ? time : floor.plus(grid);
    }

    private static Duration floor(Duration duration, Duration grid) {
        return grid.multipliedBy(duration.toMillis() / grid.toMillis());
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
