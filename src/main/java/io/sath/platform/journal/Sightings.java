package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Beat;
import io.sath.platform.orchestration.output.BotRecord.Candle;
import io.sath.platform.orchestration.output.BotRecord.Decision;
import io.sath.platform.orchestration.output.BotRecord.Metric;
import io.sath.platform.orchestration.output.BotRecord.Position;
import io.sath.platform.orchestration.output.BotRecord.Spoken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is kept of a batch besides the books: of each thing the last that was said. */
final class Sightings {
    /** A piece of the young equity series, in seconds. */
    static final long BUCKET = 10;

    /** A run's meters as far as this batch tells them. */
    record Meters(UUID run, Instant first, long cpuMs, long apiCalls) {}

    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Map<Instant, Metric> metrics = new LinkedHashMap<>();
    private final Map<List<Object>, Candle> candles = new LinkedHashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<UUID, Meters> meters = new LinkedHashMap<>();

    void add(BotRecord record) {
        switch (record) {
            case Position position -> positions.put(position.symbol(), position);
            case Metric metric -> {
                metrics.put(bucket(metric.ts()), metric);
                meter(metric, 0, metric.apiCalls());
            }
            case Candle candle ->
                    candles.put(List.of(candle.symbol(), candle.interval(), candle.at()), candle);
            case Decision decision -> decisions.add(decision);
            case Beat beat -> meter(beat, beat.cpuMs(), 0);
            case BotRecord.Hello _,
                    BotRecord.Order _,
                    BotRecord.Fill _,
                    BotRecord.SettingsSeen _,
                    BotRecord.Log _,
                    BotRecord.Key _,
                    BotRecord.Report _,
                    BotRecord.Resent _,
                    BotRecord.Stopped _,
                    BotRecord.StderrLine _,
                    BotRecord.Unknown _,
                    BotRecord.Lost _ -> {
                // the books' or the log's
            }
        }
    }

    private void meter(Spoken record, long cpuMs, long apiCalls) {
        meters.merge(
                record.run(),
                new Meters(record.run(), record.ts(), cpuMs, apiCalls),
                (one, other) ->
                        new Meters(
                                one.run(),
                                one.first(),
                                Math.max(one.cpuMs(), other.cpuMs()),
                                Math.max(one.apiCalls(), other.apiCalls())));
    }

    static Instant bucket(Instant ts) {
        return Instant.ofEpochSecond(Math.floorDiv(ts.getEpochSecond(), BUCKET) * BUCKET);
    }

    boolean isEmpty() {
        return positions.isEmpty()
                && metrics.isEmpty()
                && candles.isEmpty()
                && decisions.isEmpty()
                && meters.isEmpty();
    }

    List<Position> positions() {
        return List.copyOf(positions.values());
    }

    List<Metric> metrics() {
        return List.copyOf(metrics.values());
    }

    List<Candle> candles() {
        return List.copyOf(candles.values());
    }

    List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    List<Meters> meters() {
        return List.copyOf(meters.values());
    }
}
